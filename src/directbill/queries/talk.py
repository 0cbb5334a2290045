"""What is written about an application: messages of both sides, and notes for whoever may read them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from directbill.documents.texts import printable, printable_lines
from directbill.records.models import Application, Message, Note, ReadUntil
from directbill.records.words import Side

PAGE = 30


class Kind(StrEnum):
    """Who may read it: both sides, or the desk alone."""

    MESSAGE = "message"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Said:
    """One contribution, fit to be shown; the record has every character. `item` is the key of the step it is about."""

    key: UUID
    kind: Kind
    side: Side
    author: str
    at: datetime
    text: str
    item: str
    is_new: bool
    """Whether somebody else wrote it, and this reader did not say that they read it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One page, the newest first; `older` is where the next one ends, and `unread` counts over all pages."""

    said: tuple[Said, ...]
    unread: int
    older: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, and whether notes are for them."""

    person: UUID | None
    notes: bool


def of(
    owner: Application, *, reader: Reader, item: str = "", before: datetime | None = None
) -> Talk:  # fmt: skip
    """What was written, about all of it or about one step. Four queries, however much there is."""
    since = ReadUntil.objects.filter(application=owner, person=reader.person)
    read = since.values_list("at", flat=True).first()
    about = Q(item__key=item) if item else Q()
    messages = Message.objects.filter(about, conversation__application=owner).select_related("item")
    notes = Note.objects.filter(about, application=owner).select_related("item")
    if not reader.notes:
        notes = notes.none()
    later = Q(at__gt=read) if read else Q()
    unread = sum(rows.filter(later).exclude(author=reader.person).count() for rows in (messages, notes))
    earlier = Q(at__lt=before) if before else Q()
    found: list[Message | Note] = [*messages.filter(earlier).order_by("-at", "-id")[: PAGE + 1]]
    found += notes.filter(earlier).order_by("-at", "-id")[: PAGE + 1]
    found.sort(key=lambda each: (each.at, each.id), reverse=True)
    page = found[:PAGE]
    return Talk(
        tuple(_said(each, reader.person, read) for each in page),
        unread,
        page[-1].at if len(found) > PAGE else None,
    )


def unread(owner: Application, *, reader: Reader) -> int:
    """How much this reader has not read."""
    return of(owner, reader=reader).unread


def _said(row: Message | Note, reader: UUID | None, read: datetime | None) -> Said:
    is_message = isinstance(row, Message)
    return Said(
        key=row.id,
        kind=Kind.MESSAGE if is_message else Kind.NOTE,
        side=Side(row.side) if isinstance(row, Message) else Side.DESK,
        author=printable(row.author_name),
        at=row.at,
        text=printable_lines(row.text),
        item=row.item.key if row.item else "",
        is_new=row.author_id != reader and (read is None or row.at > read),
    )
