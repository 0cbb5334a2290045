"""Vetting: one verification of what the company says of itself. Failed may be tried again; rejected may be appealed."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where one verification stands. *Failed*: not checked, or it did not match. *Rejected*: not acceptable."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PENDING_APPLICANT_ACTION = "pending_applicant_action"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REJECTED = "rejected"
    APPEALED = "appealed"
    EXPIRED = "expired"


S = State
BEGUN = frozenset({S.PENDING_APPLICANT_ACTION, S.SUCCEEDED, S.FAILED, S.REJECTED, S.EXPIRED})

TABLE: Table[State] = Table(
    name="verification",
    initial=S.NOT_STARTED,
    steps=(
        #    verb                from                                to            whose deed
        step("open", {S.NOT_STARTED}, S.IN_PROGRESS, by=Turn.NOBODY),
        step("ask", {S.IN_PROGRESS}, S.PENDING_APPLICANT_ACTION, by=Turn.DESK),
        step("provide", {S.PENDING_APPLICANT_ACTION}, S.IN_PROGRESS, by=Turn.APPLICANT),
        step("succeed", {S.IN_PROGRESS}, S.SUCCEEDED, by=Turn.DESK),
        step("fail", {S.IN_PROGRESS}, S.FAILED, by=Turn.DESK),
        step("retry", {S.FAILED}, S.IN_PROGRESS, by=Turn.APPLICANT),
        step("reject", {S.IN_PROGRESS, S.PENDING_APPLICANT_ACTION, S.FAILED}, S.REJECTED, by=Turn.DESK),
        step("correct", {S.REJECTED}, S.IN_PROGRESS, by=Turn.APPLICANT),
        step("appeal", {S.REJECTED}, S.APPEALED, by=Turn.APPLICANT),
        step("uphold", {S.APPEALED}, S.REJECTED, by=Turn.DESK),
        step("overturn", {S.APPEALED}, S.IN_PROGRESS, by=Turn.DESK),
        step("renew", {S.EXPIRED}, S.IN_PROGRESS, by=Turn.DESK),
        step("succeed_by_rule", {S.IN_PROGRESS}, S.SUCCEEDED, by=Turn.NOBODY),
        step("fail_by_rule", {S.IN_PROGRESS}, S.FAILED, by=Turn.NOBODY),
        step("expire", {S.PENDING_APPLICANT_ACTION, S.FAILED, S.SUCCEEDED}, S.EXPIRED, by=Turn.NOBODY),
        step("recheck", BEGUN, S.IN_PROGRESS, by=Turn.NOBODY),
    ),
    turns={
        S.NOT_STARTED: Turn.NOBODY,
        S.IN_PROGRESS: Turn.DESK,
        S.PENDING_APPLICANT_ACTION: Turn.APPLICANT,
        S.SUCCEEDED: Turn.NOBODY,
        S.FAILED: Turn.APPLICANT,
        S.REJECTED: Turn.APPLICANT,
        S.APPEALED: Turn.DESK,
        S.EXPIRED: Turn.DESK,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({S.SUCCEEDED}),
    lost=frozenset({S.REJECTED}),
    onward=frozenset({"open", "succeed", "succeed_by_rule"}),
    back=frozenset({"recheck"}),
    reasoned=frozenset({"ask", "fail", "reject", "uphold", "overturn", "fail_by_rule"}),
    hears=frozenset({"uphold", "overturn"}),
    once=frozenset({"appeal"}),
    by_rule=frozenset({"succeed_by_rule", "fail_by_rule"}),
)
