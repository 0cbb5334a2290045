"""What the desk does with its own time: an item laid aside until a day, and people who are away.

None of it is a step of the procedure: no state changes by it, no clock stands still, and no day moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directbill.core.errors import refuse

LONGEST_DAYS = 90
"""Longer than that nothing is laid aside, and nobody is away in one entry."""


@dataclass(frozen=True, slots=True)
class Aside:
    """An item laid aside: until which day, and at which of its revisions."""

    until: date
    revision: int

    def lasts(self, *, on: date, revision: int, heard: bool) -> bool:
        """Whether it still is: not from that day on, nor once anything changed on it or its company wrote of it."""
        return on < self.until and revision == self.revision and not heard


@dataclass(frozen=True, slots=True)
class Absence:
    """From the first to the last day, both of them away."""

    first: date
    last: date


def aside(until: date | None, *, on: date, revision: int) -> Aside:
    """Lay aside until a day. Refuses `snooze_day` for one that is not to come, or too far off."""
    if until is None or not 0 < (until - on).days <= LONGEST_DAYS:
        raise refuse(
            "snooze_day", column="until", found=until.isoformat() if until else "", days=str(LONGEST_DAYS)
        )
    return Aside(until, revision)


def absence(first: date | None, last: date | None, *, on: date) -> Absence:
    """An absence to come or begun. Refuses `away_days` where it is over, ends before it begins, or is too long."""
    if first is None or last is None or last < on or not 0 <= (last - first).days < LONGEST_DAYS:
        raise refuse("away_days", column="last", days=str(LONGEST_DAYS))
    return Absence(first, last)


def away_until(absences: Iterable[Absence], *, on: date) -> date | None:
    """Until when somebody is away who is away on a day; an absence that follows the day after is part of it."""
    until: date | None = None
    for each in sorted(absences, key=lambda a: (a.first, a.last)):
        joins = on if until is None else date.fromordinal(until.toordinal() + 1)
        if each.first <= joins and each.last >= on:
            until = max(until or each.last, each.last)
    return until
