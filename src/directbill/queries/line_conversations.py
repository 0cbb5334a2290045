"""Which lines are being talked about."""

from collections.abc import Iterable
from uuid import UUID

from directbill.core.statement import StatementLine
from directbill.records.models import Conversation
from directbill.records.words import ConversationState


def open_ones(partner: UUID, lines: Iterable[StatementLine]) -> dict[str, UUID]:
    """The open conversation about each of these lines that has one, by FILE:ROW. One query."""
    places = [f"{line.file}:{line.row}" for line in lines]
    rows = Conversation.objects.filter(partner_id=partner, line__in=places, state=ConversationState.OPEN)
    return dict(rows.order_by("opened_at").values_list("line", "id"))
