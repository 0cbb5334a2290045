"""The evaluation of one company: from files or the stored ledger to findings, with every line behind them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from directbill.core import eligibility
from directbill.core.edition import Edition, Program
from directbill.core.errors import refuse
from directbill.core.evaluation import Evaluation
from directbill.core.parties import Account, Partner, Role
from directbill.core.statement import StatementLine
from directbill.ledger import rates
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import ImportOptions, Progress
from directbill.ledger.imports import read_files
from directbill.ledger.receipt import Receipt
from directbill.ledger.store import Store
from directbill.programs import library
from directbill.queries.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: of which files, about whom, for which day, by which rules.

    Without `paths` the stored ledger in `folder` is asked. Without `edition` the one in force on the day applies;
    without `role` the company's own role on that day, else the edition's.
    """

    program: Program
    partner: Partner
    as_of: date
    folder: Path
    paths: tuple[Path, ...] = ()
    edition: str | None = None
    role: Role | None = None
    rates: Path | None = None
    reading: ImportOptions = field(default_factory=ImportOptions)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The answer. `receipt` tells what was read, where files were; `lines` gives every line, made when asked."""

    program: Program
    evaluation: Evaluation
    receipt: Receipt | None
    lines: Callable[[], Iterator[StatementLine]]


@contextmanager
def evaluated(question: Question, *, progress: Progress | None = None) -> Iterator[Evaluated]:
    """Answer a question; the lines can be read while the context lasts. Nothing is written anywhere.

    Refuses what cannot be read or decided: see the codes of `ledger.imports`, `programs.library` and below.
    """
    edition = edition_of(question.program, question.edition, as_of=question.as_of)
    book = rates.read(question.rates)
    role = question.role or question.partner.role_on(question.as_of) or edition.revenue.role
    if question.paths:
        with Store.temporary() as store:
            scope = Scope(frozenset(question.partner.ids), role)
            receipt = read_files(
                question.paths, store=store, scope=scope, options=question.reading, progress=progress
            )
            partner = _assumed(question.partner, receipt)
            asked = Figures(store=store, partner=partner, role=role, as_of=question.as_of, rates=book)
            yield _answer(question, edition, asked, receipt=receipt)
    else:
        with Store(question.folder) as store:
            partner = _stored(question.partner, store, question.folder)
            asked = Figures(store=store, partner=partner, role=role, as_of=question.as_of, rates=book)
            yield _answer(question, edition, asked, receipt=None)


def _answer(
    question: Question, edition: Edition, found: Figures, *, receipt: Receipt | None
) -> Evaluated:  # fmt: skip
    program = question.program
    evaluation = eligibility.evaluate(
        found.facts(edition),
        edition,
        following=program.after(edition),
        facts_by=found.facts,
        prepayments=found.prepayments(edition),
    )
    return Evaluated(program, evaluation, receipt, lambda: found.lines(edition))


def edition_of(program: Program, name: str | None, *, as_of: date) -> Edition:
    """The edition asked for, or the one in force on the day. Refuses `edition_unknown` and `edition_none_yet`."""
    return library.in_force(program, as_of) if name is None else library.edition(program, name)


def _assumed(partner: Partner, receipt: Receipt) -> Partner:
    """The company with the one identifier the files name, where it declared none itself."""
    if not receipt.ids_assumed:
        return partner
    return replace(partner, accounts=tuple(Account(i) for i in receipt.ids), ids_assumed=True)


def _stored(partner: Partner, store: Store, folder: Path) -> Partner:
    """The company the ledger was read for. Refuses an empty ledger, and identifiers it was not read for."""
    imported = {i for each in store.register.imported for i in each.ids}
    if not store.register.imported:
        raise refuse("ledger_empty", found=str(folder))
    unread = sorted(set(partner.ids) - imported)
    if unread:
        raise refuse("ledger_other_ids", found=", ".join(unread))
    if partner.accounts:
        return partner
    return replace(partner, accounts=tuple(Account(i) for i in sorted(imported)), ids_assumed=True)
