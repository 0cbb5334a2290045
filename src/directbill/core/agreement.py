"""The agreement: accepted last, by the Global administrator of that tenant, and countersigned by the desk."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the agreement stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    IN_FORCE = "in_force"


TABLE: Table[State] = Table(
    name="agreement",
    initial=State.WAITING,
    steps=(
        #    verb           from                 to              whose deed
        step("open", {State.WAITING}, State.OFFERED, by=Turn.NOBODY),
        step("accept", {State.OFFERED}, State.ACCEPTED, by=Turn.APPLICANT),
        step("send_back", {State.ACCEPTED}, State.OFFERED, by=Turn.DESK),
        step("countersign", {State.ACCEPTED}, State.IN_FORCE, by=Turn.DESK),
    ),
    turns={
        State.WAITING: Turn.NOBODY,
        State.OFFERED: Turn.APPLICANT,
        State.ACCEPTED: Turn.DESK,
        State.IN_FORCE: Turn.NOBODY,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({State.IN_FORCE}),
    onward=frozenset({"open", "accept", "countersign"}),
    reasoned=frozenset({"send_back"}),
    ends={State.IN_FORCE: "enroll"},
)
