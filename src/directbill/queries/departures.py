"""What an enrollment may end by, or ends with it; notices of leaving: the one that runs, earlier ones, those due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from directbill.core import enrollment, leaving, transition, waiver
from directbill.core.departing import Departure
from directbill.core.findings import Turn
from directbill.core.leaving import State
from directbill.queries import transitions, waivers
from directbill.records.models import CustomerMove, Enrollment, Leaving, StandingStep, Transition, Waiver


@dataclass(slots=True)
class Open:
    """What is open about an enrollment, as rows: notice and transition that run, its customers, and every waiver."""

    enrollment: Enrollment
    leaving: Leaving | None
    transition: Transition | None
    moves: list[CustomerMove]
    waivers: list[Waiver]

    def core(self) -> Departure:
        """As the core works with it."""
        return Departure(
            state=enrollment.State(self.enrollment.state),
            leaving=of_core(self.leaving) if self.leaving else None,
            transition=transitions.of_core(self.transition) if self.transition else None,
            moves=tuple(map(transitions.move_of_core, self.moves)),
            waivers=tuple(map(waivers.of_core, self.waivers)),
            reference=self.enrollment.reference,
        )


def open_of(row: Enrollment) -> Open:
    """What is open about an enrollment."""
    running = transitions.running(row)
    moves = transitions.moves(running) if running else []
    return Open(row, given(row), running, moves, waivers.rows_of(row))


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


def for_the_desk(*, most: int) -> list[Transition | CustomerMove | Waiver]:
    """What the desk must act on, at most so much: transitions by their day, customers to verify, waivers proposed.

    Three queries, however many there are.
    """
    of = ("enrollment", "partner")
    asked = Transition.objects.filter(state__in=transition.RUNNING, turn=Turn.DESK).select_related(*of)
    moved = CustomerMove.objects.filter(transition__state__in=transition.BOTH, turn=Turn.DESK).select_related(
        *of
    )
    proposed = Waiver.objects.filter(state=waiver.State.PROPOSED).select_related(*of)
    found: list[Transition | CustomerMove | Waiver] = [
        *asked.order_by(F("due").asc(nulls_last=True), "asked_on", "id")[:most],
        *moved.order_by("transition__asked_on", "transition_id", "number")[:most],
        *proposed.order_by("proposed_on", "id")[:most],
    ]
    return found[:most]


def steps(row: Leaving) -> list[StandingStep]:
    """What was done about a notice, the oldest first."""
    return list(StandingStep.objects.filter(table=leaving.TABLE.name, subject=row.id).order_by("number"))
