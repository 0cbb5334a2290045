"""From options to an evaluation: read the company file and the clock, ask, and tell what was read."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from directbill.cli import company, folders, output, reading
from directbill.cli.clock import today
from directbill.cli.language import say
from directbill.cli.options import Asked
from directbill.core.edition import Program
from directbill.core.errors import refuse
from directbill.core.ledger import Category
from directbill.core.parties import Account, Partner, Role
from directbill.core.periods import Month
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.profiles import read_profile
from directbill.programs import library
from directbill.queries import evaluation
from directbill.queries.evaluation import Evaluated, Question


@contextmanager
def to(asked: Asked) -> Iterator[Evaluated]:
    """The evaluation that answers the options; its lines can be read while the context lasts."""
    program = library.load(asked.program)
    if not asked.paths:
        _without_files(asked)
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
        reading=options(asked, program),
    )


def options(asked: Asked, program: Program) -> ImportOptions:
    """What the options settle about the files; the import refuses what fits none of them."""
    known = categories(program)
    return ImportOptions(
        accept_rejects=asked.accept_rejects,
        months=_months(asked.month),
        document=asked.document,
        parts=asked.parts,
        newer=asked.newer,
        as_of=max(asked.as_of or today(), today()),
        profiles=tuple(read_profile(Path(path), categories=known) for path in asked.mapping),
        categories=known,
        profiles_folder=folders.data_folder(os.environ),
    )


def _months(given: Iterable[tuple[str, Month]]) -> dict[str, Month]:
    """The month given for each document. Refuses two for one."""
    months: dict[str, Month] = {}
    for name, month in given:
        if months.setdefault(name, month) != month:
            raise refuse("month_given_twice", found=name, one=str(months[name]), other=str(month))
    return months


def categories(program: Program) -> frozenset[str]:
    """What may be said of what is sold: the words of the known formats, and the program's own."""
    return program.categories | frozenset(Category)


def _without_files(asked: Asked) -> None:
    """The stored ledger is read already: what settles how files are read would be ignored in silence."""
    settling: dict[str, object] = {
        "--mapping": asked.mapping,
        "--month": asked.month,
        "--parts": asked.parts,
        "--newer": asked.newer,
    }
    settling |= {"--document": asked.document, "--accept-rejects": asked.accept_rejects}
    for option, value in settling.items():
        if value:
            raise refuse("usage_without_files", found=option)


def partner(asked: Asked, program: Program) -> Partner:
    """The company of the file, with the identifiers given besides."""
    known = {r.key for e in program.editions for r in e.requirements}
    known |= {step.key for e in program.editions for step in e.steps}
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
