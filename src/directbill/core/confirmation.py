"""Confirmation: one thing the applicant attested, or the ledger shows, is accepted, queried or refused by the desk."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the confirmation of one requirement stands."""

    WAITING = "waiting"
    IN_REVIEW = "in_review"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    REFUSED = "refused"


UNSETTLED = frozenset({State.IN_REVIEW, State.QUERIED})
SETTLED = frozenset({State.ACCEPTED, State.REFUSED})

TABLE: Table[State] = Table(
    name="confirmation",
    initial=State.WAITING,
    steps=(
        #    verb             from               to               whose deed
        step("open", {State.WAITING}, State.IN_REVIEW, by=Turn.NOBODY),
        step("accept", UNSETTLED, State.ACCEPTED, by=Turn.DESK),
        step("query", {State.IN_REVIEW}, State.QUERIED, by=Turn.DESK),
        step("answer", {State.QUERIED}, State.IN_REVIEW, by=Turn.APPLICANT),
        step("adjust", {State.IN_REVIEW}, State.IN_REVIEW, by=Turn.DESK),
        step("refuse", UNSETTLED, State.REFUSED, by=Turn.DESK),
        step("reopen", SETTLED, State.IN_REVIEW, by=Turn.DESK),
        step("accept_by_rule", {State.IN_REVIEW}, State.ACCEPTED, by=Turn.NOBODY),
        step("refuse_by_rule", {State.IN_REVIEW}, State.REFUSED, by=Turn.NOBODY),
        step("recheck", SETTLED | {State.QUERIED}, State.IN_REVIEW, by=Turn.NOBODY),
    ),
    turns={
        State.WAITING: Turn.NOBODY,
        State.IN_REVIEW: Turn.DESK,
        State.QUERIED: Turn.APPLICANT,
        State.ACCEPTED: Turn.NOBODY,
        State.REFUSED: Turn.NOBODY,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({State.ACCEPTED}),
    lost=frozenset({State.REFUSED}),
    onward=frozenset({"open", "accept", "accept_by_rule"}),
    back=frozenset({"reopen", "recheck"}),
    figures=frozenset({"adjust"}),
    reasoned=frozenset({"query", "adjust", "refuse", "reopen", "refuse_by_rule"}),
    by_rule=frozenset({"accept_by_rule", "refuse_by_rule"}),
)
