"""Where a partner stands: the ledger's newest evaluation and today's answers, held against an edition."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from directbill.core import application, eligibility, form
from directbill.core.application import Answers, Draft
from directbill.core.edition import Edition
from directbill.core.evaluation import Evaluation, Facts
from directbill.core.form import Form, TaskKind
from directbill.core.parties import Account, AccountKind, Partner, Role
from directbill.core.statement import Prepayment, Statement
from directbill.documents import facts as written
from directbill.queries import program
from directbill.records import models


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger said last: exact facts, and the statements of other editions over the same lines."""

    facts: Facts
    prepayments: tuple[Prepayment, ...]
    statements: dict[str, Statement | None]
    """Statement by edition, of the edition itself and of the one after it."""
    record: models.Evaluation


def known(partner: UUID) -> Known | None:
    """The newest evaluation of a partner's ledger; None before the first import."""
    record = models.Evaluation.objects.filter(partner_id=partner).order_by("-made_at").first()
    if record is None:
        return None
    data = record.facts
    return Known(
        facts=written.read(data["facts"]),
        prepayments=written.prepayments_read(data["prepayments"]),
        statements={name: written.statement_read(each) for name, each in data["statements"].items()},
        record=record,
    )


def draft(partner: UUID, of: models.Application | None) -> Draft:
    """The answers of an application, or (None) what the company says of itself so far."""
    rows = models.TaskAnswers.objects.filter(partner_id=partner, application=of)
    return {row.task: Answers(values=row.values, finished=row.finished, started=True) for row in rows}


def company(record: models.Partner, questions: Form, *, said: Draft) -> Partner:
    """The company as the core knows it: its accounts, and what it says."""
    accounts = models.Account.objects.filter(partner=record).order_by("kind", "number")
    ledger = questions.of_kind(TaskKind.LEDGER)
    values = said[ledger.key].values if ledger is not None and ledger.key in said else {}
    return Partner(
        name=record.name,
        accounts=tuple(_account(a) for a in accounts),
        answers=application.attestations(questions, said),
        first_transaction=form.day(values.get(form.FIRST_TRANSACTION, "")),
    )


def evaluation(
    record: models.Partner, edition: Edition, *, said: Draft, found: Known | None, on: date
) -> Evaluation:  # fmt: skip
    """The edition over what is known now: findings, forecast, and what the next edition would say."""
    questions = program.form(edition.name)
    asked = company(record, questions, said=said)
    if found is None:
        facts = Facts(asked, Role.INDIRECT_RESELLER, on, None, None)
        return eligibility.evaluate(facts, edition, following=program.program().after(edition))
    facts = replace(
        found.facts,
        partner=asked,
        as_of=on,
        statement=found.statements.get(edition.name, found.facts.statement),
    )
    return eligibility.evaluate(
        facts,
        edition,
        following=program.program().after(edition),
        facts_by=lambda each: replace(facts, statement=found.statements.get(each.name)),
        prepayments=found.prepayments,
    )


def _account(record: models.Account) -> Account:
    return Account(
        id=record.number,
        kind=AccountKind(record.kind),
        country=record.country,
        region=record.region,
        tenant=str(record.tenant or ""),
        valid_from=record.valid_from,
        valid_to=record.valid_to,
    )
