"""What people write to each other: what it may hold, said once where it is sent twice, and added to what was said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from directbill.access.actor import Actor
from directbill.actions.shape import work
from directbill.core.errors import refuse
from directbill.records.models import Application, Conversation, Item, Message
from directbill.records.words import Side

LONGEST = 10_000
"""Characters of one message."""
MOMENT = timedelta(minutes=1)
"""Within it, the same words of the same person are a form that was sent twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An application, or one of its steps by its key."""

    partner: UUID
    application: UUID
    item: str = ""


def locked(about: About) -> tuple[Application, Item | None]:
    """The application, which was submitted, and the step. Refuses `not_there`."""
    rows = Application.objects.select_related("partner").filter(submitted_at__isnull=False)
    owner = work.lock(rows, id=about.application, partner_id=about.partner)
    item = Item.objects.filter(application=owner, key=about.item).select_related("assignee").first()
    if about.item and item is None:
        raise refuse("not_there")
    return owner, item


def subject(owner: Application, item: Item | None) -> tuple[str, str]:
    """What the event is of."""
    if item is None:
        return "application", owner.reference
    return "item", f"{owner.reference}/{item.key}"


def words(text: str, *, column: str = "text") -> str:
    """The message as it is written: what could harm its reader is kept, and made harmless where it is shown.

    Only what no database keeps is refused: a zero character, and half of a pair (`text_characters`).
    """
    found = text.strip()
    if not found:
        raise refuse("message_empty", column=column)
    if len(found) > LONGEST:
        raise refuse("text_too_long", column=column, found=str(len(found)), longest=str(LONGEST))
    if "\0" in found or any("\ud800" <= c <= "\udfff" for c in found):
        raise refuse("text_characters", column=column)
    return found


def said_just_now(  # sentence: where, what
    where: QuerySet[Conversation], text: str, *, by: Actor, at: datetime
) -> Message | None:
    """The same words by the same person a moment ago: a form that was sent twice. They are said once."""
    rows = Message.objects.filter(conversation__in=where, author=work.person(by), text=text)
    return rows.filter(at__gt=at - MOMENT).select_related("conversation").order_by("-at").first()


def add(  # sentence: to what, for whom, what
    found: Conversation, side: Side, text: str, *, item: Item | None = None, by: Actor, at: datetime
) -> Message:
    """Add a message: whose turn it is changes with it."""
    found.waits_for = Side.DESK if side is Side.PARTNER else Side.PARTNER
    found.written_at = at
    found.save()
    return Message.objects.create(
        partner_id=found.partner_id,
        conversation=found,
        item=item,
        side=side,
        author_id=work.person(by),
        author_name=by.name,
        text=text,
        at=at,
    )
