"""What the records say of an enrolled partner on a day: what signals are raised from."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from directbill.core import closing, eligibility, lending, vetting
from directbill.core.desk import Desk
from directbill.core.errors import Refusal
from directbill.core.findings import Finding, Phase
from directbill.core.money import Money
from directbill.core.parties import Partner
from directbill.core.signals import Invoice, Seen
from directbill.core.work import Work
from directbill.queries import days, declared, items, program, reviews, standing, waivers
from directbill.records.models import (
    Application,
    BillingStatement,
    Enrollment,
    Evidence,
    Item,
    ItemStep,
    Signal,
)


def seen(row: Enrollment, *, on: date) -> Seen:
    """Findings of the day, the contract's end, documents, what is owed, and what is waived."""
    statement = (
        BillingStatement.objects.filter(enrollment=row, as_of__lte=on).order_by("-as_of", "-id").first()
    )
    asked = _asked(row)
    return Seen(
        findings=_findings(row, asked, on),
        contract_ends=reviews.contract_ends(row),
        documents=dict(_documents(row.application)) | _listed(row, asked),
        limit=_limit(row.application, on),
        used=Money(statement.used, statement.currency) if statement else None,
        invoices=tuple(_invoices(statement)) if statement else (),
        rejected={each.key: days.of(each.since) for each in _rejected(row)},
        waived=waivers.of(row, on),
    )


def known(row: Enrollment) -> QuerySet[Signal]:
    """What was noticed and lasts, what somebody dismissed included."""
    return Signal.objects.filter(enrollment=row, closed_at=None)


def running() -> Iterator[UUID]:
    """Enrollments that are watched, the oldest first."""
    yield from reviews.running().order_by("enrolled_on", "id").values_list("id", flat=True)


def _asked(row: Enrollment) -> Partner:
    """The company by what counts for its enrollment."""
    return standing.company(row.partner, program.form(row.edition), said=declared.of_enrollment(row))


def _listed(row: Enrollment, asked: Partner) -> dict[str, date]:
    """What the company listed for a requirement that it must go on meeting, each to the last day it is held."""
    to_remain = (r for r in program.edition(row.edition).requirements if Phase.TO_REMAIN in r.phases)
    found = (asked.answers[r.key].until for r in to_remain if r.key in asked.answers)
    return {name: day for each in found for name, day in each.items()}


def _findings(row: Enrollment, asked: Partner, on: date) -> tuple[Finding, ...]:
    """By the edition it is held against; none where its ledger cannot be computed under it: that is unknown."""
    edition = program.edition(row.edition)
    try:
        facts = standing.facts(asked, edition, found=standing.known(row.partner_id), on=on)
    except Refusal:
        return ()
    return eligibility.check(facts, edition)


def _documents(owner: Application) -> Iterator[tuple[str, date]]:
    """Documents that were accepted for a verification, each to the last day on which it is fresh."""
    desk = items.desk(owner)
    rows = Evidence.objects.filter(
        application=owner, item__work=Work.VERIFICATION, removed_at=None, issued__isnull=False
    )
    for each in rows.order_by("id"):
        last = _fresh_until(desk, each)
        if last is not None:
            yield each.title or each.kind, last


def _fresh_until(desk: Desk | None, each: Evidence) -> date | None:
    kind = desk.documents.get(each.kind) if desk else None
    found = closing.freshness(kind, each.issued, on=each.issued) if kind and each.issued else None
    return found.until if found else None


def _limit(owner: Application, on: date) -> Money | None:
    """The limit that was granted last, as long as the result holds."""
    desk = items.desk(owner)
    steps = ItemStep.objects.filter(item__application=owner, item__work=Work.CREDIT, verb__in=lending.PASSES)
    last = steps.order_by("-at", "-number").first()
    rule = desk.credit if desk else None
    if rule is None or last is None:
        return None
    until = str(last.given.get(rule.valid_until, ""))
    return lending.granted(rule, last.given) if until >= on.isoformat() else None


def _invoices(statement: BillingStatement) -> Iterator[Invoice]:
    for each in statement.invoices:
        yield Invoice(
            str(each["number"]),
            Money(Decimal(str(each["open"])), statement.currency),
            date.fromisoformat(str(each["due"])),
        )


def _rejected(row: Enrollment) -> QuerySet[Item]:
    return Item.objects.filter(
        application=row.application, work=Work.VERIFICATION, state=vetting.State.REJECTED
    )
