"""Where a partner stands: the ledger's newest evaluation and today's answers, held against an edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from directbill.core import application, eligibility, form
from directbill.core import tenure as tenures
from directbill.core.application import Draft
from directbill.core.edition import Edition
from directbill.core.errors import Fault, Refusal
from directbill.core.evaluation import Evaluation, Facts, Tenure
from directbill.core.form import Form, TaskKind
from directbill.core.parties import Account, AccountKind, Partner, Role
from directbill.core.periods import Month
from directbill.core.statement import Prepayment, Statement
from directbill.documents import facts as written
from directbill.queries import declared, program
from directbill.records import models


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger said last: exact facts, as each edition that matters computes them from the same lines."""

    facts: Facts
    """Under the evaluation's own edition."""
    prepayments: tuple[Prepayment, ...]
    editions: Mapping[str, Facts]
    """By edition, its own among them."""
    record: models.Evaluation
    covered: frozenset[Month] = frozenset()
    """The months some document covers."""
    lost: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    """Why there are no facts, by edition."""

    def under(self, edition: Edition) -> Facts:
        """The facts under an edition; its own where another one was not computed. Refused where none could be."""
        if edition.name in self.lost:
            raise Refusal(*self.lost[edition.name])
        return self.editions.get(edition.name, self.facts)


def known(partner: UUID) -> Known | None:
    """The newest evaluation of a partner's ledger; None before the first import."""
    record = models.Evaluation.objects.filter(partner_id=partner).order_by("-recorded_at").first()
    return None if record is None else read(record)


def read(record: models.Evaluation) -> Known:
    """What an evaluation holds."""
    data = record.facts
    own = written.read(data["facts"])
    return Known(
        facts=own,
        prepayments=written.prepayments_read(data["prepayments"]),
        editions={record.edition: own, **{n: written.read(each) for n, each in data["editions"].items()}},
        record=record,
        covered=frozenset(map(Month.parse, data["covered"])),
        lost={name: written.made(each, tuple[Fault, ...]) for name, each in data["lost"].items()},
    )


def draft(partner: UUID, of: models.Application | None) -> Draft:
    """The answers of an application, or (None) what the company says of itself so far.

    A review carries over those that counted before it, and asks some of them anew.
    """
    said = declared.of(partner, of)
    return said if of is None or of.review_of is None else {**declared.before(of), **said}


def company(record: models.Partner, questions: Form, *, said: Draft) -> Partner:
    """The company as the core knows it: its accounts, and what it says."""
    accounts = models.Account.objects.filter(partner=record).order_by("kind", "number")
    return told(record.name, tuple(account(a) for a in accounts), questions=questions, said=said)


def told(name: str, accounts: tuple[Account, ...], *, questions: Form, said: Draft) -> Partner:
    """A company of these accounts, and what it says."""
    ledger = questions.of_kind(TaskKind.LEDGER)
    values = said[ledger.key].values if ledger is not None and ledger.key in said else {}
    return Partner(
        name=name,
        accounts=accounts,
        answers=application.attestations(questions, said),
        first_transaction=form.day(values.get(form.FIRST_TRANSACTION, "")),
    )


def evaluation(
    record: models.Partner, edition: Edition, *, said: Draft, found: Known | None, on: date
) -> Evaluation:  # fmt: skip
    """The edition over what is known now: findings, forecast, and what the next edition would say."""
    questions = program.form(edition.name)
    asked = company(record, questions, said=said)

    def facts_by(each: Edition) -> Facts:
        return facts(asked, each, found=found, on=on)

    return eligibility.evaluate(
        facts_by(edition),
        edition,
        following=program.program().after(edition),
        facts_by=facts_by,
        prepayments=found.prepayments if found else (),
    )


def facts(asked: Partner, edition: Edition, *, found: Known | None, on: date) -> Facts:
    """What is known of a company on a day, as an edition computes it; no figures where there is no ledger."""
    if found is None:
        return Facts(asked, Role.INDIRECT_RESELLER, on, None, None)
    return brought_to(found.under(edition), asked, found.covered, on=on)


def brought_to(  # sentence: which facts, of whom, over which months
    facts: Facts, asked: Partner, covered: frozenset[Month], *, on: date
) -> Facts:
    """The facts with what the company says today, on the day it is: it may have said it after the evaluation.

    The roles stay those it was counted in.
    """
    asked = replace(asked, roles=facts.partner.roles, by_month=facts.partner.by_month)
    first = asked.first_transaction
    divided = tuple(
        replace(
            d,
            divisions=tuple(
                replace(f, tenure=_again(f.tenure, f.statement, covered, first)) for f in d.divisions
            ),
        )
        for d in facts.divided
    )
    tenure = _again(facts.tenure, facts.statement, covered, first)
    return replace(facts, partner=asked, as_of=on, tenure=tenure, divided=divided)


def _again(
    counted: Tenure | None, statement: Statement | None, covered: frozenset[Month], first: date | None
) -> Tenure | None:
    """The months counted again with the day the company says it began."""
    if counted is None or statement is None:
        return counted
    return tenures.count(counted.months, covered, last=statement.window.last, declared=first)


def account(record: models.Account) -> Account:
    """An account as the core knows it."""
    return Account(
        id=record.number,
        kind=AccountKind(record.kind),
        country=record.country,
        region=record.region,
        tenant=str(record.tenant or ""),
        valid_from=record.valid_from,
        valid_to=record.valid_to,
    )
