"""A partner's own notice that it leaves: it can be taken back until its day, on which the enrollment ends by itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from directbill.core import enrollment
from directbill.core.errors import Refusal, refuse
from directbill.core.findings import Turn
from directbill.core.states import Table, step


class State(StrEnum):
    """Where a notice stands."""

    GIVEN = "given"
    TAKEN_BACK = "taken_back"
    CARRIED_OUT = "carried_out"
    OVERTAKEN = "overtaken"


S = State
TABLE: Table[State] = Table(
    name="leaving",
    initial=S.GIVEN,
    steps=(
        #    verb         from       to               whose deed
        step("take_back", {S.GIVEN}, S.TAKEN_BACK, by=Turn.APPLICANT),
        step("carry_out", {S.GIVEN}, S.CARRIED_OUT, by=Turn.NOBODY),
        step("overtake", {S.GIVEN}, S.OVERTAKEN, by=Turn.NOBODY),
    ),
    turns=dict.fromkeys(S, Turn.NOBODY),
)
"""Nobody has to do anything: the day comes by itself, and until then the partner may think again."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A notice: the day it was given, and the first day on which the enrollment is over."""

    given_on: date
    ends_on: date
    state: State = State.GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A verb on a notice held against everything its guards read; `standing` is asked for where notice is given."""

    verb: str
    leaving: Leaving
    on: date
    standing: enrollment.State = enrollment.State.ACTIVE


Guard = Callable[[Asked], Refusal | None]


def something_to_end(asked: Asked) -> Refusal | None:
    """What is over cannot be left."""
    over = asked.verb == "give" and not enrollment.TABLE.allows(asked.standing, "end")
    return refuse("enrollment_over") if over else None


def before_its_day(asked: Asked) -> Refusal | None:
    """A notice is taken back until the day before, not from its day on."""
    late = asked.verb == "take_back" and asked.on >= asked.leaving.ends_on
    return refuse("leaving_day_came", found=asked.leaving.ends_on.isoformat()) if late else None


def day_has_come(asked: Asked) -> Refusal | None:
    """A notice is carried out on its day or later, never before."""
    early = asked.verb == "carry_out" and asked.on < asked.leaving.ends_on
    return refuse("leaving_not_due", found=asked.leaving.ends_on.isoformat()) if early else None


GUARDS: tuple[Guard, ...] = (something_to_end, before_its_day, day_has_come)


def given(standing: enrollment.State, *, on: date, days: int, guards: tuple[Guard, ...] = GUARDS) -> Leaving:
    """A notice given on a day. Refuses `enrollment_over` where nothing is left to end."""
    wanted = Leaving(on, on + timedelta(days=days))
    return _held(Asked(verb="give", leaving=wanted, on=on, standing=standing), guards)


def taken_back(found: Leaving, *, on: date, guards: tuple[Guard, ...] = GUARDS) -> Leaving:
    """The notice after the partner thought again. Refuses `leaving_day_came` from its day on."""
    after = TABLE.after(found.state, "take_back")
    return replace(_held(Asked(verb="take_back", leaving=found, on=on), guards), state=after)


def carried_out(found: Leaving, *, on: date, guards: tuple[Guard, ...] = GUARDS) -> Leaving:
    """The notice on its day or later. Refuses `leaving_not_due` before."""
    after = TABLE.after(found.state, "carry_out")
    return replace(_held(Asked(verb="carry_out", leaving=found, on=on), guards), state=after)


def _held(asked: Asked, guards: tuple[Guard, ...]) -> Leaving:
    for guard in guards:
        if (refusal := guard(asked)) is not None:
            raise refusal
    return asked.leaving
