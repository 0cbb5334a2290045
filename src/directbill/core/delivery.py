"""Delivery: what becomes of one message that must reach somebody exactly once, whoever dies on the way."""

from enum import StrEnum

from directbill.core.findings import Turn
from directbill.core.states import Table, step


class Delivery(StrEnum):
    """Where a message stands. `UNKNOWN`: it may have left, and nobody can say."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    BOUNCED = "bounced"
    UNKNOWN = "unknown"


D = Delivery

TABLE: Table[Delivery] = Table(
    name="delivery",
    initial=D.QUEUED,
    steps=(
        #    verb          from                        to          whose deed
        step("claim", {D.QUEUED, D.UNKNOWN}, D.SENDING, by=Turn.NOBODY),
        step("send", {D.SENDING, D.UNKNOWN}, D.SENT, by=Turn.THIRD_PARTY),
        step("put_back", {D.SENDING}, D.QUEUED, by=Turn.NOBODY),
        step("doubt", {D.SENDING}, D.UNKNOWN, by=Turn.NOBODY),
        step("bounce", {D.SENDING, D.SENT, D.UNKNOWN}, D.BOUNCED, by=Turn.THIRD_PARTY),
    ),
    turns={
        D.QUEUED: Turn.THIRD_PARTY,
        D.SENDING: Turn.THIRD_PARTY,
        D.SENT: Turn.NOBODY,
        D.BOUNCED: Turn.NOBODY,
        D.UNKNOWN: Turn.THIRD_PARTY,
    },
)
