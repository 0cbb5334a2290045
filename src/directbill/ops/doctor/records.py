"""What the database says: its version, its tables, the walls, the worker, the jobs and the outbox."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError

from directbill.gateways import postgres
from directbill.ops.doctor.seen import Seen, ill, well
from directbill.queries import installation
from directbill.records.walls import ROLE

SILENT = timedelta(minutes=1)
"""A worker gives a sign of life every ten seconds."""
SLOW_JOBS = timedelta(minutes=10)
SLOW_MAIL = timedelta(minutes=30)


def looked(at: datetime) -> Iterator[Seen]:
    """Each of them; where the database cannot be asked, that alone."""
    try:
        yield _server()
        steps = _steps()
        yield steps
        if not steps.is_well:
            return
        yield from (look() for look in _each(at))
    except DatabaseError as fault:
        yield ill("database", "unreachable", found=str(fault).strip().partition("\n")[0])


def _each(at: datetime) -> tuple[Callable[[], Seen], ...]:
    return (_role, _walls, _worker, _jobs, lambda: _outbox(at))


def _server() -> Seen:
    found = installation.server_version()
    if not postgres.OLDEST <= found <= postgres.NEWEST:
        return ill("database", "version", found=found, oldest=postgres.OLDEST, newest=postgres.NEWEST)
    return well("database", found=found)


def _steps() -> Seen:
    pending = installation.pending()
    return ill("migrations", "pending", n=len(pending)) if pending else well("migrations")


def _role() -> Seen:
    found = installation.current_role()
    if found != ROLE or installation.role_passes_walls():
        return ill("role", "strong", found=found, wanted=ROLE)
    return well("role", found=found)


def _walls() -> Seen:
    found = installation.open_tables()
    return ill("walls", "open", found=", ".join(found)) if found else well("walls")


def _worker() -> Seen:
    sign = installation.queue().last_sign
    if sign is None:
        return ill("worker", "none")
    if sign > SILENT:
        return ill("worker", "silent", minutes=int(sign / timedelta(minutes=1)))
    return well("worker", seconds=max(0, int(sign.total_seconds())))


def _jobs() -> Seen:
    found = installation.queue()
    if found.oldest is not None and found.oldest > SLOW_JOBS:
        return ill("jobs", "slow", minutes=int(found.oldest / timedelta(minutes=1)))
    return ill("jobs", "failed", n=found.failed) if found.failed else well("jobs")


def _outbox(at: datetime) -> Seen:
    found = installation.outbox(at=at)
    if found.in_doubt:
        return ill("outbox", "in_doubt", n=found.in_doubt, failure=found.last_failure)
    if found.oldest is not None and found.oldest > SLOW_MAIL:
        minutes = int(found.oldest / timedelta(minutes=1))
        return ill("outbox", "slow", n=found.waiting, minutes=minutes, failure=found.last_failure)
    return well("outbox", n=found.waiting)
