"""The installation itself: its database, its worker, its queue and its outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from directbill.core.delivery import Delivery
from directbill.queries import outbox as outboxes
from directbill.records import scope
from directbill.records.models import OutboxMessage
from directbill.records.walls import ROLE


def is_ready() -> bool:
    """Whether pages can be served: the database answers under its role, and nothing is left to migrate."""
    try:
        return current_role() == ROLE and _migrated()
    except (DatabaseError, Unmigrated):
        return False


class Unmigrated(Exception):
    """Migrations are still to be applied."""


@cache
def _migrated() -> bool:
    """Whether nothing is left to migrate. A yes is remembered: nothing takes a migration back under a process."""
    if pending():
        raise Unmigrated
    return True


def pending() -> list[str]:
    """Migrations that are still to be applied, by name, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def current_role() -> str:
    """The role this process works under."""
    return str(_one("SELECT current_user"))


def server_version() -> int:
    """The major version of the server."""
    return int(str(_one("SHOW server_version_num"))) // 10_000


def open_tables() -> list[str]:
    """Tables with a partner's records that are behind no wall. There must be none."""
    return _many(
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
        "AND a.attname IN ('partner_id', 'partner_key') AND NOT a.attisdropped "
        "AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
    )


def role_passes_walls() -> bool:
    """Whether the role this process works under could see past the walls."""
    return bool(_one("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))


@dataclass(frozen=True, slots=True)
class Queue:
    """The jobs: when a worker last gave a sign of life, how long the oldest due job has waited, how many failed."""

    last_sign: timedelta | None
    oldest: timedelta | None
    failed: int


def queue() -> Queue:
    """How the jobs stand. Ages are by the database's clock."""
    sign = _one("SELECT now() - max(last_heartbeat) FROM procrastinate_workers")
    oldest = _one(
        "SELECT now() - min(greatest(e.at, coalesce(j.scheduled_at, e.at))) FROM procrastinate_jobs j "
        "JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' "
        "WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()"
    )
    failed = _one("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    return Queue(_age(sign), _age(oldest), int(str(failed)))


@dataclass(frozen=True, slots=True)
class Outbox:
    """The messages that have not left: how many, how long the oldest has waited, and how many are in doubt."""

    waiting: int
    oldest: timedelta | None
    in_doubt: int
    last_failure: str


def outbox(*, at: datetime) -> Outbox:
    """How the outbox stands at a moment of the installation's clock."""
    with scope.scoped(scope.EVERYONE):
        waiting = OutboxMessage.objects.filter(state__in=outboxes.OPEN)
        oldest = waiting.exclude(state=Delivery.UNKNOWN).order_by("queued_at").first()
        failed = waiting.exclude(failure="").order_by("-attempts").first()
        return Outbox(
            waiting.count(),
            None if oldest is None else at - oldest.queued_at,
            waiting.filter(state=Delivery.UNKNOWN).count(),
            "" if failed is None else failed.failure,
        )


def _age(found: object) -> timedelta | None:
    return found if isinstance(found, timedelta) else None


def _one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return None if row is None else row[0]


def _many(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [str(row[0]) for row in cursor.fetchall()]
