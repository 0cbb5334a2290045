"""What doctor reads from the database: each thing that can be wrong is found, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from directbill.actions.shape import jobs
from directbill.ops import outbox
from directbill.ops.doctor import records
from directbill.ops.doctor.seen import Seen
from directbill.records import walls
from tests.cast import NOW
from tests.django_fixtures import using
from tests.ops.sending import Scripted, lease_ends, queued, sender

pytestmark = pytest.mark.django_db


def looked(**more: Any) -> dict[str, Seen]:
    return {seen.check: seen for seen in records.looked(more.get("at", NOW))}


def ill(**more: Any) -> dict[str, str]:
    """What is not well, with its code; a worker is not part of these tests."""
    return {s.check: s.code for s in looked(**more).values() if not s.is_well and s.check != "worker"}


def do(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def worker(silent_for: str) -> None:
    do(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '{silent_for}')")


def test_a_fresh_installation_is_well_but_for_its_worker() -> None:
    found = looked()
    assert {check: seen.is_well for check, seen in found.items()} == {
        "database": True,
        "migrations": True,
        "role": True,
        "walls": True,
        "worker": False,
        "jobs": True,
        "outbox": True,
    }
    assert found["worker"].code == "none"


@pytest.mark.parametrize(("silent_for", "code"), [("5 seconds", "well"), ("5 minutes", "silent")])
def test_a_worker_gives_signs_of_life(silent_for: str, code: str) -> None:
    worker(silent_for)
    assert looked()["worker"].code == code


def test_a_job_that_waits_too_long_is_found() -> None:
    jobs.queue(jobs.TIDY)
    assert ill() == {}
    do("UPDATE procrastinate_events SET at = at - interval '1 hour'")
    assert ill() == {"jobs": "slow"}


def test_a_job_that_waits_for_its_time_is_not_late() -> None:
    jobs.queue(jobs.TIDY)
    do(
        "UPDATE procrastinate_events SET at = at - interval '1 hour'",
        "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'",
    )
    assert ill() == {}


def test_a_job_that_failed_is_found() -> None:
    jobs.queue(jobs.TIDY)
    do("UPDATE procrastinate_jobs SET status = 'doing'", "UPDATE procrastinate_jobs SET status = 'failed'")
    assert ill() == {"jobs": "failed"}


def test_a_message_that_waits_too_long_is_found() -> None:
    queued()
    assert ill(at=NOW + timedelta(minutes=29)) == {}
    assert ill(at=NOW + timedelta(minutes=31)) == {"outbox": "slow"}


def test_a_message_in_doubt_is_found_at_once() -> None:
    key = queued()
    claim = outbox._claim(key)
    assert claim is not None
    outbox._hand_over(claim)
    lease_ends()
    outbox.settle(sender(Scripted()))
    assert ill() == {"outbox": "in_doubt"}


def test_a_table_without_a_wall_is_found() -> None:
    do("SET ROLE NONE", "ALTER TABLE records_account NO FORCE ROW LEVEL SECURITY", f"SET ROLE {walls.ROLE}")
    assert ill() == {"walls": "open"}
    assert looked()["walls"].values["found"] == "records_account"


def test_a_role_that_passes_the_walls_is_found() -> None:
    do("SET ROLE NONE")
    assert ill()["role"] == "strong"


def test_a_database_of_another_version_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records.postgres, "NEWEST", 9)
    assert ill()["database"] == "version"


def test_without_migrations_nothing_further_is_asked() -> None:
    do("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert list(looked()) == ["database", "migrations"]


def test_a_database_that_is_away_is_told_once(django_db_blocker: Any) -> None:
    with using("postgresql://nobody:secret@127.0.0.1:1/none"):
        found = looked()
    assert {check: seen.code for check, seen in found.items()} == {"database": "unreachable"}
    assert "secret" not in found["database"].values["found"]
