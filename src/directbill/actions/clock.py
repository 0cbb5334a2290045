"""The clock of a sandbox: moved forward, or set back to the real time."""

from datetime import datetime, timedelta

from django.conf import settings

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, jobs, work
from directbill.core.errors import refuse
from directbill.records.models import ClockShift

REAL = timedelta(0)


def move(*, to: datetime, by: Actor, at: datetime) -> ClockShift:
    """Let the installation's clock show a later time; it runs on from there. What is due by then is done at once.

    Refuses `clock_production`, and `clock_backwards` where the time is not after the present one.
    """
    with work.on(by, Permission.CLOCK_MOVE):
        before = _shift()
        if to <= at:
            raise refuse("clock_backwards", found=_plain(to), now=_plain(at))
        found = _keep(before + (to - at), at=at - before)
        _written("move", by, at=at, shows=to)
        jobs.queue(jobs.UNFINISHED, once=jobs.UNFINISHED)
    return found


def reset(*, by: Actor, at: datetime) -> ClockShift:
    """Back to the real time. What was recorded ahead of it keeps its dates. Refuses `clock_production`."""
    with work.on(by, Permission.CLOCK_MOVE):
        real = at - _shift()
        found = _keep(REAL, at=real)
        _written("reset", by, at=at, shows=real)
    return found


def _shift() -> timedelta:
    """How far the clock is ahead, held still until the transaction ends."""
    if settings.PRODUCTION:
        raise refuse("clock_production")
    found = ClockShift.objects.select_for_update().first()
    return REAL if found is None else found.ahead


def _plain(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")


def _keep(ahead: timedelta, *, at: datetime) -> ClockShift:
    found, _ = ClockShift.objects.update_or_create(row=1, defaults={"ahead": ahead, "moved_at": at})
    return found


def _written(verb: str, by: Actor, *, at: datetime, shows: datetime) -> None:
    changes = audit.changed({"clock": at.isoformat()}, {"clock": shows.isoformat()})
    audit.write(f"clock:{verb}", by=by, at=at, subject=("clock", "installation"), changes=changes)
