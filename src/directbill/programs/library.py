"""Where programs are found and how they are loaded: bundled by name, or any folder of the same shape."""

import hashlib
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from directbill.core.edition import Edition, Program, Reference
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.programs import beside, checks, sections
from directbill.programs.book import Book
from directbill.programs.reader import Section, open_book

BUNDLED = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The bundled programs, by folder name."""
    return tuple(sorted(path.parent.name for path in BUNDLED.glob("*/program.toml")))


def load(where: str | Path | None = None) -> Program:
    """A program by bundled name or by folder; without either, the default one.

    Raises Refusal with every fault of every file of the folder.
    """
    found = folder(where)
    return _bundled(found) if found.parent == BUNDLED else _read_whole(found)


def folder(where: str | Path | None = None) -> Path:
    """The folder a program is in. Raises `program_unknown` where there is none."""
    if where is None:
        index = tomllib.loads((BUNDLED / "index.toml").read_text(encoding="utf-8"))
        return BUNDLED / str(index["default"])
    if str(where) in names():
        return BUNDLED / str(where)
    if (Path(where) / "program.toml").is_file():
        return Path(where).resolve()
    raise refuse("program_unknown", found=str(where), known=", ".join(names()))


def edition(program: Program, name: str) -> Edition:
    """An edition by its effective date. Raises `edition_unknown`."""
    for found in program.editions:
        if found.name == name:
            return found
    raise refuse("edition_unknown", found=name, known=", ".join(e.name for e in program.editions))


def in_force(program: Program, on: date) -> Edition:
    """The newest enabled edition of a day. Raises `edition_none_yet` before the first."""
    found = program.in_force(on)
    if found is None:
        first = min((e.name for e in program.editions if e.enabled), default="")
        raise refuse("edition_none_yet", found=on.isoformat(), first=first)
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    """Files beside the editions: their table in program.toml, their folder, and the codes of their faults."""

    table: str
    part: str
    missing: str
    unlisted: str
    unknown: str


BESIDE = (
    _Beside("forms", "forms", "form_file_missing", "form_unlisted", "form_edition_unknown"),
    _Beside("desks", "desk", "desk_file_missing", "desk_unlisted", "desk_edition_unknown"),
    _Beside("reviews", "reviews", "review_file_missing", "review_unlisted", "review_edition_unknown"),
    _Beside(
        "standings", "standing", "standing_file_missing", "standing_unlisted", "standing_edition_unknown"
    ),
    _Beside(
        "transitions",
        "transition",
        "transition_file_missing",
        "transition_unlisted",
        "transition_edition_unknown",
    ),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What program.toml says of one edition: whether it is in force, and the digest it was published with."""

    enabled: bool
    published: str


def read(where: Path) -> tuple[Program, tuple[Fault, ...]]:
    """Read a program folder with all its faults; the program is only of use when there are none."""
    section, book = open_book(where / "program.toml", "program.toml")
    if not section.table:
        return Program(where.name, {}, ()), tuple(book.faults)
    references = {name: _reference(s) for name, s in section.named("references").items()}
    entries = {name: _entry(s) for name, s in section.named("editions").items()}
    program = Program(section.identifier("name"), section.texts("title", required=True), (), references)
    categories = section.words("categories")
    listed = {b.table: {n: _published(s) for n, s in section.named(b.table).items()} for b in BESIDE}
    section.close()
    _same_editions(where, entries, section)
    for each in BESIDE:
        _same_files(where, each, section, listed=set(listed[each.table]), editions=set(entries))
    editions: list[Edition] = []
    faults = list(book.faults)
    for name in sorted(entries):
        path = where / "editions" / f"{name}.toml"
        if path.is_file():
            found, found_faults = _edition(path, program, entries[name], categories)
            editions.extend(found)
            faults.extend(found_faults)
    return replace(program, editions=tuple(editions)), tuple(faults)


def _edition(
    path: Path, program: Program, entry: _Entry, categories: tuple[str, ...]
) -> tuple[tuple[Edition, ...], tuple[Fault, ...]]:
    section, book = open_book(path, f"editions/{path.name}", references=frozenset(program.references))
    if not section.table:
        return (), tuple(book.faults)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = sections.edition(
        section, program=program.name, name=path.stem, enabled=entry.enabled, digest=digest
    )
    checks.check(found, section, own_categories=categories)
    if entry.published not in ("", digest):
        _changed(book, digest, entry.published)
    return (found,), tuple(book.faults)


def _changed(book: Book, digest: str, published: str) -> None:
    """A published edition never changes: decisions name it, and must replay."""
    place = Place(book.file, 1)
    book.faults.append(Fault("program_published_changed", place, digest, {"published": published}))


def _same_editions(where: Path, entries: dict[str, _Entry], section: Section) -> None:
    """The editions named in program.toml are exactly the files in the folder, and there is one at least."""
    if not entries:
        section.fault("program_list_empty", "editions", found="editions")
    files = {path.stem for path in (where / "editions").glob("*.toml")}
    for name in sorted(set(entries) - files):
        section.fault("program_edition_file_missing", "editions", name, found=name)
    for name in sorted(files - set(entries)):
        section.fault("program_edition_unlisted", "editions", found=name)


def _same_files(  # sentence: where, which files, into which book
    where: Path, of: _Beside, section: Section, *, listed: set[str], editions: set[str]
) -> None:
    """The files named in program.toml are exactly those in the folder, each named after an edition."""
    files = set(beside.named(where, of.part))
    for name in sorted(listed - files):
        section.fault(of.missing, of.table, name, found=name)
    for name in sorted(files - listed):
        section.fault(of.unlisted, of.table, found=name)
    for name in sorted(listed & files - editions):
        section.fault(of.unknown, of.table, name, found=name, known=", ".join(sorted(editions)))


def _published(section: Section) -> str:
    """The digest a file was published with; empty while it is not."""
    found = section.text("sha256", default="")
    section.close()
    return found


def _reference(section: Section) -> Reference:
    found = Reference(
        title=section.texts("title", required=True),
        url=section.text("url", default=""),
        date=section.text("date", default=""),
        place=section.texts("place"),
    )
    section.close()
    return found


def _entry(section: Section) -> _Entry:
    found = _Entry(section.boolean("enabled"), section.text("sha256", default=""))
    section.close()
    return found


@cache
def _bundled(where: Path) -> Program:
    return _read_whole(where)


def _read_whole(where: Path) -> Program:
    program, faults = read(where)
    if faults:
        raise Refusal(*faults)
    return program
