"""From options to an evaluation: read the company file and the clock, ask, and tell what was read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from directbill.cli import company, folders, output, reading
from directbill.cli.clock import today
from directbill.cli.language import say
from directbill.cli.options import Asked
from directbill.core.edition import Program
from directbill.core.parties import Account, Partner, Role
from directbill.ledger.imports import ImportOptions
from directbill.programs import library
from directbill.queries import evaluation
from directbill.queries.evaluation import Evaluated, Question


@contextmanager
def to(asked: Asked) -> Iterator[Evaluated]:
    """The evaluation that answers the options; its lines can be read while the context lasts."""
    program = library.load(asked.program)
    with evaluation.evaluated(question(asked, program), progress=reading.progress()) as found:
        yield found


def question(asked: Asked, program: Program) -> Question:
    """What the options ask, as values."""
    return Question(
        program=program,
        edition=asked.edition,
        partner=partner(asked, program),
        role=Role(asked.role) if asked.role else None,
        as_of=asked.as_of or today(),
        paths=tuple(Path(path) for path in asked.paths),
        folder=folders.ledger(),
        rates=Path(asked.rates) if asked.rates else None,
        reading=options(asked),
    )


def options(asked: Asked) -> ImportOptions:
    """What the options settle about the files."""
    return ImportOptions(
        accept_rejects=asked.accept_rejects,
        months=dict(asked.month),
        document=asked.document,
        parts=asked.parts,
        newer=asked.newer,
        as_of=asked.as_of or today(),
    )


def partner(asked: Asked, program: Program) -> Partner:
    """The company of the file, with the identifiers given besides."""
    known = {item.key for e in program.editions for item in (*e.requirements, *e.steps)}
    found = company.read(Path(asked.partner), known=sorted(known)) if asked.partner else Partner()
    more = (Account(i) for i in dict.fromkeys(asked.ids) if i not in found.ids)
    return replace(found, accounts=(*found.accounts, *more))


def tell(found: Evaluated) -> None:
    """Say on standard error what was read."""
    if found.receipt is not None:
        output.aside(reading.summary(found.receipt) + "\n")


def written(where: Path) -> str:
    """The line that says where a report went."""
    return say("said.written", path=str(where)) + "\n"
