"""Messages and what became of them."""

from directbill.core.delivery import Delivery
from directbill.records import scope
from directbill.records.models import OutboxMessage

OPEN = (Delivery.QUEUED, Delivery.SENDING, Delivery.UNKNOWN)
"""States in which a message has not arrived, as far as anybody knows."""
MOST = 500


def messages(state: str) -> list[OutboxMessage]:
    """Messages in a state, the newest first; `open` are those not arrived, `all` every one."""
    with scope.scoped(scope.EVERYONE):
        rows = OutboxMessage.objects.select_related("notice").order_by("-queued_at", "key")
        if state == "open":
            rows = rows.filter(state__in=OPEN)
        elif state != "all":
            rows = rows.filter(state=state)
        return list(rows[:MOST])
