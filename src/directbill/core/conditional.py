"""Conditions of a grant: each has a day of its own, is proven by the company and closed by the desk.

They are read from the steps of the decision: nothing is stored twice. Which fields hold what is said by the program.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from directbill.core import decision
from directbill.core.edition import Source
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.form import Values

GRANTS, PROVES, SENDS_BACK = "grant_with_conditions", "prove_conditions", "send_back"
CLOSES, CLOSES_SOME, EXTENDS = "close_conditions", "close_some", "extend"
LASTING = decision.GRANTED
"""States of a decision in which its conditions are told: a grant that was set aside has none any more."""


PROMISES = decision.GRANTED - decision.PASSED
"""States in which something of a grant is still to be closed."""
RUNNING = decision.PROMISED
"""States in which a condition can be proven."""


class State(StrEnum):
    """Where a condition stands."""

    OPEN = "open"
    PROVEN = "proven"
    CLOSED = "closed"
    MISSED = "missed"


TURNS: Mapping[State, Turn] = {
    State.OPEN: Turn.APPLICANT,
    State.PROVEN: Turn.DESK,
    State.CLOSED: Turn.NOBODY,
    State.MISSED: Turn.DESK,
}
"""Whose turn each is. What was missed waits for the desk, which extends its day or sets the grant aside."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The fields by what they hold, the days of notice, and the days there are at least for what is sent back."""

    listed: str
    """The list of conditions that a grant gives."""
    name: str
    day: str
    which: str
    """Which of them a proof, or what is sent back, is about."""
    until: str
    """The new day of what was missed."""
    remind_days: int
    again_days: int
    source: Source


@dataclass(frozen=True, slots=True)
class Done:
    """A step of the decision: its verb, what was given with it, and its day."""

    verb: str
    given: Values
    on: date


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition by its number, from 1. `day` is by when it is to be proven."""

    number: int
    name: str
    day: date
    state: State


def standing(rule: Rule, steps: Iterable[Done], *, on: date) -> tuple[Condition, ...]:
    """Every condition of the last grant as it stands on a day, after all steps, the oldest first."""
    found: tuple[Condition, ...] = ()
    for done in steps:
        found = _granted(rule, done) if done.verb == GRANTS else _after(rule, found, done)
    return tuple(_on(each, on) for each in found)


def objection(rule: Rule, done: Done, *, before: tuple[Condition, ...]) -> Refusal | None:
    """Why a step cannot be done as it is asked for; None where it can. `before` is how conditions stood that day."""
    chosen = _chosen(rule, done.given)
    days = {GRANTS: [each.day for each in _granted(rule, done)], EXTENDS: _days(done.given.get(rule.until))}
    for column, day in (
        (rule.listed if done.verb == GRANTS else rule.until, d) for d in days.get(done.verb, [])
    ):
        if day < done.on:
            return refuse("condition_day_passed", column=column, found=day.isoformat())
    wanted = {PROVES: State.OPEN, SENDS_BACK: State.PROVEN}.get(done.verb)
    could = {each.number for each in before if each.state is wanted}
    if wanted and chosen - could:
        said = ", ".join(map(str, sorted(chosen - could)))
        return refuse("condition_not_there", column=rule.which, found=said)
    left = sum(each.state in {State.OPEN, State.MISSED} for each in before)
    if done.verb == CLOSES and left:
        return refuse("conditions_left", found=str(left))
    return refuse("conditions_none_left") if done.verb == CLOSES_SOME and not left else None


def cannot(before: tuple[Condition, ...]) -> frozenset[str]:
    """Verbs that would be refused with conditions as they stand, whatever is given with them."""
    states = {each.state for each in before}
    closing = CLOSES if states & {State.OPEN, State.MISSED} else CLOSES_SOME
    return frozenset({closing} if State.OPEN in states else {closing, PROVES})


def due(found: Iterable[Condition]) -> date | None:
    """The earliest day by which one is to be proven; None where none is open."""
    return min((each.day for each in found if each.state in {State.OPEN, State.MISSED}), default=None)


def remind_on(rule: Rule, found: Condition) -> date:
    """The day from which the company is reminded of one."""
    return found.day - timedelta(days=rule.remind_days)


def to_remind(rule: Rule, found: Condition, *, on: date) -> bool:
    """Whether it is time to remind of one: open, from the day of the reminder to its own."""
    return found.state is State.OPEN and remind_on(rule, found) <= on <= found.day


def _granted(rule: Rule, done: Done) -> tuple[Condition, ...]:
    listed = done.given.get(rule.listed)
    return tuple(
        Condition(number, entry[rule.name], date.fromisoformat(entry[rule.day]), State.OPEN)
        for number, entry in enumerate(listed if isinstance(listed, list) else [], 1)
    )


def _after(rule: Rule, found: tuple[Condition, ...], done: Done) -> tuple[Condition, ...]:
    chosen = _chosen(rule, done.given)
    if done.verb == PROVES:
        return tuple(replace(c, state=State.PROVEN) if c.number in chosen else c for c in found)
    if done.verb == EXTENDS:
        (until,) = _days(done.given.get(rule.until)) or [done.on]
        return tuple(replace(c, day=until) if _on(c, done.on).state is State.MISSED else c for c in found)
    if done.verb in {SENDS_BACK, CLOSES_SOME, CLOSES}:
        least = done.on + timedelta(days=rule.again_days)
        return tuple(_judged(c, back=c.number in chosen, least=least) for c in found)
    return found


def _judged(found: Condition, *, back: bool, least: date) -> Condition:
    """What the desk looked at: sent back with days enough, or closed."""
    if found.state is not State.PROVEN:
        return found
    return (
        replace(found, state=State.OPEN, day=max(found.day, least))
        if back
        else replace(found, state=State.CLOSED)
    )


def _on(found: Condition, on: date) -> Condition:
    return replace(found, state=State.MISSED) if found.state is State.OPEN and found.day < on else found


def _chosen(rule: Rule, given: Values) -> frozenset[int]:
    said = given.get(rule.which, "")
    return frozenset(int(word) for word in said.split()) if isinstance(said, str) else frozenset()


def _days(said: object) -> list[date]:
    return [date.fromisoformat(said)] if isinstance(said, str) and said else []
