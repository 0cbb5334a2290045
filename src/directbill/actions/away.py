"""Days somebody of the desk is away: they are given nothing new, and what they have is listed."""

from datetime import date, datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, work
from directbill.core import attention
from directbill.queries import days
from directbill.records.models import Away


def begin(*, first: date | None, last: date | None, by: Actor, at: datetime) -> Away:
    """Say from which to which day one is away oneself, both included. Refuses `away_days`."""
    with work.on(by, Permission.ITEM_ASSIGN):
        asked = attention.absence(first, last, on=days.of(at))
        found = Away.objects.create(person_id=work.person(by), first=asked.first, last=asked.last, at=at)
        _written("begin", found, by=by, at=at)
    return found


def end(*, absence: UUID, by: Actor, at: datetime) -> Away:
    """Be back early, or not go at all: one's own entry is taken back."""
    with work.on(by, Permission.ITEM_ASSIGN):
        found = work.lock(Away.objects.all(), id=absence, person_id=work.person(by), ended_at=None)
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        _written("end", found, by=by, at=at)
    return found


def _written(verb: str, found: Away, *, by: Actor, at: datetime) -> None:
    between = {"first": found.first.isoformat(), "last": found.last.isoformat()}
    audit.write(
        f"away:{verb}",
        by=by,
        at=at,
        subject=("person", found.person_id),
        changes=audit.changed({}, between),
    )
