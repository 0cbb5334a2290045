"""The ladder: dated steps, each further than the one before, that a restriction takes one by one.

An edition says how many days each step comes after the first; a step without days has no date and is never taken by
the clock. Dates can only be moved later, and every later step moves with them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from directbill.core.edition import Rung
from directbill.core.enrollment import State


@dataclass(frozen=True, slots=True)
class Step:
    """One planned step: the state it leads to, and its day; None where the edition sets no day."""

    state: State
    on: date | None


def planned(rungs: Iterable[Rung], *, begins: date) -> tuple[Step, ...]:
    """The steps of an edition's ladder that begins on a day. The first one is taken on that day, days set or not."""
    found: list[Step] = []
    for rung in rungs:
        days = rung.days if rung.days is not None or found else 0
        found.append(Step(State(rung.status), None if days is None else begins + timedelta(days=days)))
    return tuple(found)


def next_step(steps: Sequence[Step], *, taken: int) -> Step | None:
    """The step that comes next, dated or not; None after the last."""
    return steps[taken] if taken < len(steps) else None


def is_due(steps: Sequence[Step], *, taken: int, on: date) -> bool:
    """Whether the next step's day has come. One at a time: after a downtime the steps are taken in their order."""
    step = next_step(steps, taken=taken)
    return step is not None and step.on is not None and step.on <= on


def put_off(steps: Sequence[Step], *, taken: int, until: date) -> tuple[Step, ...]:
    """The steps with the next one not before a day. Later ones keep their distance; nothing is moved earlier."""
    step = next_step(steps, taken=taken)
    if step is None or step.on is None or step.on >= until:
        return tuple(steps)
    by = until - step.on
    return (*steps[:taken], *(_later(each, by) for each in steps[taken:]))


def told_on(step: Step, *, days_before: Iterable[int], announced: date) -> tuple[date, ...]:
    """The days on which a step is told ahead, the first one first: none before the day it was announced."""
    if step.on is None:
        return ()
    ahead = {step.on - timedelta(days=days) for days in days_before}
    return tuple(sorted(day for day in ahead if announced < day < step.on))


def last_day(steps: Sequence[Step]) -> date | None:
    """The day of the last dated step; None where none has a day."""
    return max((step.on for step in steps if step.on is not None), default=None)


def _later(step: Step, by: timedelta) -> Step:
    return step if step.on is None else replace(step, on=step.on + by)
