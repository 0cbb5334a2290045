"""Service times of items: by when a turn ends, what that was computed from, and how much of it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from directbill.core import clocks
from directbill.core.clocks import Came, Due, Pause
from directbill.core.desk import Desk, Limit
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.queries import days
from directbill.records.models import Application, Event, Item

TAKEN_BACK = ("application:amend", "application:recall", "review:hold")
GOES_ON = ("application:discard", "review:resume")
"""Events with which an application leaves the desk, and the one with which it is back as it was."""


@dataclass(frozen=True, slots=True)
class Running:
    """The clock of an item's present turn, as its page tells it."""

    due: Due
    limit: Limit
    spent: int
    """Days of the budget that this turn used so far."""


def running(row: Item, *, of_desk: Desk, on: date, paused: Sequence[Pause] = ()) -> Running | None:
    """The clock of the item's present turn on a day; None where no clock runs."""
    named = _named(row)
    limit, budget = of_desk.limits.get(named), of_desk.budget(named)
    found = due(row, of_desk=of_desk, paused=paused)
    if found is None or limit is None or budget is None:
        return None
    calendar = clocks.standing_still(budget.calendar, paused)
    until = next((each.begun for each in paused if each.ended is None), on)
    return Running(found, limit, clocks.count(calendar, after=found.since, until=until))


def due(row: Item, *, of_desk: Desk, paused: Sequence[Pause] = ()) -> Due | None:
    """By when the item's present turn ends; None where no days are set for its state or it is nobody's turn.

    What the desk used of its days before counts. The applicant, and everybody else, has the whole time each turn.
    """
    budget = of_desk.budget(_named(row))
    turn = _turn(row, row.state)
    if budget is None or turn is Turn.NOBODY:
        return None
    history = _history(row) if turn is Turn.DESK else ()
    return clocks.due(budget, history, state=row.state, since=days.of(row.since), paused=paused)


def pauses(owner: Application) -> tuple[Pause, ...]:
    """When the application was not with the desk: amended or recalled, or a review that stood still, until it was back.

    Two queries.
    """
    events = Event.objects.filter(subject=owner.reference, kind__in=(*TAKEN_BACK, *GOES_ON))
    rows = list(events.values_list("kind", "at")) if owner.first_submitted_at else []
    if not any(kind in TAKEN_BACK for kind, _ in rows):
        return ()
    again = owner.submissions.values_list("submitted_at", flat=True)
    return clocks.pauses(
        (at for kind, at in rows if kind in TAKEN_BACK),
        (*again, *(at for kind, at in rows if kind in GOES_ON)),
        day=days.of,
    )


def _history(row: Item) -> tuple[Came, ...]:
    """Every state the item came to, oldest first."""
    steps = row.steps.all() if row.revision > 1 else ()
    return tuple(Came(step.after, _turn(row, step.after), days.of(step.at)) for step in steps)


def _turn(row: Item, state: str) -> Turn:
    table = LIVES[Work(row.work)].table
    return table.turns[type(table.initial)(state)]


def _named(row: Item) -> str:
    return f"{LIVES[Work(row.work)].table.name}.{row.state}"
