"""The yearly review under an edition: what of the desk's work is done again. The newest file in `reviews/` not later.

A file of it continues the desk's work of the edition it is named after, and says only what differs.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from directbill.core.desk import Desk
from directbill.core.edition import Edition, Program, Requirement
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.findings import Phase, Severity
from directbill.programs import (
    beside,
    calendars,
    desk_continuing,
    desk_sections,
    desks,
    library,
)
from directbill.programs.book import Book
from directbill.programs.reader import open_book

PART = "reviews"


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read with what it continues; no desk where it is not even TOML."""

    desk: Desk | None
    book: Book
    digest: str


def of(program: Program, edition: Edition, *, where: str | Path | None = None) -> Desk:
    """What the desk does again under an edition: only items whose requirement the edition has.

    Refuses `review_none` where the program says nothing of it yet, and a file with faults.
    """
    folder = library.folder(where if where is not None else program.name)
    name = beside.serving(folder, PART, edition=edition)
    if not name:
        raise refuse("review_none", found=edition.name)
    path = folder / PART / f"{name}.toml"
    read = _bundled(path, program.name) if path.is_relative_to(library.BUNDLED) else _read(path, program)
    if read.desk is None or read.book.faults:
        raise Refusal(*read.book.faults)
    return replace(desks.fitted(read.desk, edition), calendar=calendars.of(folder, program))


def named(folder: Path) -> tuple[str, ...]:
    """The files of a program folder, by the edition each is first used for, in order."""
    return beside.named(folder, PART)


def whole(program: Program, name: str, *, where: str | Path | None = None) -> Desk:
    """The review as its file has it, with the items of every edition it serves. Refuses a file with faults."""
    folder = library.folder(where if where is not None else program.name)
    read = _read(folder / PART / f"{name}.toml", program)
    if read.desk is None or read.book.faults:
        raise Refusal(*read.book.faults)
    return replace(read.desk, calendar=calendars.of(folder, program))


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of every file, a published one that was changed and a requirement nobody looks at among them."""
    found: list[Fault] = []
    for name, editions in beside.served(folder, PART, program=program):
        read = _read(folder / PART / f"{name}.toml", program)
        if read.desk is not None and not read.book.faults:
            for edition in editions:
                _covers(read.desk, edition, read.book)
        found.extend(read.book.faults)
        published = beside.published(folder, PART, name=name)
        if published not in ("", read.digest):
            place = Place(f"{PART}/{name}.toml", 1)
            found.append(Fault("review_published_changed", place, read.digest, {"published": published}))
    return tuple(found)


def _covers(desk: Desk, edition: Edition, book: Book) -> None:
    """Every requirement for remaining a partner is looked at by an item."""
    settled = {entry.requirement for entry in desk.entries}
    for requirement in filter(_to_remain, edition.requirements):
        if requirement.key not in settled:
            day = edition.effective.isoformat()
            book.fault("review_requirement_uncovered", (), found=requirement.key, edition=day)


def _to_remain(requirement: Requirement) -> bool:
    return Phase.TO_REMAIN in requirement.phases and requirement.severity is Severity.REQUIRED


@cache
def _bundled(path: Path, name: str) -> _Read:
    """A bundled file is read once."""
    return _read(path, library.load(name))


def _read(path: Path, program: Program) -> _Read:
    own, book = open_book(path, f"{PART}/{path.name}", references=frozenset(program.references))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    there = path.parent.parent / desks.PART / f"{own.table.get(desk_continuing.CONTINUES, '')}.toml"
    if not own.table and book.faults:
        return _Read(None, book, digest)
    if not there.is_file():
        known = ", ".join(desks.named(path.parent.parent))
        own.fault("desk_continues_unknown", desk_continuing.CONTINUES, found=there.stem, known=known)
        return _Read(None, book, digest)
    earlier, content = desks.whole_section(there, program)
    digest = hashlib.sha256(content + path.read_bytes()).hexdigest()
    section = desk_continuing.merged(own, earlier)
    found = desk_sections.desk(section, program=program.name, edition=path.stem, digest=digest)
    return _Read(found, section.book, digest)
