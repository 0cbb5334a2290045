"""Times of interviews as they are booked, moved and given up, and the invitations that say so to calendars."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID, uuid4

from django.conf import settings

from directbill.actions.shape import links, outbox, work
from directbill.actions.shape.outbox import Letter
from directbill.actions.shape.steps import Deed
from directbill.core.errors import refuse
from directbill.core.slots import FOLLOWS, TABLE, State
from directbill.core.work import Work
from directbill.documents import clocking, invitation
from directbill.documents.invitation import CANCEL, Event
from directbill.documents.texts import catalog
from directbill.queries import people, slots
from directbill.queries.timeline import OF_ASSESSOR
from directbill.records.models import Item, Notice, Person, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A time as it is offered: what clocks of a zone show, how long, and where."""

    day: str
    time: str
    zone: str
    minutes: int
    place: str


def refuse_free(row: Item, verb: str, *, at: datetime) -> None:
    """Refuse a time of one's own choice where times are offered: one of them is booked."""
    if row.work == Work.ASSESSMENT and verb in {"book", "rebook"} and slots.open_(row, at=at):
        raise refuse("slots_offered")


def lock(row: Item, key: UUID) -> Slot:
    """One time of an assessment, locked. Refuses `not_there`."""
    return work.lock(Slot.objects.filter(item=row), id=key)


def move(found: Slot, verb: str) -> Slot:
    """Do a verb of its table."""
    found.state = TABLE.after(State(found.state), verb)
    found.revision += 1
    return found


def follow(row: Item, deed: Deed, *, at: datetime) -> None:
    """What a verb of the assessment means for the time that is booked."""
    found = slots.booked(row) if row.work == Work.ASSESSMENT and deed.verb in FOLLOWS else None
    if found is None:
        return
    move(found, FOLLOWS[deed.verb]).reason = deed.text
    if found.state == State.CANCELLED:
        found.sequence += 1
        tell("interview_cancelled", row, found, method=CANCEL, at=at)
    found.save()


def told_offered(row: Item, found: Slot, *, at: datetime) -> None:
    """The company is told that times are offered, once a day."""
    for reader in people.told(row.partner_id):
        _letter("slots_offered", row, found, reader, calendar="", at=at)


def tell(  # sentence: in which letter, of which assessment, of which time
    kind: str, row: Item, found: Slot, *, method: str, at: datetime
) -> list[Notice]:
    """Tell both sides, each with the event for their calendar."""
    readers = [*people.told(row.partner_id), *([row.assignee] if row.assignee else [])]
    notices = []
    for reader in {each.email.casefold(): each for each in readers if each.email}.values():
        calendar = invitation.written(_event(row, found, reader, method=method, at=at))
        notices.append(_letter(kind, row, found, reader, calendar=calendar, at=at))
    return notices


def fresh_uid() -> UUID:
    """The identity of a new event."""
    return uuid4()


def _event(row: Item, found: Slot, reader: Person, *, method: str, at: datetime) -> Event:
    owner, texts = row.application, catalog(reader.language)
    return Event(
        method=method,
        uid=f"{found.uid}@directbill",
        sequence=found.sequence,
        stamp=at,
        begins=found.begins,
        ends=found.begins + timedelta(minutes=found.minutes),
        summary=texts.say("slot.summary", company=owner.partner.name, reference=owner.reference),
        place=found.place,
        about=links.to(_path(row, reader)),
        organizer=parseaddr(settings.EMAIL_FROM)[1],
        attendee=reader.email,
    )


def _path(row: Item, reader: Person) -> str:
    if reader == row.assignee:
        return f"/assess/{row.id}/slots/"
    owner = row.application
    return f"/c/{owner.partner.reference}/applications/{owner.reference}/progress/{row.key}/slots/"


def _letter(kind: str, row: Item, found: Slot, reader: Person, *, calendar: str, at: datetime) -> Notice:
    owner, texts = row.application, catalog(reader.language)
    theirs = reader == row.assignee
    occasion = f"{found.uid}:{found.sequence}:{found.revision}" if calendar else at.date().isoformat()
    return outbox.queue(
        Letter(
            kind=kind,
            subject=(OF_ASSESSOR if theirs else "application", owner.reference),
            occasion=f"{row.id}:{occasion}",
            reader=reader.email,
            language=reader.language,
            partner=row.partner_id,
            due=row.due,
            values={
                "reference": owner.reference,
                "company": owner.partner.name,
                "time": clocking.said(slots.clocks(found), texts),
                "place": found.place,
                "reason": found.reason,
                "last": row.due.isoformat() if row.due else "",
                "url": links.to(_path(row, reader)),
                **({"calendar": calendar} if calendar else {}),
            },
        ),
        at=at,
    )
