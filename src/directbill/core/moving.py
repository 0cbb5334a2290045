"""One customer of a partner that becomes an indirect reseller: consent, agreement, subscriptions, and the end of it.

What may be transferred is data of the program. Whatever may not is bought again or left to expire, which is said first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from directbill.core.edition import Source, Texts
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a customer's move stands."""

    LISTED = "listed"
    CONSENTED = "consented"
    AGREED = "agreed"
    PLANNED = "planned"
    MOVED = "moved"
    RELEASED = "released"
    VERIFIED = "verified"
    REMOVED = "removed"
    CLOSED = "closed"


S = State
OPEN = frozenset({S.LISTED, S.CONSENTED, S.AGREED, S.PLANNED})
"""The company has something to do yet."""
DONE = frozenset({S.VERIFIED, S.REMOVED})
"""Nothing is left to do for anybody."""

TABLE: Table[State] = Table(
    name="customer_move",
    initial=S.LISTED,
    steps=(
        #    verb                from                    to            whose deed
        step("record_consent", {S.LISTED}, S.CONSENTED, by=Turn.APPLICANT),
        step("confirm_agreement", {S.CONSENTED}, S.AGREED, by=Turn.APPLICANT),
        step("plan", {S.AGREED, S.PLANNED}, S.PLANNED, by=Turn.APPLICANT),
        step("mark", {S.PLANNED}, S.PLANNED, by=Turn.APPLICANT),
        step("finish", {S.PLANNED}, S.MOVED, by=Turn.APPLICANT),
        step("release", {S.LISTED, S.CONSENTED, S.AGREED}, S.RELEASED, by=Turn.APPLICANT),
        step("remove", {S.LISTED}, S.REMOVED, by=Turn.APPLICANT),
        step("verify", {S.MOVED, S.RELEASED}, S.VERIFIED, by=Turn.DESK),
        step("send_back", {S.MOVED}, S.PLANNED, by=Turn.DESK),
        step("send_back", {S.RELEASED}, S.LISTED, by=Turn.DESK),
        step("close", {*OPEN, S.MOVED, S.RELEASED, S.VERIFIED}, S.CLOSED, by=Turn.NOBODY),
    ),
    turns={
        S.LISTED: Turn.APPLICANT,
        S.CONSENTED: Turn.APPLICANT,
        S.AGREED: Turn.APPLICANT,
        S.PLANNED: Turn.APPLICANT,
        S.MOVED: Turn.DESK,
        S.RELEASED: Turn.DESK,
        S.VERIFIED: Turn.NOBODY,
        S.REMOVED: Turn.NOBODY,
        S.CLOSED: Turn.NOBODY,
    },
)
REASONED = frozenset({"release", "send_back"})


class Way(StrEnum):
    """What becomes of a subscription."""

    TRANSFER = "transfer"
    BUY_AGAIN = "buy_again"
    LET_EXPIRE = "let_expire"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subscription, and whether it can be transferred."""

    key: str
    title: Texts
    transfers: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Line:
    """One subscription of the checklist: what it is, what becomes of it, when its term ends, whether that is done."""

    name: str
    kind: str
    way: Way
    ends: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A customer's move."""

    name: str
    state: State = State.LISTED
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One verb on a move. `lines` are those of a plan; `line` the number, from 1, of the one that was done."""

    verb: str
    reason: str = ""
    lines: tuple[Line, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """An act held against everything its guards read."""

    move: Move
    act: Act
    kinds: Mapping[str, Kind]


Guard = Callable[[Asked], Refusal | None]


def reason_given(asked: Asked) -> Refusal | None:
    """Who lets a customer go elsewhere, or sends it back, says why."""
    needed = asked.act.verb in REASONED and not asked.act.reason.strip()
    return refuse("reason_missing", column="text", found=asked.move.name) if needed else None


def plan_can_be(asked: Asked) -> Refusal | None:
    """What may not be transferred is not, and what is left to expire has a day. Every fault of a plan is told."""
    faults: list[Fault] = []
    for number, line in enumerate(asked.act.lines if asked.act.verb == "plan" else (), 1):
        kind = asked.kinds.get(line.kind)
        if kind is None or (line.way is Way.TRANSFER and not kind.transfers):
            faults.append(Fault("move_not_transferable", Place(row=number, column="lines.way"), line.name))
        if line.way is Way.LET_EXPIRE and line.ends is None:
            faults.append(Fault("move_end_missing", Place(row=number, column="lines.ends"), line.name))
    return Refusal(*faults) if faults else None


def line_is_there(asked: Asked) -> Refusal | None:
    """A line is marked by a number of the checklist."""
    unknown = asked.act.verb == "mark" and not 1 <= asked.act.line <= len(asked.move.lines)
    return refuse("move_line_unknown", found=str(asked.act.line)) if unknown else None


def every_line_done(asked: Asked) -> Refusal | None:
    """A customer has moved once every line is done."""
    left = [line.name for line in asked.move.lines if not line.done] if asked.act.verb == "finish" else []
    return refuse("move_not_done", found=", ".join(left)) if left else None


GUARDS: tuple[Guard, ...] = (reason_given, plan_can_be, line_is_there, every_line_done)
"""In the order in which they are held; the first that refuses is what is told."""


def do(  # sentence: whose move, how, of which kinds
    found: Move, act: Act, *, kinds: Mapping[str, Kind], guards: tuple[Guard, ...] = GUARDS
) -> Move:
    """The move after an act.

    Refuses by the table; `reason_missing`; a plan that cannot be; `move_line_unknown`; `move_not_done` an end
    before every line is done.
    """
    after = TABLE.after(found.state, act.verb)
    asked = Asked(found, act, kinds)
    for guard in guards:
        if (refusal := guard(asked)) is not None:
            raise refusal
    if act.verb == "plan":
        return replace(found, state=after, lines=_planned(found, act.lines))
    if act.verb == "mark":
        return replace(found, state=after, lines=_marked(found.lines, act.line))
    return replace(found, state=after)


def transfers(lines: Iterable[Line], *, most: int) -> tuple[tuple[Line, ...], ...]:
    """The lines that are transferred, in as many transfers as it takes: each holds no more than the most."""
    moved = [line for line in lines if line.way is Way.TRANSFER]
    return tuple(tuple(moved[start : start + most]) for start in range(0, len(moved), most))


def _planned(found: Move, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The plan; a line that was done before and is named again without a change stays done."""
    before = {replace(line, done=False) for line in found.lines if line.done}
    return tuple(replace(line, done=line in before) for line in lines)


def _marked(lines: tuple[Line, ...], number: int) -> tuple[Line, ...]:
    return tuple(replace(line, done=line.done or n == number) for n, line in enumerate(lines, 1))


def in_order(informed: date, consented: date, *, on: date) -> None:
    """Refuse days that cannot be: a customer is told first, then consents, and neither is still to come."""
    if consented < informed:
        raise refuse("move_consent_first", column="consented_on", found=consented.isoformat())
    if consented > on:
        raise refuse("move_day_ahead", column="consented_on", found=consented.isoformat())
