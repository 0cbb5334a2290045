"""A profile's tables read strictly: a key nobody knows, or a value that would do nothing, is a fault with its line."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import Any, TypeVar

from directbill.core.errors import Fault, Place
from directbill.ledger.profiles.model import UNSETTLED

HEADER_LINE = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
KEY_LINE = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_.-]+))\s*=""")
NEAR = 0.7
"""How alike a word must be to be offered; a key is always offered its nearest."""

WORD = TypeVar("WORD", bound=Enum)


@dataclass
class Book:
    """The file being read, where its keys stand, and the faults found so far."""

    name: str
    lines: dict[str, int]
    words: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Key to the words it takes: to tell a word that stands at another key from one nobody knows."""
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Table:
    """One table; each reader gives a value of its type, or a stand-in and a fault."""

    book: Book
    values: dict[str, Any]
    path: str = ""

    def fault(self, code: str, key: str, *, found: str = "", **params: str) -> None:
        path = f"{self.path}{key}"
        fault = Fault(code, Place(self.book.name, self.book.lines.get(path), path), found or key, params)
        if fault not in self.book.faults:
            self.book.faults.append(fault)

    def wrong(self, key: str, found: str, *, known: Collection[str], listed: str = "") -> None:
        """The value is none of the known words: which one was meant, or at which key it would be right."""
        found, listed = found or '""', listed or ", ".join(known)
        alike = {word.casefold(): word for word in known}
        near = get_close_matches(found.casefold(), alike, n=1, cutoff=NEAR)
        if near:
            self.fault("profile_value_near", key, found=found, near=alike[near[0]], known=listed)
            return
        others = (other for other, words in self.book.words.items() if found in words)
        other = next(others, "")
        if other:
            self.fault("profile_value_elsewhere", key, found=found, other=other, known=listed)
        else:
            self.fault("profile_value", key, found=found, known=listed)

    def only(self, known: Iterable[str]) -> None:
        listed = tuple(known)
        for key in self.values:
            if key not in listed:
                close = get_close_matches(key, listed, n=1, cutoff=0.0)
                self.fault("profile_key_unknown", key, near=close[0], known=", ".join(listed))

    def table(self, key: str) -> "Table":
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fault("profile_value", key, found=str(value), known=f"[{key}]")
            value = {}
        return Table(self.book, value, f"{self.path}{key}.")

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault("profile_value", key, found=str(value), known='"..."')
            return ""
        if value == UNSETTLED:
            self.fault("profile_unsettled", key)
        return value

    def named(self, key: str) -> str:
        """A text that, where it is given, says something."""
        found = self.text(key)
        if self.values.get(key) is found and not found.strip():
            self.fault("profile_value", key, found='""', known='"..."')
        return found

    def texts(self) -> dict[str, str]:
        """All texts of the table; none of them may be blank."""
        return {key: self.named(key) for key in self.values}

    def number(self, key: str, default: int) -> int:
        value = self.values.get(key, default)
        if type(value) is not int or value < 0:
            self.fault("profile_value", key, found=str(value), known="0, 1, 2 ...")
            return default
        return value

    def one_of(self, key: str, *, known: Collection[str], default: str) -> str:
        """A text that is one of the known words, else the default."""
        found = self.text(key) if key in self.values else default
        if found in known:
            return found
        if isinstance(self.values[key], str) and found != UNSETTLED:
            self.wrong(key, found, known=known)
        return default

    def word(self, key: str, *, kind: type[WORD], default: WORD) -> WORD:
        words = {str(member.value): member for member in kind}
        return words[self.one_of(key, known=words, default=str(default.value))]

    def words(self, key: str, *, kind: type[WORD], default: tuple[WORD, ...]) -> tuple[WORD, ...]:
        if key not in self.values:
            return default
        words = {member.value: member for member in kind}
        listed = self.values[key]
        if not isinstance(listed, list) or not listed:
            self.fault("profile_value", key, found=str(listed), known=", ".join(words))
            return default
        strange = [str(word) for word in listed if word not in words]
        for word in strange:
            self.wrong(key, word, known=words)
        return default if strange else tuple(words[word] for word in listed)


def lines(text: str) -> dict[str, int]:
    """On which line each key stands; profiles are flat tables, so a look at the lines is enough."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER_LINE.match(line):
            table = f"{header[1]}."
            found.setdefault(header[1], number)
        elif key := KEY_LINE.match(line):
            found.setdefault(table + next(part for part in key.groups() if part is not None), number)
    return found
