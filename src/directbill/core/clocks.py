"""Service time: the days one side has for a step, used up only while it has the turn, and the day they end on.

A budget belongs to a state of an item. What earlier turns in the same state took of it counts; turns of others do
not, so the clock pauses while they last. A result settles the budget: whoever looks at it again begins anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from directbill.core.edition import Source, Texts
from directbill.core.findings import Turn

DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a budget counts: every day, or the days on which the desk works."""

    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off with a name, and the dates it falls on."""

    title: Texts
    days: tuple[date, ...]
    source: Source


@dataclass(frozen=True)
class Calendar:
    """Which days are no working days. `weekend` are weekdays, Monday being 0. Without anything, every day counts."""

    weekend: frozenset[int] = frozenset()
    holidays: tuple[Holiday, ...] = ()
    source: Source = field(default_factory=lambda: Source(""))

    @cached_property
    def off(self) -> Mapping[date, Holiday]:
        """Each date off, with its holiday."""
        return {day: holiday for holiday in self.holidays for day in holiday.days}

    def works(self, day: date) -> bool:
        """Whether a day counts."""
        return day.weekday() not in self.weekend and day not in self.off


EVERY_DAY = Calendar()


@dataclass(frozen=True, slots=True)
class Came:
    """An item came to a state on a day, and with it the turn to somebody."""

    state: str
    turn: Turn
    on: date


@dataclass(frozen=True, slots=True)
class Budget:
    """The days a state may last: how many, of which kind, and how many there are at least whenever it begins."""

    days: int
    least: int
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a turn and what it was computed from. `off` are the holidays that were passed over."""

    day: date
    since: date
    used: int
    given: int
    """Days of the budget this turn has: what is left of it, or the least there is."""
    off: tuple[tuple[date, Holiday], ...]


def count(calendar: Calendar, *, after: date, until: date) -> int:
    """How many days count after one day, until and with another; none where they are the same or in no order."""
    return sum(calendar.works(after + DAY * n) for n in range(1, (until - after).days + 1))


def last(calendar: Calendar, *, since: date, days: int) -> date:
    """The day on which so many days have counted since a day."""
    day = since
    while days > 0:
        day += DAY
        days -= calendar.works(day)
    return day


def used(calendar: Calendar, history: Sequence[Came], *, state: str, since: date) -> int:
    """How much of a state's budget earlier turns took, before the one that began at `since`.

    `history` is all the item came to, oldest first. What was settled in between begins a new budget.
    """
    found = 0
    for came, left in pairwise((*history, Came("", Turn.NOBODY, since))):
        if came.turn is Turn.NOBODY:
            found = 0
        elif came.state == state:
            found += count(calendar, after=came.on, until=min(left.on, since))
    return found


def due(budget: Budget, history: Sequence[Came], *, state: str, since: date) -> Due:
    """By when the turn ends that began at `since`: what is left of the budget, and never less than the least."""
    took = used(budget.calendar, history, state=state, since=since)
    given = max(budget.days - took, budget.least)
    day = last(budget.calendar, since=since, days=given)
    return Due(day, since, took, given, tuple(_between(budget.calendar, since, day)))


def _between(  # sentence: which days off, after when, until when
    calendar: Calendar, since: date, day: date
) -> Iterable[tuple[date, Holiday]]:
    """Holidays on days that would have counted without them."""
    for each in sorted(calendar.off):
        if since < each <= day and each.weekday() not in calendar.weekend:
            yield each, calendar.off[each]
