"""What of the queue is laid aside or put before the program manager, and who of the desk is away."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from directbill.core import application as applications
from directbill.core import attention
from directbill.core.findings import Turn
from directbill.queries import people
from directbill.records.models import Away, Escalation, Item, Message, Person, Snooze
from directbill.records.words import DeskRole, Side


def is_aside(on: date) -> Exists:
    """Whether an item is laid aside on a day: `attention.Aside.lasts`, asked of the whole queue at once."""
    heard = Message.objects.filter(item=OuterRef("item"), side=Side.PARTNER, at__gt=OuterRef("at"))
    rows = Snooze.objects.filter(item=OuterRef("pk"), until__gt=on, ended_at=None)
    return Exists(rows.filter(~Exists(heard), revision=OuterRef("revision")))


def is_escalated() -> Exists:
    """Whether an item is before the program manager."""
    return Exists(Escalation.objects.filter(item=OuterRef("pk"), answered_at=None))


def aside(row: Item, *, on: date) -> Snooze | None:
    """Why and until when an item is laid aside, where it is."""
    found = Snooze.objects.filter(item=row, ended_at=None).select_related("by").first()
    if found is None:
        return None
    heard = Message.objects.filter(item=row, side=Side.PARTNER, at__gt=found.at).exists()
    lasts = attention.Aside(found.until, found.revision).lasts(on=on, revision=row.revision, heard=heard)
    return found if lasts else None


def escalations(row: Item) -> list[Escalation]:
    """Everything about an item that was put before the program manager, the newest first."""
    return list(Escalation.objects.filter(item=row).select_related("by", "answered_by"))


def waiting() -> list[Escalation]:
    """What waits for the program manager, the longest first. One query."""
    rows = Escalation.objects.filter(answered_at=None, item__application__state=applications.State.SUBMITTED)
    return list(rows.select_related("item__application__partner", "by").order_by("at", "id"))


def absences(person: UUID, *, on: date) -> list[Away]:
    """Days somebody is away, now or later."""
    return list(Away.objects.filter(person_id=person, last__gte=on, ended_at=None))


def away(*, on: date) -> dict[UUID, date]:
    """Whoever is away on a day, and until when. One query."""
    found: dict[UUID, list[attention.Absence]] = {}
    for row in Away.objects.filter(last__gte=on, ended_at=None):
        found.setdefault(row.person_id, []).append(attention.Absence(row.first, row.last))
    until = {person: attention.away_until(rows, on=on) for person, rows in found.items()}
    return {person: day for person, day in until.items() if day is not None}


def held_by(people_: Iterable[UUID]) -> list[Item]:
    """What these people have taken on and the desk must act on, by its day."""
    rows = Item.objects.filter(
        assignee__in=list(people_), turn=Turn.DESK, application__state=applications.State.SUBMITTED
    )
    rows = rows.select_related("application__partner", "assignee")
    return list(rows.order_by(F("due").asc(nulls_last=True), "id"))


def colleagues(row: Item, roles: Iterable[DeskRole], *, on: date) -> list[Person]:
    """Whom an item may be given to: whoever holds one of these roles, does not have it, never left it, and is here."""
    gone = away(on=on)
    kept_out = {*row.left, str(row.assignee_id or "")}
    return [each for each in people.at_desk(roles) if each.id not in gone and str(each.id) not in kept_out]


def names(people_: Iterable[UUID]) -> dict[UUID, str]:
    """What people are called. One query."""
    return {row.id: str(row) for row in Person.objects.filter(id__in=list(people_))}
