"""How a partner becomes an indirect reseller under an edition: the newest file in `transition/` not later than it."""

import hashlib
from functools import cache
from pathlib import Path

from directbill.core.edition import Edition, Program
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.transition import Rules
from directbill.programs import beside, library, transition_sections
from directbill.programs.book import Book
from directbill.programs.reader import open_book

PART = "transition"


def of(program: Program, edition: Edition, *, where: str | Path | None = None) -> Rules:
    """The rules of the transition under an edition. Refuses `transition_none`, and a file with faults."""
    folder = library.folder(where if where is not None else program.name)
    name = beside.serving(folder, PART, edition=edition)
    if not name:
        raise refuse("transition_none", found=edition.name)
    path = folder / PART / f"{name}.toml"
    bundled = path.is_relative_to(library.BUNDLED)
    rules, book = (
        _bundled(path, program.name, edition.name) if bundled else _read(path, program, edition.name)
    )
    if rules is None or book.faults:
        raise Refusal(*book.faults)
    return rules


def named(folder: Path) -> tuple[str, ...]:
    """The files of a program folder, by the edition each is first used for, in order."""
    return beside.named(folder, PART)


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of every file, a published one that was changed among them."""
    found: list[Fault] = []
    for name in named(folder):
        path = folder / PART / f"{name}.toml"
        _, book = _read(path, program, name)
        found.extend(book.faults)
        digest, published = _digest(path), beside.published(folder, "transitions", name=name)
        if published not in ("", digest):
            place = Place(book.file, 1)
            found.append(Fault("transition_published_changed", place, digest, {"published": published}))
    return tuple(found)


@cache
def _bundled(path: Path, program: str, edition: str) -> tuple[Rules | None, Book]:
    """A bundled file is read once for each edition."""
    return _read(path, library.load(program), edition)


def _read(path: Path, program: Program, edition: str) -> tuple[Rules | None, Book]:
    """A file as it serves an edition; no rules where it is not even TOML."""
    section, book = open_book(path, f"{PART}/{path.name}", references=frozenset(program.references))
    if not section.table and book.faults:
        return None, book
    digest = _digest(path)
    return transition_sections.rules(section, name=path.stem, digest=digest, edition=edition), book


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
