"""Service time: the days one side has for a step, used up only while it has the turn, and the day they end on.

A budget belongs to a state of an item. What earlier turns in the same state took of it counts; turns of others do
not, so the clock pauses while they last. A result settles the budget: whoever looks at it again begins anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
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
    paused: frozenset[date] = frozenset()
    """Days on which every clock of one application stands still."""

    @cached_property
    def off(self) -> Mapping[date, Holiday]:
        """Each date off, with its holiday."""
        return {day: holiday for holiday in self.holidays for day in holiday.days}

    def works(self, day: date) -> bool:
        """Whether a day counts."""
        return day.weekday() not in self.weekend and day not in self.off and day not in self.paused


EVERY_DAY = Calendar()


@dataclass(frozen=True, slots=True)
class Pause:
    """The application was not with the desk: from a day, and until it was back; None while it is not."""

    begun: date
    ended: date | None = None

    @property
    def days(self) -> frozenset[date]:
        """The days that do not count: those after it begun, until and with the one on which it was back."""
        ended = self.ended or self.begun
        return frozenset(self.begun + DAY * n for n in range(1, (ended - self.begun).days + 1))


def pauses(
    begun: Iterable[datetime], ended: Iterable[datetime], *, day: Callable[[datetime], date]
) -> tuple[Pause, ...]:
    """The pauses between moments at which an application was taken back, and moments at which it was there again."""
    moments = sorted([*((at, 0) for at in begun), *((at, 1) for at in ended)])
    found: list[Pause] = []
    for at, back in moments:
        paused = bool(found) and found[-1].ended is None
        if back and paused:
            found[-1] = Pause(found[-1].begun, day(at))
        elif not back and not paused:
            found.append(Pause(day(at)))
    return tuple(found)


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
    paused: tuple[Pause, ...] = ()
    """Pauses of the application during this turn."""


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


def due(
    budget: Budget, history: Sequence[Came], *, state: str, since: date, paused: Sequence[Pause] = ()
) -> Due:
    """By when the turn ends that began at `since`: what is left of the budget, and never less than the least."""
    calendar = standing_still(budget.calendar, paused)
    took = used(calendar, history, state=state, since=since)
    given = max(budget.days - took, budget.least)
    day = last(calendar, since=since, days=given)
    during = tuple(each for each in paused if any(since < d <= day for d in each.days))
    return Due(day, since, took, given, tuple(_between(calendar, since, day)), during)


def standing_still(calendar: Calendar, paused: Sequence[Pause]) -> Calendar:
    """The calendar in which no day of a pause counts."""
    return (
        replace(calendar, paused=frozenset().union(*(each.days for each in paused))) if paused else calendar
    )


def _between(  # sentence: which days off, after when, until when
    calendar: Calendar, since: date, day: date
) -> Iterable[tuple[date, Holiday]]:
    """Holidays on days that would have counted without them."""
    for each in sorted(calendar.off):
        if since < each <= day and each.weekday() not in calendar.weekend:
            yield each, calendar.off[each]
