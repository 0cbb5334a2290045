"""Applications and amendments nobody finishes, and what the clock of their form asks for."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from directbill.core import application as applications
from directbill.core.application import TABLE, Due, State
from directbill.core.findings import Turn
from directbill.core.form import Clock
from directbill.queries import days, program
from directbill.records.models import Application, Signature

AMENDED = frozenset({State.AMENDING, State.AMENDMENT_TO_BE_SIGNED})
"""States of an amendment: what was submitted before is not touched by its clock."""
RUNNING = applications.UNFINISHED | AMENDED
"""States in which the clock runs."""


def clock(found: Application) -> Clock:
    """The clock of the form it was begun under."""
    return program.form(found.edition).clock


def due(found: Application, *, at: datetime) -> Due:
    """What is due now and has not been done. While somebody else is to sign, nobody reminds the applicant to write."""
    if found.state not in RUNNING:
        return Due.NOTHING
    asked = applications.due(clock(found), touched=touched(found), warned=warned(found), on=days.of(at))
    if asked is Due.WARN and warned(found) is not None:
        return Due.NOTHING
    if asked is Due.REMIND:
        theirs = TABLE.turns[State(found.state)] is Turn.APPLICANT
        return Due.REMIND if theirs and found.reminded_at is None else Due.NOTHING
    return asked


def ends_on(found: Application) -> date:
    """The day on which it ends unless somebody touches it before."""
    return applications.lapses_on(clock(found), touched=touched(found), warned=warned(found))


def touched(found: Application) -> date:
    """The day of the last change."""
    return days.of(found.touched_at)


def warned(found: Application) -> date | None:
    """The day of the warning, where there was one since the last change."""
    if found.warned_at is None or found.warned_at < found.touched_at:
        return None
    return days.of(found.warned_at)


def all_due(*, at: datetime) -> Iterator[tuple[UUID, State, Due]]:
    """Every application for which something is due, the longest untouched first."""
    for found in Application.objects.filter(state__in=RUNNING).order_by("touched_at", "id").iterator():
        asked = due(found, at=at)
        if asked is not Due.NOTHING:
            yield found.id, State(found.state), asked


def links_expired(*, at: datetime) -> list[UUID]:
    """Links to sign that ended unused, and nobody was told."""
    rows = Signature.objects.filter(
        signed_at=None, declined_at=None, replaced_at=None, expiry_told_at=None, expires_at__lte=at
    )
    return list(rows.order_by("expires_at").values_list("id", flat=True))
