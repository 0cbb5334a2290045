"""Conversations: a partner asks about its application or a line of its ledger, the desk answers, either side closes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, conversing, saying, work
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.queries import ledger, standing
from directbill.records.models import Application, Conversation, Message, Partner
from directbill.records.models.kept import LONGEST_NAME
from directbill.records.words import ConversationState, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a conversation is about, and the first message: of the application, or of one line (FILE:ROW)."""

    subject: str
    text: str
    application: UUID | None = None
    line: str = ""


def open(  # noqa: A001 - shape: the verb, as the permission has it
    *, partner: UUID, question: Question, by: Actor, at: datetime
) -> Conversation:
    """Ask the desk.

    Refuses `message_empty`, `conversation_subject`, a line that is not there, and
    `conversation_exists` where one about the line is open.
    """
    with work.on(by, Permission.CONVERSATION_OPEN, partner):
        owner = work.lock(Partner.objects.all(), id=partner)
        about = None
        if question.application is not None:
            about = work.lock(Application.objects.all(), id=question.application, partner_id=partner)
        if question.line:
            _of_a_line(partner, question.line)
        subject = wording.plain(question.subject, column="subject", longest=LONGEST_NAME)
        if not subject:
            raise refuse("conversation_subject", column="subject")
        text = saying.words(question.text)
        if said := saying.said_just_now(
            Conversation.objects.filter(partner=owner, subject=subject, state=ConversationState.OPEN),
            text,
            by=by,
            at=at,
        ):
            return said.conversation
        found = Conversation.objects.create(
            partner=owner,
            application=about,
            subject=subject,
            line=question.line,
            opened_at=at,
            written_at=at,
        )
        message = saying.add(found, Side.PARTNER, text, by=by, at=at)
        conversing.told_desk(found, message, at=at)
        _written("open", found, by=by, at=at, about=subject, line=question.line)
    return found


def write(*, partner: UUID, conversation: UUID, text: str, by: Actor, at: datetime) -> Message:
    """The partner writes; then it is the desk's turn. Refuses `message_empty` and `conversation_closed`."""
    with work.on(by, Permission.CONVERSATION_WRITE, partner):
        found = _open_one(partner, conversation)
        if said := saying.said_just_now(
            Conversation.objects.filter(id=found.id), saying.words(text), by=by, at=at
        ):
            return said
        message = saying.add(found, Side.PARTNER, saying.words(text), by=by, at=at)
        conversing.told_desk(found, message, at=at)
        _written("write", found, by=by, at=at)
    return message


def answer(*, partner: UUID, conversation: UUID, text: str, by: Actor, at: datetime) -> Message:
    """The desk answers; then it is the partner's turn. Refuses `message_empty` and `conversation_closed`."""
    with work.on(by, Permission.CONVERSATION_ANSWER, partner):
        found = _open_one(partner, conversation)
        if said := saying.said_just_now(
            Conversation.objects.filter(id=found.id), saying.words(text), by=by, at=at
        ):
            return said
        message = saying.add(found, Side.DESK, saying.words(text), by=by, at=at)
        conversing.told_partner(found, message, at=at)
        _written("answer", found, by=by, at=at)
    return message


def close(*, partner: UUID, conversation: UUID, by: Actor, at: datetime) -> Conversation:
    """Nothing more is to be said: nobody's turn. A partner is told where the desk closed. Closed stays closed."""
    with work.on(by, Permission.CONVERSATION_CLOSE, partner):
        found = work.lock(Conversation.objects.all(), id=conversation, partner_id=partner)
        if found.state == ConversationState.CLOSED:
            return found
        found.state, found.written_at = ConversationState.CLOSED, at
        found.save(update_fields=["state", "written_at"])
        if _side(by, partner) is Side.DESK:
            conversing.told_closed(found, at=at)
        _written("close", found, by=by, at=at)
    return found


def reopen(*, partner: UUID, conversation: UUID, text: str, by: Actor, at: datetime) -> Message:
    """Whoever may close says something more in a closed conversation: it is open again, and the other side's turn."""
    with work.on(by, Permission.CONVERSATION_CLOSE, partner):
        side = _side(by, partner)
        found = work.lock(Conversation.objects.select_related("partner"), id=conversation, partner_id=partner)
        found.state = ConversationState.OPEN
        message = saying.add(found, side, saying.words(text), by=by, at=at)
        told = conversing.told_desk if side is Side.PARTNER else conversing.told_partner
        told(found, message, at=at)
        _written("reopen", found, by=by, at=at)
    return message


def _of_a_line(partner: UUID, line: str) -> None:
    known = standing.known(partner)
    if known is None:
        raise refuse("not_there")
    ledger.line(known, line)
    if Conversation.objects.filter(partner_id=partner, line=line, state=ConversationState.OPEN).exists():
        raise refuse("conversation_exists", found=line)


def _open_one(partner: UUID, conversation: UUID) -> Conversation:
    found = work.lock(Conversation.objects.select_related("partner"), id=conversation, partner_id=partner)
    if found.state == ConversationState.CLOSED:
        raise refuse("conversation_closed")
    return found


def _side(by: Actor, partner: UUID) -> Side:
    """For whom the actor speaks: for the partner, where they represent it."""
    return Side.PARTNER if rules.may(by, Permission.CONVERSATION_WRITE, partner) else Side.DESK


def _written(verb: str, found: Conversation, *, by: Actor, at: datetime, **changes: str) -> None:
    audit.write(
        f"conversation:{verb}",
        by=by,
        at=at,
        subject=("conversation", found.id),
        partner=found.partner_id,
        changes=audit.changed({}, {"state": found.state, "waits_for": found.waits_for, **changes}),
    )
