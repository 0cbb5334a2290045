"""The assessment: a third party finds in interviews whether the company can do the work, criterion by criterion."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the assessment stands."""

    WAITING = "waiting"
    INVITED = "invited"
    OVERDUE = "overdue"
    BOOKED = "booked"
    HELD = "held"
    CORRECTING = "correcting"
    CORRECTED = "corrected"
    PASSED = "passed"
    FAILED = "failed"


S = State
OPEN = frozenset({S.INVITED, S.OVERDUE, S.BOOKED, S.HELD, S.CORRECTING, S.CORRECTED})

TABLE: Table[State] = Table(
    name="assessment",
    initial=S.WAITING,
    steps=(
        #    verb          from                                   to             whose deed
        step("open", {S.WAITING}, S.INVITED, by=Turn.NOBODY),
        step("book", {S.INVITED, S.OVERDUE}, S.BOOKED, by=Turn.APPLICANT),
        step("rebook", {S.BOOKED}, S.BOOKED, by=Turn.APPLICANT),
        step("cancel", {S.BOOKED}, S.INVITED, by=Turn.APPLICANT),
        step("call_off", {S.BOOKED}, S.INVITED, by=Turn.ASSESSOR),
        step("miss", {S.BOOKED}, S.INVITED, by=Turn.ASSESSOR),
        step("hold", {S.BOOKED}, S.HELD, by=Turn.ASSESSOR),
        step("sign_off", {S.HELD}, S.PASSED, by=Turn.ASSESSOR),
        step("require", {S.HELD}, S.CORRECTING, by=Turn.ASSESSOR),
        step("correct", {S.CORRECTING}, S.CORRECTED, by=Turn.APPLICANT),
        step("send_back", {S.CORRECTED}, S.CORRECTING, by=Turn.ASSESSOR),
        step("close_out", {S.CORRECTED}, S.PASSED, by=Turn.ASSESSOR),
        step("fail", {S.HELD, S.CORRECTING, S.CORRECTED}, S.FAILED, by=Turn.ASSESSOR),
        step("recuse", OPEN, S.INVITED, by=Turn.ASSESSOR),
        step("give_up", {S.OVERDUE}, S.FAILED, by=Turn.DESK),
        step("retake", {S.FAILED}, S.INVITED, by=Turn.DESK),
        step("overdue", {S.INVITED}, S.OVERDUE, by=Turn.NOBODY),
    ),
    turns={
        S.WAITING: Turn.NOBODY,
        S.INVITED: Turn.APPLICANT,
        S.OVERDUE: Turn.APPLICANT,
        S.BOOKED: Turn.ASSESSOR,
        S.HELD: Turn.ASSESSOR,
        S.CORRECTING: Turn.APPLICANT,
        S.CORRECTED: Turn.ASSESSOR,
        S.PASSED: Turn.NOBODY,
        S.FAILED: Turn.DESK,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({S.PASSED}),
    lost=frozenset({S.FAILED}),
    onward=frozenset({"open", "book", "hold", "sign_off", "close_out"}),
    back=frozenset({"retake"}),
    reasoned=frozenset({
        "cancel", "call_off", "require", "send_back", "fail", "recuse", "give_up", "retake",
    }),
    leaves=frozenset({"recuse"}),
)  # fmt: skip
