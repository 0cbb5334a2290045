"""Strict reading of one TOML file: every key must be known, and every fault is kept with its key and line."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from directbill.core.edition import Source, Texts
from directbill.core.errors import Fault, Place, of_system
from directbill.programs import kinds
from directbill.programs.book import Book
from directbill.programs.positions import KeyPath

LANGUAGES = ("en", "cs")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
CHOICE = TypeVar("CHOICE", bound=Enum)


def _line(path: Path, failure: ValueError) -> int:
    """The line of a syntax fault: said, or of the first byte that is no text, or the last where the text breaks off."""
    content = path.read_bytes()
    if isinstance(failure, UnicodeDecodeError):
        return content.count(b"\n", 0, failure.start) + 1
    said = re.search(r"line (\d+)", str(failure))
    return int(said.group(1)) if said else len(content.splitlines())


def open_book(path: Path, file: str, *, references: frozenset[str] = frozenset()) -> tuple["Section", Book]:
    """Parse a file, named `file` in faults. Text that is not TOML gives an empty section and a fault."""
    book = Book(file, references=references)
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text, parse_float=Decimal)
    except OSError as failure:
        book.faults += of_system(failure, file=file).faults
        return Section({}, (), book), book
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        book.faults.append(Fault("program_not_toml", Place(book.file, _line(path, failure)), str(failure)))
        return Section({}, (), book), book
    book.toml = text
    return Section(table, (), book), book


class Section:
    """One table. Each reader takes a key and gives a value of its type, or a stand-in and a fault."""

    def __init__(self, table: dict[str, Any], path: KeyPath, book: Book) -> None:
        self.table = table
        self.path = path
        self.book = book
        self.taken: set[str] = set()
        self.optional: set[str] = set()

    def __contains__(self, key: str) -> bool:
        self.optional.add(key)
        return key in self.table

    def fault(self, code: str, *keys: str | int, found: str = "", **params: str) -> None:
        self.book.fault(code, (*self.path, *keys), found=found, **params)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty sentence or word."""
        found: str = self._take(key, str, default, "")
        if found == "" and default is None and key in self.table:
            self.fault("program_empty", key, found=key)
        return found

    def identifier(self, key: str) -> str:
        found = self.text(key)
        if found and not IDENTIFIER.fullmatch(found):
            self.fault("program_identifier", key, found=found)
        return found

    def integer(self, key: str, default: int | None = None) -> int:
        found: int = self._take(key, int, default, 0)
        return found

    def boolean(self, key: str, default: bool | None = None) -> bool:
        found: bool = self._take(key, bool, default, False)
        return found

    def decimal(self, key: str) -> Decimal:
        """An exact number; fractions are read exactly, never as floats."""
        found = self._take(key, (int, Decimal), None, 0)
        return Decimal(found)

    def day(self, key: str, default: date | None = None) -> date:
        found: date = self._take(key, date, default, kinds.NEVER)
        return found

    def choice(self, key: str, kind: type[CHOICE], *, default: CHOICE | None = None) -> CHOICE:
        """One value of an enum, by its value."""
        if key not in self.table and default is not None:
            return default
        return self._choose(key, self._take(key, str, None, ""), kind, (key,))

    def choices(self, key: str, kind: type[CHOICE]) -> tuple[CHOICE, ...]:
        """A non-empty list of values of an enum."""
        return tuple(
            self._choose(key, word, kind, (key, place)) for place, word in enumerate(self.words(key, least=1))
        )

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        found = self.text(key)
        if found and found not in allowed:
            self.fault("program_value_unknown", key, found=found, allowed=", ".join(allowed))
        return found

    def words(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """A list of distinct words; absent means empty unless some are needed."""
        found: tuple[str, ...] = self._list(key, str, least)
        return found

    def integers(self, key: str) -> tuple[int, ...]:
        found: tuple[int, ...] = self._list(key, int, 0)
        return found

    def dates(self, key: str, *, least: int = 0) -> tuple[date, ...]:
        """A list of distinct dates; absent means empty unless some are needed."""
        found: tuple[date, ...] = self._list(key, date, least)
        return found

    def texts(self, key: str, *, required: bool = False) -> Texts:
        """One sentence for each language: all languages or none."""
        if key not in self and not required:
            return {}
        section = self.section(key)
        found = {language: section.text(language) for language in LANGUAGES if language in section}
        for language in LANGUAGES:
            if language not in section:
                self.fault("program_language_missing", key, found=language)
        section.close()
        return found

    def section(self, key: str) -> "Section":
        return Section(self._take(key, dict, None, {}), (*self.path, key), self.book)

    def sections(self, key: str) -> list["Section"]:
        """An array of tables, possibly absent."""
        return [
            Section(item, (*self.path, key, place), self.book)
            for place, item in enumerate(self._list(key, dict, 0))
        ]

    def named(self, key: str) -> dict[str, "Section"]:
        """A table of tables, by name, possibly absent."""
        if key not in self:
            return {}
        holder = self.section(key)
        found = {name: holder.section(name) for name in holder.table}
        holder.close()
        return found

    def source(self) -> Source:
        """The keys `source`, `assumed` and `note` of this table. What is assumed needs a note."""
        ref, assumed = self.text("source"), self.boolean("assumed", default=False)
        note = self.texts("note", required=assumed)
        for part in filter(None, (p.strip() for p in ref.split(";"))):
            if part.split(" ")[0] not in self.book.references:
                self.fault("program_source_unknown", "source", found=part)
        return Source(ref, assumed, note)

    def value_sources(self, values: tuple[str, ...]) -> dict[str, Source]:
        """Sources of single values of this table, where they differ from the table's own."""
        found = {}
        for name, section in self.named("value_sources").items():
            if name not in values:
                self.fault("program_key_unknown", "value_sources", name, found=name, known=", ".join(values))
            found[name] = section.source()
            section.close()
        return found

    def close(self) -> None:
        """Every key nobody took is a fault."""
        known = ", ".join(sorted(self.taken | self.optional))
        for key in self.table:
            if key not in self.taken:
                self.fault("program_key_unknown", key, found=key, known=known)

    def _take(self, key: str, kind: Any, default: Any, stand_in: Any) -> Any:
        self.taken.add(key)
        if key not in self.table:
            if default is None:
                self.fault("program_key_missing", key, found=key)
            return stand_in if default is None else default
        found = self.table[key]
        if not kinds.is_a(found, kind):
            self.fault(kinds.wanted(kind), key, found=kinds.shown(found))
            return stand_in
        return found

    def _list(self, key: str, kind: type, least: int) -> Any:
        found = self._take(key, list, [], [])
        wrong = [place for place, item in enumerate(found) if not kinds.is_a(item, kind)]
        for place in wrong:
            self.fault(kinds.wanted(kind), key, place, found=kinds.shown(found[place]))
        if len(found) < least:
            self.fault("program_list_empty", key, found=key)
        kept = [item for item in found if kinds.is_a(item, kind)]
        for place, item in enumerate(kept):
            if item in kept[:place] and kind is not dict:
                self.fault("program_twice", key, place, found=str(item))
        return tuple(kept)

    def _choose(self, key: str, word: str, kind: type[CHOICE], keys: tuple[str | int, ...]) -> CHOICE:
        allowed = [str(member.value) for member in kind]
        if word in allowed:
            return kind(word)
        if word:
            self.fault("program_value_unknown", *keys, found=word, allowed=", ".join(allowed))
        return next(iter(kind))
