"""A waiver: one requirement that is excused for one enrollment until a day. One person proposes, another one grants."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from directbill.core.errors import Refusal, refuse
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A waiver that somebody proposes, held against everything its guards read."""

    wanted: Waiver
    on: date
    most: int
    reason: str
    others: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An act held against everything its guards read."""

    waiver: Waiver
    act: Act


ProposalGuard = Callable[[Proposal], Refusal | None]
Guard = Callable[[Asked], Refusal | None]


def said_why(asked: Proposal) -> Refusal | None:
    """Who proposes a waiver says why."""
    missing = not asked.reason.strip()
    return refuse("reason_missing", column="text", found=asked.wanted.requirement) if missing else None


def one_of_a_requirement(asked: Proposal) -> Refusal | None:
    """Of one requirement, one waiver is open at a time."""
    key = asked.wanted.requirement
    there = any(each.requirement == key and each.state in OPEN for each in asked.others)
    return refuse("waiver_there", column="requirement", found=key) if there else None


def day_to_come(asked: Proposal) -> Refusal | None:
    """A waiver names a day that is not past."""
    return _past(asked.wanted, asked.on)


def not_too_long(asked: Proposal) -> Refusal | None:
    """No waiver lasts longer than the data allow."""
    until, most = asked.wanted.until, asked.most
    long = (until - asked.on).days > most
    return (
        refuse("waiver_too_long", column="until", found=until.isoformat(), most=str(most)) if long else None
    )


PROPOSAL_GUARDS: tuple[ProposalGuard, ...] = (said_why, one_of_a_requirement, day_to_come, not_too_long)
"""In the order in which they are held; the first that refuses is what is told."""


def second_person(asked: Asked) -> Refusal | None:
    """Who proposed does not decide. No exception for anybody."""
    same = asked.act.verb in SECOND and asked.act.by == asked.waiver.maker
    return refuse("second_person_needed", found=asked.waiver.requirement) if same else None


def reason_given(asked: Asked) -> Refusal | None:
    """What takes a waiver away says why."""
    needed = asked.act.verb in REASONED and not asked.act.reason.strip()
    return refuse("reason_missing", column="text", found=asked.waiver.requirement) if needed else None


def day_not_past(asked: Asked) -> Refusal | None:
    """Nothing is granted after its last day."""
    return _past(asked.waiver, asked.act.on) if asked.act.verb == "grant" else None


def day_is_over(asked: Asked) -> Refusal | None:
    """A waiver expires once its last day is over."""
    early = asked.act.verb == "expire" and asked.act.on <= asked.waiver.until
    return refuse("waiver_not_due", found=asked.waiver.until.isoformat()) if early else None


GUARDS: tuple[Guard, ...] = (second_person, reason_given, day_not_past, day_is_over)
"""In the order in which they are held; the first that refuses is what is told."""


def proposed(
    wanted: Waiver,
    *,
    on: date,
    most: int,
    reason: str,
    others: Iterable[Waiver],
    guards: tuple[ProposalGuard, ...] = PROPOSAL_GUARDS,
) -> Waiver:
    """A waiver as somebody proposes it.

    Refuses `reason_missing`, `waiver_there` where one of the requirement is open, `waiver_day_past`, and
    `waiver_too_long` beyond the most days the data allow.
    """
    asked = Proposal(wanted=wanted, on=on, most=most, reason=reason, others=tuple(others))
    for guard in guards:
        if (refusal := guard(asked)) is not None:
            raise refusal
    return wanted


def do(found: Waiver, act: Act, *, guards: tuple[Guard, ...] = GUARDS) -> Waiver:
    """The waiver after an act.

    Refuses by the table; `second_person_needed` whoever proposed it; `reason_missing`; `waiver_day_past` a grant after
    the last day; `waiver_not_due` an end before it.
    """
    after = TABLE.after(found.state, act.verb)
    asked = Asked(found, act)
    for guard in guards:
        if (refusal := guard(asked)) is not None:
            raise refusal
    return replace(found, state=after)


def excused(found: Iterable[Waiver], *, on: date) -> frozenset[str]:
    """The requirements that are excused on a day."""
    return frozenset(each.requirement for each in found if each.holds(on))


def _past(found: Waiver, on: date) -> Refusal | None:
    past = found.until < on
    return refuse("waiver_day_past", column="until", found=found.until.isoformat()) if past else None
