"""Every fault of a program folder: its own file, its editions, its forms, its desk's work, its scenarios."""

from dataclasses import dataclass
from pathlib import Path

from directbill.core.edition import Program
from directbill.core.errors import Fault, Refusal, refuse
from directbill.programs import desks, forms, library, reviews, scenarios, standings, transitions
from directbill.programs.scenarios import Result, Scenario


@dataclass(frozen=True, slots=True)
class Place:
    """A program folder, and the one file in it that was named, if it was."""

    folder: Path
    file: str = ""


def place(path: str) -> Place:
    """The program a path means: a bundled name, a folder, or a file inside one. Raises `program_unknown`."""
    if path in library.names() or not Path(path).is_file():
        return Place(library.folder(path))
    for parent in Path(path).resolve().parents:
        if (parent / "program.toml").is_file():
            return Place(parent, Path(path).resolve().relative_to(parent).as_posix())
    return Place(library.folder(path))


@dataclass(frozen=True, slots=True)
class Validated:
    """What was read, and every fault found in it."""

    program: Program
    forms: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    faults: tuple[Fault, ...]


def validate(where: Place) -> Validated:
    """Read everything and keep every fault; of one file only, where one was named."""
    program, faults = library.read(where.folder)
    found, scenario_faults = scenarios.read(where.folder, program)
    parts = (forms.faults, desks.faults, reviews.faults, standings.faults, transitions.faults)
    beside = parts if program.editions else ()
    beside_faults = [fault for part in beside for fault in part(where.folder, program)]
    kept = [f for f in (*faults, *beside_faults, *scenario_faults) if where.file in ("", f.place.file)]
    kept.sort(key=lambda f: (f.place.file, f.place.row or 0))
    return Validated(program, forms.named(where.folder), found, tuple(kept))


def run(where: Place) -> tuple[Result, ...]:
    """Run the scenarios; of one file only, where one was named.

    Raises Refusal when the program has faults or there are no scenarios.
    """
    program = library.load(where.folder)
    found, faults = scenarios.read(where.folder, program)
    if faults:
        raise Refusal(*faults)
    chosen = [s for s in found if where.file in ("", s.file)]
    if not chosen:
        raise refuse("scenario_none", found=where.file or where.folder.name)
    return tuple(scenarios.run(s) for s in chosen)
