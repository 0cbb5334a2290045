"""A waiver: one requirement that is excused for one enrollment until a day. One person proposes, another one grants."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a waiver stands."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"


S = State
OPEN = frozenset({S.PROPOSED, S.GRANTED})
"""States in which there is no room for another one of the same requirement."""

TABLE: Table[State] = Table(
    name="waiver",
    initial=S.PROPOSED,
    steps=(
        #    verb       from           to            whose deed
        step("grant", {S.PROPOSED}, S.GRANTED, by=Turn.DESK),
        step("decline", {S.PROPOSED}, S.DECLINED, by=Turn.DESK),
        step("withdraw", {S.GRANTED}, S.WITHDRAWN, by=Turn.DESK),
        step("expire", {S.GRANTED}, S.EXPIRED, by=Turn.NOBODY),
        step("close", {S.PROPOSED, S.GRANTED}, S.CLOSED, by=Turn.NOBODY),
    ),
    turns={
        S.PROPOSED: Turn.DESK,
        S.DECLINED: Turn.NOBODY,
        S.GRANTED: Turn.NOBODY,
        S.WITHDRAWN: Turn.NOBODY,
        S.EXPIRED: Turn.NOBODY,
        S.CLOSED: Turn.NOBODY,
    },
)
SECOND = frozenset({"grant", "decline"})
"""Verbs of the second person."""
REASONED = frozenset({"decline", "withdraw"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """One requirement, its last day, who proposed it, and where it stands."""

    requirement: str
    until: date
    maker: str
    state: State = State.PROPOSED

    def holds(self, day: date) -> bool:
        """Whether it excuses its requirement on a day: the last one included, whether or not the clock ran since."""
        return self.state is State.GRANTED and day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb on a waiver on a day, by somebody, in words that the other side reads."""

    verb: str
    on: date
    by: str = ""
    reason: str = ""


def proposed(wanted: Waiver, *, on: date, most: int, reason: str, others: Iterable[Waiver]) -> Waiver:
    """A waiver as somebody proposes it.

    Refuses `reason_missing`, `waiver_there` where one of the requirement is open, `waiver_day_past`, and
    `waiver_too_long` beyond the most days the data allow.
    """
    if not reason.strip():
        raise refuse("reason_missing", column="text", found=wanted.requirement)
    if any(each.requirement == wanted.requirement and each.state in OPEN for each in others):
        raise refuse("waiver_there", column="requirement", found=wanted.requirement)
    _in_time(wanted, on)
    if (wanted.until - on).days > most:
        raise refuse("waiver_too_long", column="until", found=wanted.until.isoformat(), most=str(most))
    return wanted


def do(found: Waiver, act: Act) -> Waiver:
    """The waiver after an act.

    Refuses by the table; `second_person_needed` whoever proposed it; `reason_missing`; `waiver_day_past` a grant after
    the last day; `waiver_not_due` an end before it.
    """
    after = TABLE.after(found.state, act.verb)
    if act.verb in SECOND and act.by == found.maker:
        raise refuse("second_person_needed", found=found.requirement)
    if act.verb in REASONED and not act.reason.strip():
        raise refuse("reason_missing", column="text", found=found.requirement)
    if act.verb == "grant":
        _in_time(found, act.on)
    if act.verb == "expire" and act.on <= found.until:
        raise refuse("waiver_not_due", found=found.until.isoformat())
    return replace(found, state=after)


def excused(found: Iterable[Waiver], *, on: date) -> frozenset[str]:
    """The requirements that are excused on a day."""
    return frozenset(each.requirement for each in found if each.holds(on))


def _in_time(found: Waiver, on: date) -> None:
    if found.until < on:
        raise refuse("waiver_day_past", column="until", found=found.until.isoformat())
