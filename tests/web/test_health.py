"""Whether a process lives and is ready, for whatever watches over it."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directbill.queries import installation


def told(path: str, **headers: str) -> tuple[int, Any]:
    answer = Client().get(path, headers=headers)
    return answer.status_code, json.loads(answer.content)


def test_a_process_lives_even_where_its_database_is_away() -> None:
    """The test has no database: any query would fail."""
    assert told("/health/live/") == (200, {"live": True})


@pytest.mark.django_db
def test_a_migrated_installation_is_ready_under_any_host_name() -> None:
    assert told("/health/", host="10.0.0.7:8000") == (200, {"live": True, "ready": True})
    assert told("/health/ready/") == (200, {"live": True, "ready": True})


@pytest.mark.django_db
def test_nothing_is_written_and_nobody_is_remembered() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().get("/health/")
    assert [q["sql"] for q in asked if not q["sql"].lstrip().upper().startswith("SELECT")] == []
    assert (answer.cookies, answer["Cache-Control"]) == ({}, "no-store")


@pytest.mark.django_db
def test_under_another_role_it_is_not_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        try:
            assert told("/health/") == (503, {"live": True, "ready": False})
        finally:
            cursor.execute("SET ROLE directbill_app")


def test_where_the_database_is_away_it_is_not_ready(django_db_blocker: Any) -> None:
    from tests.django_fixtures import using

    with django_db_blocker.unblock(), using("postgresql://nobody@127.0.0.1:1/none"):
        assert told("/health/ready/") == (503, {"live": True, "ready": False})


@pytest.mark.django_db
def test_what_is_to_be_migrated_is_named() -> None:
    assert installation.pending() == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert installation.pending() == ["sessions.0001_initial"]
