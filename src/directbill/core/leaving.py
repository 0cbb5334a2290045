"""A partner's own notice that it leaves: it can be taken back until its day, on which the enrollment ends by itself."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from directbill.core import enrollment
from directbill.core.errors import refuse
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


def given(standing: enrollment.State, *, on: date, days: int) -> Leaving:
    """A notice given on a day. Refuses `enrollment_over` where nothing is left to end."""
    if not enrollment.TABLE.allows(standing, "end"):
        raise refuse("enrollment_over")
    return Leaving(on, on + timedelta(days=days))


def taken_back(found: Leaving, *, on: date) -> Leaving:
    """The notice after the partner thought again. Refuses `leaving_day_came` from its day on."""
    after = TABLE.after(found.state, "take_back")
    if on >= found.ends_on:
        raise refuse("leaving_day_came", found=found.ends_on.isoformat())
    return replace(found, state=after)


def carried_out(found: Leaving, *, on: date) -> Leaving:
    """The notice on its day or later. Refuses `leaving_not_due` before."""
    after = TABLE.after(found.state, "carry_out")
    if on < found.ends_on:
        raise refuse("leaving_not_due", found=found.ends_on.isoformat())
    return replace(found, state=after)
