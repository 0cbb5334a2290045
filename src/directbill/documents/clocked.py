"""By when somebody's turn ends, and what that day was computed from, in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from directbill.core.clocks import Due, Pause, Unit
from directbill.core.desk import Limit
from directbill.core.findings import Turn
from directbill.documents.texts import Catalog


def when(due: Due, limit: Limit, *, texts: Catalog, on: date) -> str:
    """The last day of a turn and what it was computed from, as of a day. One sentence, or two."""
    late = "late" if due.day < on else "runs"
    basis = "whole" if not due.used else "left" if due.used < limit.days else "least"
    said = texts.say(
        f"clocks.{late}.{basis}",
        day=due.day,
        budget=budget(limit, limit.days, texts=texts),
        used=budget(limit, due.used, texts=texts),
        given=budget(limit, due.given, texts=texts),
        since=due.since,
    )
    return " ".join((said, *_off(due, texts)))


def paused(pauses: Sequence[Pause], *, why: str, texts: Catalog, again: bool = False) -> str:
    """That clocks stand still now, since when and in the applicant's words why; empty where they run.

    `again`: those of a yearly review, whose enrollment was revoked.
    """
    now = pauses[-1] if pauses and pauses[-1].ended is None else None
    key = "pausing.now_again" if again else "pausing.now"
    return texts.say(key, since=now.begun, why=why) if now else ""


def without(due: date | None, *, turn: str, texts: Catalog) -> str:
    """Where no clock runs: the day a result ends, or the earliest of an open condition, if there is one."""
    if due is not None and turn == Turn.APPLICANT:
        return texts.say("conditions.when", day=due)
    return texts.say("item.no_deadline") if due is None else texts.say("lending.holds", day=due)


def budget(limit: Limit, count: int, *, texts: Catalog) -> str:
    """So many days of the kind that a budget counts."""
    kind = "working" if limit.unit is Unit.WORKING_DAYS else "every"
    return texts.say(f"clocks.{kind}", n=count)


def _off(due: Due, texts: Catalog) -> Iterator[str]:
    """The holidays that were passed over, by name: nobody should have to look for the missing day."""
    if due.off:
        named = (texts.say("clocks.holiday", title=texts.own(each.title), day=day) for day, each in due.off)
        yield texts.say("clocks.off", days=", ".join(named))
