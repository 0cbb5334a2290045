"""Waivers of an enrollment: what is excused on a day, what its company sees, what waits for whom."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from directbill.core import waiver
from directbill.core.waiver import State
from directbill.queries import program
from directbill.records.models import Enrollment, StandingStep, Waiver


def of(enrollment: Enrollment, on: date) -> frozenset[str]:
    """The requirements that an enrollment is excused from on a day."""
    return waiver.excused(map(of_core, rows_of(enrollment)), on=on)


def rows_of(enrollment: Enrollment) -> list[Waiver]:
    """Every waiver of an enrollment, the oldest first."""
    rows = Waiver.objects.filter(enrollment=enrollment).select_related("maker", "approver")
    return list(rows.order_by("proposed_on", "id"))


def told(enrollment: Enrollment) -> list[Waiver]:
    """Those its company is shown: once granted, with what became of them."""
    granted = StandingStep.objects.filter(table=waiver.TABLE.name, enrollment=enrollment, verb="grant")
    keys = set(granted.values_list("subject", flat=True))
    return [row for row in rows_of(enrollment) if row.id in keys]


def of_core(row: Waiver) -> waiver.Waiver:
    """A waiver as the core works with it."""
    return waiver.Waiver(row.requirement, row.until, str(row.maker_id), State(row.state))


def keys(enrollment: Enrollment) -> tuple[str, ...]:
    """The keys of the requirements that an enrollment is held against, in the edition's order."""
    return tuple(each.key for each in program.edition(enrollment.edition).requirements)


def proposed() -> list[Waiver]:
    """What waits for a second person of the desk, the oldest first."""
    rows = Waiver.objects.filter(state=State.PROPOSED).select_related("enrollment", "partner", "maker")
    return list(rows.order_by("proposed_on", "id"))


def to_expire(*, on: date) -> Iterator[UUID]:
    """Waivers whose last day is over, the oldest day first."""
    rows = Waiver.objects.filter(state=State.GRANTED, until__lt=on)
    yield from rows.order_by("until", "id").values_list("id", flat=True)


def steps(row: Waiver) -> list[StandingStep]:
    """What was done about a waiver, the oldest first."""
    return list(StandingStep.objects.filter(table=waiver.TABLE.name, subject=row.id).order_by("number"))
