"""The contract of a support plan: bought only after the credit check has passed, recorded, confirmed by the desk.

It can be renewed before it ends: the old contract counts until the desk has confirmed the new one.
"""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step


class State(StrEnum):
    """Where the contract stands."""

    WAITING = "waiting"
    TO_BUY = "to_buy"
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    RENEWING = "renewing"


TABLE: Table[State] = Table(
    name="contract",
    initial=State.WAITING,
    steps=(
        #    verb          from                to               whose deed
        step("open", {State.WAITING}, State.TO_BUY, by=Turn.NOBODY),
        step("record", {State.TO_BUY}, State.RECORDED, by=Turn.APPLICANT),
        step("confirm", {State.RECORDED, State.RENEWING}, State.CONFIRMED, by=Turn.DESK),
        step("send_back", {State.RECORDED}, State.TO_BUY, by=Turn.DESK),
        step("renew", {State.CONFIRMED}, State.RENEWING, by=Turn.APPLICANT),
        step("decline", {State.RENEWING}, State.CONFIRMED, by=Turn.DESK),
        step("lapse", {State.CONFIRMED}, State.TO_BUY, by=Turn.NOBODY),
    ),
    turns={
        State.WAITING: Turn.NOBODY,
        State.TO_BUY: Turn.APPLICANT,
        State.RECORDED: Turn.DESK,
        State.CONFIRMED: Turn.NOBODY,
        State.RENEWING: Turn.DESK,
    },
)

LIFE: Life[State] = Life(
    table=TABLE,
    passed=frozenset({State.CONFIRMED, State.RENEWING}),
    onward=frozenset({"open", "record", "confirm", "renew"}),
    reasoned=frozenset({"send_back", "decline"}),
)
