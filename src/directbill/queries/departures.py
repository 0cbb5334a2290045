"""Notices of leaving: the one that was given, what became of earlier ones, and those whose day has come."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from directbill.core import leaving
from directbill.core.leaving import State
from directbill.records.models import Enrollment, Leaving, StandingStep


def given(row: Enrollment) -> Leaving | None:
    """The notice that was given and not taken back; None where there is none."""
    return Leaving.objects.filter(enrollment=row, state=State.GIVEN).first()


def of(row: Enrollment) -> list[Leaving]:
    """Every notice of an enrollment, the newest first."""
    return list(Leaving.objects.filter(enrollment=row).order_by("-given_on", "-revision", "-id"))


def of_core(row: Leaving) -> leaving.Leaving:
    """A notice as the core works with it."""
    return leaving.Leaving(row.given_on, row.ends_on, State(row.state))


def to_carry_out(*, on: date) -> Iterator[UUID]:
    """Enrollments that end on a day by their partner's notice, the oldest day first."""
    rows = Leaving.objects.filter(state=State.GIVEN, ends_on__lte=on)
    yield from rows.order_by("ends_on", "id").values_list("enrollment_id", flat=True)


def open_() -> list[Leaving]:
    """Every notice that runs, by its day: what the desk is shown."""
    rows = Leaving.objects.filter(state=State.GIVEN).select_related("enrollment", "partner")
    return list(rows.order_by("ends_on", "id"))


def steps(row: Leaving) -> list[StandingStep]:
    """What was done about a notice, the oldest first."""
    return list(StandingStep.objects.filter(table=leaving.TABLE.name, subject=row.id).order_by("number"))
