"""The form of an edition: the newest file in the program's `forms/` that is not later than the edition."""

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from directbill.core.edition import Edition, Program
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.form import Form
from directbill.programs import beside, form_checks, form_sections, library
from directbill.programs.book import Book
from directbill.programs.reader import open_book

PART = "forms"


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read; no form where it is not even TOML."""

    form: Form | None
    book: Book
    digest: str


def of(program: Program, edition: Edition, *, where: str | Path | None = None) -> Form:
    """The form an application under the edition is made with: only tasks whose requirements the edition has.

    Refuses `form_none` where the program has no form yet, and a form with faults.
    """
    folder = library.folder(where if where is not None else program.name)
    name = serving(folder, edition)
    if not name:
        raise refuse("form_none", found=edition.name)
    return fitted(_sound(folder / PART / f"{name}.toml", program), edition)


def serving(folder: Path, edition: Edition) -> str:
    """The name of the form that serves an edition; empty where there is none yet."""
    return beside.serving(folder, PART, edition=edition)


def named(folder: Path) -> tuple[str, ...]:
    """The forms of a program folder, by the edition each is first used for, in order."""
    return beside.named(folder, PART)


def whole(program: Program, name: str, *, where: str | Path | None = None) -> Form:
    """A form as its file has it, with the tasks of every edition it serves. Refuses a form with faults."""
    return _sound(
        library.folder(where if where is not None else program.name) / PART / f"{name}.toml", program
    )


def fitted(form: Form, edition: Edition) -> Form:
    """The form as the edition needs it: a task whose requirements are all unknown to the edition is left out."""
    known = {r.key for r in edition.requirements}
    kept = [t for t in form.tasks if not t.requirements or known & set(t.requirements)]
    keys = {t.key for t in kept}
    tasks = (
        replace(
            t,
            requirements=tuple(key for key in t.requirements if key in known),
            after=tuple(key for key in t.after if key in keys),
        )
        for t in kept
    )
    return replace(form, edition=edition.name, tasks=tuple(tasks))


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of every form of a program folder, and of editions a form serves and does not cover."""
    found: list[Fault] = []
    for name, editions in beside.served(folder, PART, program=program):
        read = _read(folder / PART / f"{name}.toml", program)
        found.extend(read.book.faults)
        published = beside.published(folder, PART, name=name)
        if published not in ("", read.digest):
            place = Place(read.book.file, 1)
            found.append(Fault("form_published_changed", place, read.digest, {"published": published}))
        if read.form is not None and not read.book.faults:
            form_checks.serves(read.form, editions, book=read.book)
            found.extend(read.book.faults)
    return tuple(found)


def _sound(path: Path, program: Program) -> Form:
    read = _bundled(path, program.name) if path.is_relative_to(library.BUNDLED) else _read(path, program)
    if read.form is None or read.book.faults:
        raise Refusal(*read.book.faults)
    return read.form


@cache
def _bundled(path: Path, name: str) -> _Read:
    """A bundled form is read once."""
    return _read(path, library.load(name))


def _read(path: Path, program: Program) -> _Read:
    section, book = open_book(path, f"{PART}/{path.name}", references=frozenset(program.references))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not section.table and book.faults:
        return _Read(None, book, digest)
    found = form_sections.form(section, program=program.name, edition=path.stem, digest=digest)
    return _Read(found, book, digest)
