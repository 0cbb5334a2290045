"""Credit review: whether the company can carry the exposure. Its file is restricted; its result is not."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the credit review stands."""

    WAITING = "waiting"
    IN_REVIEW = "in_review"
    REQUESTED = "requested"
    AT_BUREAU = "at_bureau"
    REFERRED = "referred"
    PASSED = "passed"
    FAILED = "failed"
    EXPIRED = "expired"


S = State

TABLE: Table[State] = Table(
    name="credit",
    initial=S.WAITING,
    steps=(
        #    verb        from                 to            whose deed
        step("open", {S.WAITING}, S.IN_REVIEW, by=Turn.NOBODY),
        step("ask", {S.IN_REVIEW}, S.REQUESTED, by=Turn.DESK),
        step("provide", {S.REQUESTED}, S.IN_REVIEW, by=Turn.APPLICANT),
        step("order", {S.IN_REVIEW}, S.AT_BUREAU, by=Turn.DESK),
        step("receive", {S.AT_BUREAU}, S.IN_REVIEW, by=Turn.THIRD_PARTY),
        step("give_up", {S.AT_BUREAU}, S.IN_REVIEW, by=Turn.DESK),
        step("pass", {S.IN_REVIEW}, S.PASSED, by=Turn.DESK),
        step("refer", {S.IN_REVIEW}, S.REFERRED, by=Turn.DESK),
        step("approve", {S.REFERRED}, S.PASSED, by=Turn.DESK),
        step("return", {S.REFERRED}, S.IN_REVIEW, by=Turn.DESK),
        step("fail", {S.IN_REVIEW}, S.FAILED, by=Turn.DESK),
        step("retry", {S.FAILED}, S.IN_REVIEW, by=Turn.APPLICANT),
        step("renew", {S.EXPIRED}, S.IN_REVIEW, by=Turn.DESK),
        step("expire", {S.PASSED}, S.EXPIRED, by=Turn.NOBODY),
    ),
    turns={
        S.WAITING: Turn.NOBODY,
        S.IN_REVIEW: Turn.DESK,
        S.REQUESTED: Turn.APPLICANT,
        S.AT_BUREAU: Turn.THIRD_PARTY,
        S.REFERRED: Turn.DESK,
        S.PASSED: Turn.NOBODY,
        S.FAILED: Turn.APPLICANT,
        S.EXPIRED: Turn.DESK,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({S.PASSED}),
    lost=frozenset({S.FAILED}),
    onward=frozenset({"open", "pass", "approve"}),
    reasoned=frozenset({"ask", "refer", "return", "fail", "give_up"}),
    makes=frozenset({"refer"}),
    checks=frozenset({"approve"}),
)
