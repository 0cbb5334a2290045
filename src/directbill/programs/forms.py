"""The form of an edition: the newest file in the program's `forms/` that is not later than the edition."""

import hashlib
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from directbill.core.edition import Edition, Program
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.form import Form
from directbill.programs import form_sections, library
from directbill.programs.reader import open_book


@dataclass(frozen=True, slots=True)
class _Read:
    form: Form
    faults: tuple[Fault, ...]


def of(program: Program, edition: Edition, *, where: str | Path | None = None) -> Form:
    """The form an application under the edition is made with: only tasks whose requirements the edition has.

    Refuses `form_none` where the program has no form yet, and a form with faults.
    """
    folder = library.folder(where if where is not None else program.name)
    names = sorted(p.stem for p in (folder / "forms").glob("*.toml") if p.stem <= edition.name)
    if not names:
        raise refuse("form_none", found=edition.name)
    found = _read(folder / "forms" / f"{names[-1]}.toml", frozenset(program.references), program.name)
    if found.faults:
        raise Refusal(*found.faults)
    return fitted(found.form, edition)


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
    """Every fault of every form of a program folder, and of editions in force that a form does not cover."""
    found: list[Fault] = []
    published = _published(folder)
    for path in sorted((folder / "forms").glob("*.toml")):
        read = _read(path, frozenset(program.references), program.name)
        found.extend(read.faults)
        if published.get(path.stem, read.form.digest) != read.form.digest:
            params = {"published": published[path.stem]}
            found.append(
                Fault("program_published_changed", Place(f"forms/{path.name}", 1), read.form.digest, params)
            )
        if not read.faults:
            found.extend(_uncovered(path, read.form, program))
    return tuple(found)


def _uncovered(path: Path, form: Form, program: Program) -> list[Fault]:
    later = sorted(p.stem for p in path.parent.glob("*.toml") if p.stem > path.stem)
    covered = [e for e in program.editions if path.stem <= e.name and not (later and e.name >= later[0])]
    return [
        Fault("form_requirement_uncovered", Place(f"forms/{path.name}", 1), key, {"edition": edition.name})
        for edition in covered
        for key in form_sections.uncovered(form, edition)
    ]


def _published(folder: Path) -> dict[str, str]:
    """The digests recorded in program.toml."""
    table = tomllib.loads((folder / "program.toml").read_text(encoding="utf-8"))
    return {name: str(entry.get("sha256", "")) for name, entry in table.get("forms", {}).items()}


@cache
def _read(path: Path, references: frozenset[str], program: str) -> _Read:
    section, book = open_book(path, f"forms/{path.name}", references=references)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    form = form_sections.form(section, program=program, edition=path.stem, digest=digest)
    return _Read(form, tuple(book.faults))
