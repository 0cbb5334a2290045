"""Conversations between a partner and the desk, as each side lists and reads them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from directbill.core.errors import refuse
from directbill.documents.texts import printable, printable_lines
from directbill.records.models import Conversation, Message
from directbill.records.words import ConversationState, Side

MOST = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation in a list. What people wrote is fit to be shown."""

    id: UUID
    subject: str
    line: str
    company: str
    partner: UUID
    application: str
    state: ConversationState
    waits_for: Side
    messages: int
    written_at: datetime
    written_by: str

    @property
    def open(self) -> bool:
        return self.state is ConversationState.OPEN


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `text` has several lines and no character that could harm its reader; the record has all."""

    id: UUID
    side: Side
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation from its beginning."""

    about: Listed
    messages: tuple[Said, ...]


def of(partner: UUID) -> tuple[Listed, ...]:
    """A partner's conversations: those that wait for it first, then the newest. One query."""
    rows = _rows().filter(partner_id=partner)
    listed = [_listed(row) for row in rows.order_by("-written_at", "-id")[:MOST]]
    return tuple(sorted(listed, key=lambda each: not (each.open and each.waits_for is Side.PARTNER)))


def waiting() -> tuple[Listed, ...]:
    """What waits for the desk, longest first. One query; asked in the scope of all partners."""
    rows = _rows().filter(state=ConversationState.OPEN, waits_for=Side.DESK)
    return tuple(_listed(row) for row in rows.order_by("written_at", "id")[:MOST])


def one(partner: UUID, key: UUID) -> Talk:
    """One conversation with all of its messages. Two queries. Refuses `not_there`."""
    row = _rows().filter(partner_id=partner, id=key).first()
    if row is None:
        raise refuse("not_there")
    messages = Message.objects.filter(conversation=row).order_by("at", "id")
    return Talk(_listed(row), tuple(_said(each) for each in messages))


def _rows() -> QuerySet[Conversation]:
    last = Message.objects.filter(conversation=OuterRef("pk")).order_by("-at", "-id")
    rows = Conversation.objects.select_related("partner", "application")
    return rows.annotate(count=Count("messages"), last_by=Subquery(last.values("author_name")[:1]))


def _listed(row: Conversation) -> Listed:
    return Listed(
        id=row.id,
        subject=printable(row.subject) or (row.application.reference if row.application else ""),
        line=printable(row.line),
        company=printable(row.partner.name),
        partner=row.partner_id,
        application=row.application.reference if row.application else "",
        state=ConversationState(row.state),
        waits_for=Side(row.waits_for),
        messages=row.count,  # type: ignore[attr-defined]  # types: annotated above
        written_at=row.written_at,
        written_by=printable(row.last_by or ""),  # type: ignore[attr-defined]  # types: annotated above
    )


def _said(row: Message) -> Said:
    return Said(row.id, Side(row.side), printable(row.author_name), row.at, printable_lines(row.text))
