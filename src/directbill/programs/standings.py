"""What an edition asks of partners who are there: the newest file in the program's `standing/` not later than it."""

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from directbill.core.edition import Edition, Program
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.standing import Rules
from directbill.programs import beside, library, standing_sections
from directbill.programs.book import Book
from directbill.programs.reader import open_book

PART = "standing"


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read; no rules where it is not even TOML."""

    rules: Rules | None
    book: Book
    digest: str


def of(program: Program, edition: Edition, *, where: str | Path | None = None) -> Rules:
    """The rules of standing under an edition. Refuses `standing_none` where there are none, and a file with faults."""
    folder = library.folder(where if where is not None else program.name)
    name = beside.serving(folder, PART, edition=edition)
    if not name:
        raise refuse("standing_none", found=edition.name)
    return replace(whole(program, name, where=folder), edition=edition.name)


def named(folder: Path) -> tuple[str, ...]:
    """The files of a program folder, by the edition each is first used for, in order."""
    return beside.named(folder, PART)


def whole(program: Program, name: str, *, where: str | Path | None = None) -> Rules:
    """The rules as their file has them. Refuses a file with faults."""
    folder = library.folder(where if where is not None else program.name)
    path = folder / PART / f"{name}.toml"
    read = _bundled(path, program.name) if path.is_relative_to(library.BUNDLED) else _read(path, program)
    if read.rules is None or read.book.faults:
        raise Refusal(*read.book.faults)
    return read.rules


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of every file, a published one that was changed among them."""
    found: list[Fault] = []
    for name in named(folder):
        read = _read(folder / PART / f"{name}.toml", program)
        found.extend(read.book.faults)
        published = beside.published(folder, "standings", name=name)
        if published not in ("", read.digest):
            place = Place(read.book.file, 1)
            found.append(Fault("standing_published_changed", place, read.digest, {"published": published}))
    return tuple(found)


@cache
def _bundled(path: Path, name: str) -> _Read:
    """A bundled file is read once."""
    return _read(path, library.load(name))


def _read(path: Path, program: Program) -> _Read:
    section, book = open_book(path, f"{PART}/{path.name}", references=frozenset(program.references))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not section.table and book.faults:
        return _Read(None, book, digest)
    return _Read(
        standing_sections.rules(section, program=program.name, name=path.stem, digest=digest), book, digest
    )
