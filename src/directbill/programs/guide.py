"""What an applicant should know before beginning: how long it takes, what it costs, what not to do yet."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from directbill.core.edition import Program, Source, Texts
from directbill.core.errors import Fault, Refusal
from directbill.programs import library
from directbill.programs.reader import Section, open_book

FILE = "guide.toml"


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence with its source."""

    text: Texts
    source: Source


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything of one program; empty where it has no such file."""

    takes: tuple[Advice, ...] = ()
    costs: tuple[Advice, ...] = ()
    not_yet: tuple[Advice, ...] = ()


def of(program: Program, *, where: str | Path | None = None) -> Guide:
    """The guide of a program. Raises Refusal with every fault of its file."""
    found, faults = _read(
        library.folder(where if where is not None else program.name), frozenset(program.references)
    )
    if faults:
        raise Refusal(*faults)
    return found


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of a program folder's guide."""
    return _read(folder, frozenset(program.references))[1]


@cache
def _read(folder: Path, references: frozenset[str]) -> tuple[Guide, tuple[Fault, ...]]:
    if not (folder / FILE).is_file():
        return Guide(), ()
    section, book = open_book(folder / FILE, FILE, references=references)
    found = Guide(
        *(tuple(_advice(s) for s in section.sections(key)) for key in ("takes", "costs", "not_yet"))
    )
    section.close()
    return found, tuple(book.faults)


def _advice(section: Section) -> Advice:
    found = Advice(section.texts("text", required=True), section.source())
    section.close()
    return found
