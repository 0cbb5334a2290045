"""Notices queued in the transaction that causes them. The same cause queues a message once."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from directbill.actions.shape import jobs
from directbill.documents import letter
from directbill.documents.texts import catalog
from directbill.records.models import Notice, OutboxMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is said to whom: the kind of letter, what it is about, and the values of its sentences."""

    kind: str
    subject: tuple[str, str]
    occasion: str
    """What tells two causes of the same kind and subject apart: a revision, a number, a day."""
    reader: str
    """The address it goes to."""
    language: str
    partner: UUID | None = None
    due: date | None = None
    values: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)
    """Values for the mail alone: they are not on the record, and are forgotten once it was sent."""


def queue(wanted: Letter, *, at: datetime) -> Notice:
    """Keep the notice as it will be read, and queue its message; a cause already queued queues nothing more."""
    key = key_of(wanted)
    known = OutboxMessage.objects.filter(key=key).select_related("notice").first()
    if known is not None:
        return known.notice
    said = letter.written(wanted.kind, catalog(wanted.language), values=wanted.values)
    notice = Notice.objects.create(
        partner_id=wanted.partner,
        kind=wanted.kind,
        subject_kind=wanted.subject[0],
        subject=wanted.subject[1],
        reader=wanted.reader,
        language=wanted.language,
        title=said.title,
        text=said.text,
        html=said.html,
        values=wanted.values,
        at=at,
        due=wanted.due,
    )
    OutboxMessage.objects.create(
        key=key,
        notice=notice,
        partner_id=wanted.partner,
        recipient=wanted.reader,
        queued_at=at,
        private=wanted.private,
    )
    jobs.queue(jobs.SEND, once=key, key=key)
    return notice


def key_of(wanted: Letter) -> str:
    """The message's key, made from its cause."""
    cause = (wanted.kind, *wanted.subject, wanted.occasion, wanted.reader.casefold())
    return hashlib.sha256("\x1f".join(cause).encode()).hexdigest()
