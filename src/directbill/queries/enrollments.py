"""Enrollments: as the core works with them, their history, and what they may do on a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from directbill.core import capabilities, enrollment, restriction
from directbill.core import restriction as restrictions
from directbill.core.application import State as Applied
from directbill.core.capabilities import Allowed
from directbill.core.course import Course
from directbill.core.enrollment import Change, Span, State
from directbill.core.findings import Turn
from directbill.core.form import TaskKind
from directbill.core.ladder import Step
from directbill.core.parties import RolePeriod
from directbill.core.signals import Raised
from directbill.core.standing import Rules
from directbill.queries import days, program
from directbill.records.models import Application, Enrollment, Restriction, Signal, TaskAnswers

REGION = "region"
"""The answer that holds the region an application is for."""


def of_partner(partner: UUID) -> list[Enrollment]:
    """Every enrollment of a partner, those that last first, then the newest first."""
    rows = Enrollment.objects.filter(partner_id=partner).select_related("partner", "application")
    return sorted(rows.order_by("-enrolled_on", "-id"), key=lambda row: row.state == State.ENDED)


def roles(partner: UUID) -> tuple[RolePeriod, ...]:
    """What a partner was in the channel when, by its enrollments; one that was revoked sells directly no more."""
    rows = Enrollment.objects.filter(partner_id=partner)
    return enrollment.roles((row.begins_on, _sold_until(row)) for row in rows)


def _sold_until(row: Enrollment) -> date | None:
    return row.since if row.state == State.REVOKED else row.ended_on


def held(partner: UUID) -> Enrollment | None:
    """The enrollment by which a partner sells directly, the newest of several; None where none runs."""
    return next((row for row in of_partner(partner) if row.state in enrollment.RUNNING), None)


def one(reference: str) -> Enrollment | None:
    """An enrollment by its reference, as far as it is in scope."""
    rows = Enrollment.objects.select_related("partner", "application")
    return rows.filter(reference=reference).first()


def rules(row: Enrollment) -> Rules:
    """What its edition says of remaining a partner: an enrollment is made only where it says something."""
    found = program.standing(row.edition)
    assert found is not None  # trusted: without rules none is made
    return found


def edition_on(row: Enrollment, day: date) -> str:
    """The edition it was held against on a day: its application's, then that of each review passed by then.

    The day on which a review is passed belongs to the review's edition.
    """
    passed = Application.objects.filter(review_of=row, state=Applied.RENEWED).order_by("closed_at")
    editions = [each.edition for each in passed if each.closed_at and days.of(each.closed_at) <= day]
    return editions[-1] if editions else str(row.application.edition)


def rules_on(row: Enrollment, day: date) -> Rules:
    """What the edition of a day says of remaining a partner."""
    found = program.standing(edition_on(row, day))
    assert found is not None  # trusted: without rules none is made, and none is renewed
    return found


def locked_until(partner: UUID) -> date | None:
    """The day before which a company applies for nothing, after a revocation; None where it may."""
    rows = Enrollment.objects.filter(partner_id=partner, state=State.REVOKED, locked_until__isnull=False)
    found: date | None = rows.aggregate(last=Max("locked_until"))["last"]
    return found


def region(owner: Application) -> str:
    """The region an application is for; empty where its form does not ask."""
    task = program.form(owner.edition).of_kind(TaskKind.ACCOUNTS)
    row = TaskAnswers.objects.filter(application=owner, task=task.key).first() if task else None
    return str(row.values.get(REGION, "")) if row else ""


def rows_of(row: Enrollment) -> list[Restriction]:
    """Every restriction of an enrollment, in the order of their numbers."""
    return list(Restriction.objects.filter(enrollment=row).order_by("number"))


def course(row: Enrollment, rows: Sequence[Restriction]) -> Course:
    """The enrollment as the core works with it. The rows are all of its restrictions, in order."""
    return Course(State(row.state), tuple(map(of_core, rows)))


def of_core(row: Restriction) -> restriction.Restriction:
    """A restriction as the core works with it."""
    return restriction.Restriction(
        number=row.number,
        cause=row.cause,
        steps=tuple(
            Step(State(s["state"]), date.fromisoformat(s["on"]) if s["on"] else None) for s in row.plan
        ),
        since=row.since,
        state=restrictions.State(row.state),
        taken=row.taken,
        maker=str(row.maker_id or ""),
        hands=frozenset(row.hands),
        appealed=row.appealed,
        until=row.until,
    )


def history(row: Enrollment) -> tuple[Span, ...]:
    """Its states as ranges of days, the oldest first."""
    return enrollment.spans(
        Change(State(step.after), step.on, step.cause) for step in row.steps.order_by("number")
    )


def on(row: Enrollment, day: date) -> Span | None:
    """The state it had on a day; None before its first."""
    return enrollment.on(history(row), day)


def signals(row: Enrollment) -> list[Signal]:
    """What is noticed of it now, the most urgent first; nothing once it serves no customers any more."""
    if row.state not in enrollment.RUNNING:
        return []
    return list(
        Signal.objects.filter(enrollment=row, closed_at=None, dismissed_by=None).order_by("due", "id")
    )


def raised(row: Signal) -> Raised | None:
    """A signal as the core raised it; None where the program has its kind no more."""
    kind = rules(row.enrollment).signal(row.kind)
    return None if kind is None else Raised(kind, row.subject, row.since, row.due, row.params)


def may(row: Enrollment) -> tuple[Allowed, ...]:
    """What it may do now."""
    rows = rows_of(row)
    noticed = (raised(each) for each in signals(row))
    return capabilities.of(
        rules(row).capabilities,
        state=State(row.state),
        since=row.since,
        restrictions=course(row, rows).restrictions,
        signals=[each for each in noticed if each is not None],
    )


def unmade() -> Iterator[Application]:
    """Applications that ended well and have no enrollment yet, though their program says what it takes to remain."""
    rows = Application.objects.filter(state=Applied.ENROLLED, enrollment=None, review_of=None)
    for row in rows.order_by("closed_at", "id").iterator():
        if program.standing(row.edition) is not None:
            yield row


def to_begin(*, on: date) -> Iterator[UUID]:
    """Enrollments whose first day has come."""
    rows = Enrollment.objects.filter(state=State.PENDING_ACTIVATION, begins_on__lte=on)
    yield from rows.order_by("begins_on", "id").values_list("id", flat=True)


def to_act(*, on: date) -> Iterator[Restriction]:
    """Restrictions for which the clock may have something to do on a day, the oldest day first."""
    rows = Restriction.objects.filter(
        due__lte=on, turn__in=[Turn.APPLICANT, Turn.NOBODY], enrollment__state__in=enrollment.RUNNING
    )
    yield from rows.select_related("enrollment").order_by("due", "enrollment_id", "number")
