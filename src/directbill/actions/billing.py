"""What a partner owes the program, taken over from its billing system: signals are raised from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, standings, work
from directbill.core.errors import refuse
from directbill.core.money import Money
from directbill.core.signals import Invoice
from directbill.queries import days, enrollments
from directbill.records.models import BillingStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the billing system says of one enrollment on a day. Invoices are in the currency of what is used."""

    enrollment: str
    as_of: date
    used: Money
    invoices: Sequence[Invoice] = ()


def record(*, said: Said, by: Actor, at: datetime) -> BillingStatement:
    """Keep what is owed on a day.

    Refuses `not_there`, `billing_day_ahead`, `billing_currencies` and `billing_older`.
    """
    with work.on(by, Permission.BILLING_RECORD):
        found = enrollments.one(said.enrollment)
        if found is None:
            raise refuse("not_there")
        row = standings.locked(found.id).row
        _sound(said, on=days.of(at))
        newest = BillingStatement.objects.filter(enrollment=row).order_by("-as_of").first()
        if newest is not None and newest.as_of >= said.as_of:
            raise refuse("billing_older", found=said.as_of.isoformat(), newest=newest.as_of.isoformat())
        kept = BillingStatement.objects.create(
            partner_id=row.partner_id,
            enrollment=row,
            as_of=said.as_of,
            currency=said.used.currency,
            used=said.used.amount,
            invoices=[
                {"number": i.number, "open": f"{i.open.amount:f}", "due": i.due.isoformat()}
                for i in said.invoices
            ],
            recorded_at=at,
            recorded_by=by.name,
        )
        audit.write(
            "billing:record",
            by=by,
            at=at,
            subject=("enrollment", row.reference),
            partner=row.partner_id,
            changes=audit.changed(
                {},
                {"as_of": said.as_of.isoformat(), "currency": kept.currency, "invoices": len(said.invoices)},
            ),
            edition=row.edition,
        )
    return kept


def _sound(said: Said, *, on: date) -> None:
    if said.as_of > on:
        raise refuse("billing_day_ahead", column="as_of", found=said.as_of.isoformat())
    others = sorted({i.open.currency for i in said.invoices} - {said.used.currency})
    if others:
        raise refuse(
            "billing_currencies", column="currency", found=", ".join(others), currency=said.used.currency
        )
