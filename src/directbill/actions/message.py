"""Messages on an application: either side writes, the other is told that there is one; what is new, is new to each."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, conversing, saying, work
from directbill.actions.shape.saying import About
from directbill.records.models import Application, Conversation, Message, ReadUntil
from directbill.records.words import ConversationState, Side


def write(*, about: About, text: str, by: Actor, at: datetime) -> Message:
    """Say something about an application or one of its steps; the other side is told that there is a message.

    Refuses `message_empty`, `text_too_long` and `text_characters`. The same words a moment later are said once.
    """
    with work.on(by, Permission.MESSAGE_WRITE, about.partner):
        owner, item = saying.locked(about)
        said = saying.words(text)
        if known := saying.said_just_now(Conversation.objects.filter(application=owner), said, by=by, at=at):
            return known
        talk = _own(owner, at)
        side = Side.PARTNER if about.partner in by.partners else Side.DESK
        message = saying.add(talk, side, said, item=item, by=by, at=at)
        told = conversing.told_desk if side is Side.PARTNER else conversing.told_partner
        told(talk, message, at=at)
        audit.write(
            "message:write",
            by=by,
            at=at,
            subject=saying.subject(owner, item),
            partner=owner.partner_id,
            changes=audit.changed({}, {"state": side}),
            edition=owner.edition,
        )
    return message


def mark_read(*, about: About, until: datetime, by: Actor, at: datetime) -> ReadUntil:
    """Somebody has read what was written until a moment; for nobody else anything changes, and it never goes back."""
    with work.on(by, Permission.CONVERSATION_READ, about.partner):
        owner, _ = saying.locked(about)
        found, _ = ReadUntil.objects.get_or_create(
            partner_id=owner.partner_id,
            application=owner,
            person_id=work.person(by),
            defaults={"at": min(until, at)},
        )
        before = found.at
        found.at = max(before, min(until, at))
        found.save(update_fields=["at"])
        audit.write(
            "message:mark_read",
            by=by,
            at=at,
            subject=("application", owner.reference),
            partner=owner.partner_id,
            changes=audit.changed({}, {"until": found.at.isoformat()}),
            edition=owner.edition,
        )
    return found


def _own(owner: Application, at: datetime) -> Conversation:
    """The application's own conversation, open: begun with the first message. The application is locked."""
    found = Conversation.objects.filter(application=owner, subject="").select_related("partner").first()
    if found is None:
        return Conversation(partner=owner.partner, application=owner, subject="", opened_at=at, written_at=at)
    found.state = ConversationState.OPEN
    return found
