"""The letters of a conversation: to the desk when a partner wrote, to the partner when the desk answered or closed."""

from collections.abc import Iterable
from datetime import datetime

from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK
from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.queries import items, people
from directbill.records.models import Conversation, Message, Notice, Person
from directbill.records.words import Side

EXCERPT = 400
"""Characters of a message that a letter repeats."""


def told_desk(found: Conversation, message: Message, *, at: datetime) -> list[Notice]:
    """Whoever may answer at the desk is told what the partner wrote; on an application, that they wrote."""
    if not found.subject:
        return _of_application("message_to_desk", found, _at_desk(message), message=message, at=at)
    roles = [role for role, held in OF_DESK.items() if Permission.CONVERSATION_ANSWER in held]
    url = links.to(f"/desk/conversations/{found.partner_id}/{found.id}/")
    values = {**_values(found), **_quoted(message), "url": url}
    return _told(
        "conversation_question", found, people.at_desk(roles), occasion=str(message.id), values=values, at=at
    )


def told_partner(found: Conversation, message: Message, *, at: datetime) -> list[Notice]:
    """The partner's people of the conversation are told what the desk answered; on an application, that it wrote."""
    if not found.subject:
        return _of_application("message_to_company", found, _people(found), message=message, at=at)
    values = {**_values(found), **_quoted(message), "url": _url(found)}
    return _told("conversation_answer", found, _people(found), occasion=str(message.id), values=values, at=at)


def _of_application(
    kind: str, found: Conversation, readers: Iterable[Person], *, message: Message, at: datetime
) -> list[Notice]:  # fmt: skip
    """Tell that there is a message: its words stay on the page, for those who may read them."""
    owner = found.application
    if owner is None:
        raise LookupError(found.id)
    to_company = kind == "message_to_company"
    path = (
        f"/c/{found.partner.reference}/applications/{owner.reference}/messages/"
        if to_company
        else f"/desk/applications/{owner.id}/messages/"
    )
    values = {"company": found.partner.name, "reference": owner.reference, "author": message.author_name}
    return [
        outbox.queue(
            Letter(
                kind=kind,
                subject=("application", owner.reference),
                occasion=str(message.id),
                reader=reader.email,
                language=reader.language,
                partner=found.partner_id,
                values={**values, "item": _item(message, reader.language), "url": links.to(path)},
            ),
            at=at,
        )
        for reader in readers
        if reader.email
    ]


def _item(message: Message, language: str) -> str:
    """The title of the step it is about."""
    row = message.item
    desk = items.desk(row.application) if row else None
    return desk.entry(row.key).title[language] if row and desk else ""


def _at_desk(message: Message) -> list[Person]:
    """Whoever works on the step it is about; where nobody does, all who may answer."""
    able = people.at_desk([role for role, held in OF_DESK.items() if Permission.MESSAGE_WRITE in held])
    return [each for each in able if message.item and each == message.item.assignee] or able


def told_closed(found: Conversation, *, at: datetime) -> list[Notice]:
    """The partner's people of the conversation are told that the desk closed it."""
    values = {**_values(found), "url": _url(found)}
    return _told("conversation_closed", found, _people(found), occasion=at.isoformat(), values=values, at=at)


def _told(
    kind: str, found: Conversation, readers: Iterable[Person], *, occasion: str, values: dict[str, str], at: datetime
) -> list[Notice]:  # fmt: skip
    return [
        outbox.queue(
            Letter(
                kind=kind,
                subject=("conversation", str(found.id)),
                occasion=occasion,
                reader=reader.email,
                language=reader.language,
                partner=found.partner_id,
                values=values,
            ),
            at=at,
        )
        for reader in readers
        if reader.email
    ]


def _people(found: Conversation) -> list[Person]:
    """The administrators, and whoever of the partner wrote in it and still acts for it."""
    wrote = found.messages.filter(side=Side.PARTNER).values("author")
    writers = Person.objects.filter(
        id__in=wrote,
        is_active=True,
        representations__partner_id=found.partner_id,
        representations__until=None,
    )
    return list({each.id: each for each in (*people.administrators(found.partner_id), *writers)}.values())


def _values(found: Conversation) -> dict[str, str]:
    about = found.subject or (found.application.reference if found.application else "")
    return {"company": found.partner.name, "subject": about, "line": found.line}


def _quoted(message: Message) -> dict[str, str]:
    short = " ".join(message.text.split())
    quote = short if len(short) <= EXCERPT else f"{short[:EXCERPT]}\N{HORIZONTAL ELLIPSIS}"
    return {"author": message.author_name, "quote": quote}


def _url(found: Conversation) -> str:
    return links.to(f"/c/{found.partner.reference}/messages/{found.id}/")
