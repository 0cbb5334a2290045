"""The enrollment form: the second, short form. What it holds is verified; a change re-verifies what it touches."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the enrollment form stands."""

    WAITING = "waiting"
    TO_GIVE = "to_give"
    GIVEN = "given"


TABLE: Table[State] = Table(
    name="details",
    initial=State.WAITING,
    steps=(
        #    verb       from              to              whose deed
        step("open", {State.WAITING}, State.TO_GIVE, by=Turn.NOBODY),
        step("give", {State.TO_GIVE}, State.GIVEN, by=Turn.APPLICANT),
        step("change", {State.GIVEN}, State.TO_GIVE, by=Turn.APPLICANT),
    ),
    turns={State.WAITING: Turn.NOBODY, State.TO_GIVE: Turn.APPLICANT, State.GIVEN: Turn.NOBODY},
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({State.GIVEN}),
    onward=frozenset({"open", "give"}),
    back=frozenset({"change"}),
)
