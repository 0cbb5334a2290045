"""The desk's work under an edition: the newest file in the program's `desk/` that is not later than the edition."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from directbill.core.clocks import Unit
from directbill.core.desk import Desk, Entry
from directbill.core.edition import Edition, Program
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.programs import (
    beside,
    calendars,
    desk_checks,
    desk_continuing,
    desk_sections,
    forms,
    library,
)
from directbill.programs.book import Book
from directbill.programs.desk_outside import Fields
from directbill.programs.reader import Section, open_book

PART = "desk"


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read; no desk where it is not even TOML."""

    desk: Desk | None
    book: Book
    digest: str


def of(program: Program, edition: Edition, *, where: str | Path | None = None) -> Desk:
    """The desk's work under an edition: only items whose requirement the edition has.

    Refuses `desk_none` where the program says nothing of it yet, and a file with faults.
    """
    folder = library.folder(where if where is not None else program.name)
    name = beside.serving(folder, PART, edition=edition)
    if not name:
        raise refuse("desk_none", found=edition.name)
    found = fitted(_sound(folder / PART / f"{name}.toml", program), edition)
    return replace(found, calendar=calendars.of(folder, program))


def named(folder: Path) -> tuple[str, ...]:
    """The files of a program folder, by the edition each is first used for, in order."""
    return beside.named(folder, PART)


def whole(program: Program, name: str, *, where: str | Path | None = None) -> Desk:
    """The desk's work as its file has it, with the items of every edition it serves. Refuses a file with faults."""
    folder = library.folder(where if where is not None else program.name)
    found = _sound(folder / PART / f"{name}.toml", program)
    return replace(found, calendar=calendars.of(folder, program))


def fitted(desk: Desk, edition: Edition) -> Desk:
    """The desk's work as the edition needs it.

    An item whose requirement the edition does not have is left out; what waited for it waits for what it waited for.
    """
    known = {"", *(r.key for r in edition.requirements)}
    left_out = {e.item.key for e in desk.entries if e.requirement not in known}
    before = desk.procedure.before
    kept = tuple(_without(e, left_out, before) for e in desk.entries if e.requirement in known)
    return replace(desk, edition=edition.name, entries=kept)


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of every file of the desk's work, and of editions and forms it does not agree with."""
    found = list(calendars.faults(folder, program))
    for name, editions in beside.served(folder, PART, program=program):
        read = _read(folder / PART / f"{name}.toml", program)
        found.extend(read.book.faults)
        if read.desk is not None and not calendars.has(folder):
            found.extend(_uncounted(read))
        if read.desk is not None and not read.book.faults:
            tasks = {e.name: _tasks(folder, program, e) for e in editions}
            desk_checks.serves(read.desk, editions, tasks=tasks, book=read.book)
            found.extend(read.book.faults)
        published = beside.published(folder, "desks", name=name)
        if published not in ("", read.digest):
            place = Place(read.book.file, 1)
            found.append(Fault("desk_published_changed", place, read.digest, {"published": published}))
    return _once(found)


def _once(found: Sequence[Fault]) -> tuple[Fault, ...]:
    """Each fault once: one of a file that another continues is found in both."""
    return tuple(each for number, each in enumerate(found) if each not in found[:number])


def _uncounted(read: _Read) -> tuple[Fault, ...]:
    """Days that are working days, where nothing says which those are."""
    counted = (
        (limit.state for limit in read.desk.limits.values() if limit.unit is Unit.WORKING_DAYS)
        if read.desk
        else ()
    )
    return tuple(Fault("calendar_missing", Place(read.book.file, 1), state) for state in counted)


def _without(entry: Entry, left_out: set[str], before: Mapping[str, tuple[str, ...]]) -> Entry:
    """An entry that waits for nothing that was left out, but for what came before that."""
    named_before = set(entry.item.after)
    inherited = {k for key in named_before & left_out for k in before[key]}
    after = tuple(k for k in before[entry.item.key] if k in (named_before | inherited) - left_out)
    return replace(entry, item=replace(entry.item, after=after))


def _tasks(folder: Path, program: Program, edition: Edition) -> dict[str, Fields] | None:
    """The tasks of the form under an edition, with fields; None where its faults, told elsewhere, keep it unread."""
    if not forms.serving(folder, edition):
        return {}
    try:
        tasks = forms.of(program, edition, where=folder).tasks
        return {t.key: {f.key: f.kind for f in t.fields} for t in tasks}
    except Refusal:
        return None


def _sound(path: Path, program: Program) -> Desk:
    read = _bundled(path, program.name) if path.is_relative_to(library.BUNDLED) else _read(path, program)
    if read.desk is None or read.book.faults:
        raise Refusal(*read.book.faults)
    return read.desk


@cache
def _bundled(path: Path, name: str) -> _Read:
    """A bundled file is read once."""
    return _read(path, library.load(name))


def whole_section(path: Path, program: Program) -> tuple[Section, bytes]:
    """A file with what it continues, as one table, and the bytes that all of it was read from."""
    section, _ = _open(path, program)
    content = path.read_bytes()
    earlier = _continued(path, section, program)
    if earlier is None:
        return section, content
    before, there = earlier
    merged = desk_continuing.merged(section, before) if before.table else before
    return merged, there.read_bytes() + content


def _read(path: Path, program: Program) -> _Read:
    section, content = whole_section(path, program)
    digest = hashlib.sha256(content).hexdigest()
    if not section.table and section.book.faults:
        return _Read(None, section.book, digest)
    found = desk_sections.desk(section, program=program.name, edition=path.stem, digest=digest)
    return _Read(found, section.book, digest)


def _open(path: Path, program: Program) -> tuple[Section, Book]:
    return open_book(path, f"{PART}/{path.name}", references=frozenset(program.references))


def _continued(path: Path, section: Section, program: Program) -> tuple[Section, Path] | None:
    """The earlier file that this one continues. It is whole itself: nobody reads three files to know what holds."""
    if desk_continuing.CONTINUES not in section:
        return None
    name = section.text(desk_continuing.CONTINUES)
    known = [each.stem for each in sorted(path.parent.glob("*.toml")) if each.stem < path.stem]
    there = path.with_name(f"{name}.toml")
    before = _open(there, program)[0] if name in known else None
    if before is not None and desk_continuing.CONTINUES not in before.table:
        return before, there
    section.fault("desk_continues_unknown", desk_continuing.CONTINUES, found=name, known=", ".join(known))
    return None
