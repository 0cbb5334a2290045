"""What is added only is neither changed nor removed, by the application's role or by the owner of the tables."""

import psycopg
import pytest
from django.apps import apps

from directbill.records import walls


def guarded() -> set[str]:
    """Tables whose model has the trigger."""
    models = apps.get_app_config("records").get_models()
    return {
        m._meta.db_table
        for m in models
        if any(t.name == "append_only" for t in getattr(m._meta, "triggers", ()))
    }


def test_every_table_with_the_trigger_is_also_guarded_by_right() -> None:
    assert guarded() == set(walls.APPEND_ONLY)
    assert {"records_event", "records_submission"} <= guarded()


def refused(url: str, table: str, statement: str) -> str:
    """Who tried it, and what the database said."""
    with psycopg.connect(url, autocommit=True) as connection:
        owner = connection.execute(
            "SELECT tableowner FROM pg_tables WHERE tablename = %s", [table]
        ).fetchone()
        who = "owner" if owner == (connection.info.user,) else "somebody"
        try:
            connection.execute(statement.format(table))  # type: ignore[arg-type]  # types: our own text
        except psycopg.errors.RaiseException as refusal:
            return f"{who}: {refusal.diag.message_primary}"
    return f"{who}: done"


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_even_the_owner_can_neither_change_nor_remove_what_is_append_only(
    own_database: str, statement: str
) -> None:
    found = {table: refused(own_database, table, statement) for table in walls.APPEND_ONLY}
    assert found == {
        t: f"owner: rows of {t} are added and never changed or removed" for t in walls.APPEND_ONLY
    }


def test_the_application_has_no_right_to_change_them_either(own_database: str) -> None:
    with psycopg.connect(own_database) as connection:
        rows = connection.execute(
            "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = %s",
            [walls.ROLE],
        ).fetchall()
    rights = {table: {right for name, right in rows if name == table} for table in walls.APPEND_ONLY}
    assert rights == {table: {"SELECT", "INSERT"} for table in walls.APPEND_ONLY}
