"""Walls in the database: the role the application works under owns nothing and sees only what its scope allows.

Row-level security asks `directbill.scope`, set with SET LOCAL by each request and job (records/scope.py). Without a
scope every partner-owned table answers with an error, not with rows.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROLE = "directbill_app"
"""The role of the application. It is a role without login; the connection takes it on."""

APPEND_ONLY = (
    "records_event",
    "records_submission",
    "records_evidencerevision",
    "records_evaluation",
    "records_message",
    "records_itemstep",
    "records_decision",
    "records_registeranswer",
    "records_criterionresult",
    "records_independence",
    "records_note",
    "records_nonconformitystep",
    "records_issuedpaper",
    "records_claim",
    "records_agreementsignature",
    "records_bureauorder",
    "records_bureaureport",
    "records_enrollmentstep",
    "records_billingstatement",
    "records_restrictionstep",
    "records_editiontold",
    "records_standingstep",
)
"""Tables whose rows are added and never changed, by right as well as by trigger."""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION directbill_scope() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE scope text := current_setting('directbill.scope', true);
BEGIN
  IF scope IS NULL OR scope = '' THEN
    RAISE EXCEPTION 'no scope is set: nothing partner-owned can be read or written'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN scope;
END $$;
CREATE OR REPLACE FUNCTION directbill_all() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT directbill_scope() = 'all' $$;
CREATE OR REPLACE FUNCTION directbill_partner() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT CASE WHEN directbill_scope() LIKE 'partner:%' THEN substr(directbill_scope(), 9)::uuid END $$;
CREATE OR REPLACE FUNCTION directbill_person() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT CASE WHEN directbill_scope() LIKE 'person:%' THEN substr(directbill_scope(), 8)::uuid END $$;
CREATE OR REPLACE FUNCTION directbill_link() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT CASE WHEN directbill_scope() LIKE 'link:%' THEN substr(directbill_scope(), 6) END $$;
"""
"""What the policies ask. They run once a statement, not once a row, where a policy calls them in a subselect."""

FUNCTIONS_BACK = """
DROP FUNCTION directbill_link(); DROP FUNCTION directbill_person(); DROP FUNCTION directbill_partner();
DROP FUNCTION directbill_all(); DROP FUNCTION directbill_scope();
"""

MAKE_ROLE = f"""
DO $$ BEGIN
  CREATE ROLE {ROLE} NOLOGIN NOBYPASSRLS NOSUPERUSER;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT {ROLE} TO CURRENT_USER;
"""
"""A role belongs to the server, not to the database; another database of the same server may have made it."""


OF_DESK = "(SELECT directbill_all())"
"""Rows of the desk alone: in the scope of a partner there are none, of its own neither."""


def own(column: str = "partner_id") -> str:
    """Rows of the partner in scope, or all rows where the scope is all."""
    return f"(SELECT directbill_all()) OR {column} = (SELECT directbill_partner())"


def guard(table: str, condition: str, *, written: str = "") -> str:
    """SQL that puts a table behind the wall: what may be read, and what may be written where it differs."""
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS scope ON {table};
CREATE POLICY scope ON {table} USING ({condition}) WITH CHECK ({written or condition});
"""


def unguard(table: str) -> str:
    """SQL that takes the wall away again."""
    return f"DROP POLICY IF EXISTS scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


def grant(using: str = "default", **_: Any) -> None:  # shape: a receiver of post_migrate
    """After every migration: the application may read and write all tables, and only add to the append-only ones."""
    connection = connections[using]
    if connection.vendor != "postgresql" or not _has_role(connection):
        return
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        existing = set(connection.introspection.table_names(cursor))
        for table in sorted(existing.intersection(APPEND_ONLY)):
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {ROLE}")


def _has_role(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        return cursor.fetchone() is not None
