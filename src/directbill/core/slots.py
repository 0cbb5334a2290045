"""Times of an interview: offered by the assessor, one of them booked by the company, held or not.

A time is what clocks show in a named zone. One that clocks skip, or show twice, on the night they change is refused:
nobody should have to guess which hour is meant.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a time stands."""

    OFFERED = "offered"
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


S = State
TABLE: Table[State] = Table(
    name="slot",
    initial=S.OFFERED,
    steps=(
        #    verb         from            to           whose deed
        step("book", {S.OFFERED}, S.BOOKED, by=Turn.APPLICANT),
        step("release", {S.BOOKED}, S.OFFERED, by=Turn.APPLICANT),
        step("withdraw", {S.OFFERED}, S.WITHDRAWN, by=Turn.ASSESSOR),
        step("cancel", {S.BOOKED}, S.CANCELLED, by=Turn.NOBODY),
        step("hold", {S.BOOKED}, S.HELD, by=Turn.NOBODY),
        step("miss", {S.BOOKED}, S.MISSED, by=Turn.NOBODY),
    ),
    turns={
        S.OFFERED: Turn.APPLICANT,
        S.BOOKED: Turn.ASSESSOR,
        S.HELD: Turn.NOBODY,
        S.MISSED: Turn.NOBODY,
        S.CANCELLED: Turn.NOBODY,
        S.WITHDRAWN: Turn.NOBODY,
    },
)
FOLLOWS = {"hold": "hold", "miss": "miss", "cancel": "cancel", "call_off": "cancel", "recuse": "cancel"}
"""What a verb of the assessment means for the time that is booked."""
LIVE = frozenset({S.OFFERED, S.BOOKED})
SHORTEST, LONGEST = 15, 480
"""Minutes."""


def instant(day: date, at: time, *, zone: tzinfo) -> datetime:
    """The moment at which clocks of a zone show a time, in UTC.

    Refuses `slot_skipped` where they never show it, and `slot_twice` where they show it twice.
    """
    first, second = (datetime.combine(day, at, tzinfo=zone).replace(fold=fold) for fold in (0, 1))
    found = first.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise refuse("slot_skipped", column="time", found=f"{day.isoformat()} {at.isoformat('minutes')}")
    if second.utcoffset() != first.utcoffset():
        raise refuse("slot_twice", column="time", found=f"{day.isoformat()} {at.isoformat('minutes')}")
    return found


def require(  # sentence: from when, how long, beside which others
    begins: datetime, minutes: int, others: Iterable[tuple[datetime, int]], *, at: datetime
) -> None:
    """Refuse a time that is over, too short or too long, or that overlaps another one."""
    if not SHORTEST <= minutes <= LONGEST:
        raise refuse("slot_length", column="minutes", least=str(SHORTEST), most=str(LONGEST))
    if begins <= at:
        raise refuse("slot_over", column="day")
    ends = begins + timedelta(minutes=minutes)
    if any(begins < other + timedelta(minutes=long) and other < ends for other, long in others):
        raise refuse("slot_overlaps", column="time")
