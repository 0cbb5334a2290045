"""An item laid aside until a day. It comes back by itself, earlier when something changes; no clock is touched."""

from datetime import date, datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import laying, work
from directbill.actions.shape.steps import Which
from directbill.core import attention
from directbill.core.errors import refuse
from directbill.queries import days
from directbill.records.models import Snooze


def begin(*, which: Which, until: date | None, reason: str, by: Actor, at: datetime) -> Snooze:
    """Lay an item aside: it leaves the queue until that day. The day it is due stays, and passes as it would.

    Refuses `snooze_day`, `snooze_not_ours`, `reason_missing` and `revision_stale`.
    """
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        row = laying.ours(which, Permission.ITEM_ASSIGN, by=by)
        asked = attention.aside(until, on=days.of(at), revision=row.revision)
        why = laying.reason(reason, key=row.key)
        Snooze.objects.filter(item=row, ended_at=None).update(ended_at=at)
        found = Snooze.objects.create(
            partner_id=row.partner_id,
            item=row,
            revision=asked.revision,
            until=asked.until,
            reason=why,
            by_id=work.person(by),
            at=at,
        )
        laying.written("snooze:begin", row, by=by, at=at, until=asked.until.isoformat())
    return found


def end(*, which: Which, by: Actor, at: datetime) -> Snooze:
    """Take it up again before its day. Refuses `not_there` where it is not laid aside."""
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        row = laying.ours(which, Permission.ITEM_ASSIGN, by=by)
        found = Snooze.objects.filter(item=row, ended_at=None).first()
        if found is None:
            raise refuse("not_there")
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        laying.written("snooze:end", row, by=by, at=at)
    return found
