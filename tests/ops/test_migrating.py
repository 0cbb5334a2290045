"""The roles of docs/how-to/install-a-server.md: who owns, who serves, who backs up. No superuser is among them."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from directbill.gateways import embedded
from tests import system_postgres
from tests.ops.serving import command

pytestmark = pytest.mark.slow


@pytest.fixture(params=["our own", "the system's"])
def server(request: pytest.FixtureRequest, passable: Path) -> Iterator[str]:
    """A server of one's own, which lets in every role that can log in."""
    if request.param == "the system's":
        with system_postgres.cluster() as url:
            yield url
        return
    with embedded.running(passable / "pg") as url:
        (passable / "pg" / "pg_hba.conf").write_text("local all all trust\n")
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("SELECT pg_reload_conf()")
        yield url


def made(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def at(url: str, user: str) -> str:
    return make_conninfo(url, user=user, dbname="directbill")


def test_the_roles_of_the_guide_migrate_serve_and_back_up(server: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    made(
        server,
        "CREATE ROLE directbill_owner LOGIN CREATEROLE",
        "CREATE DATABASE directbill OWNER directbill_owner ENCODING 'UTF8' TEMPLATE template0",
    )
    migrated = command(data, "migrate", DATABASE_URL=at(server, "directbill_owner"))
    assert migrated.returncode == 0, migrated.stderr
    made(
        server,
        "CREATE ROLE directbill_web LOGIN IN ROLE directbill_app",
        "CREATE ROLE directbill_backup LOGIN BYPASSRLS IN ROLE directbill_owner",
    )
    web = at(server, "directbill_web")
    looked = command(data, "doctor", DATABASE_URL=web).stdout
    wanted = ("Database", "Migrations", "Role", "Walls", "Jobs", "Outbox")
    assert [name for name in wanted if f"✓ {name}" not in looked] == [], looked
    assert command(data, "clock", "forward", "1", DATABASE_URL=web).returncode == 0
    refused = command(data, "migrate", DATABASE_URL=web)
    assert refused.returncode == 0, "nothing is pending, so nothing is asked of the role"
    backed = command(data, "backup", str(tmp_path / "backup"), DATABASE_URL=at(server, "directbill_backup"))
    assert backed.returncode == 0, backed.stderr
    stopped = command(data, "backup", str(tmp_path / "other"), DATABASE_URL=web)
    assert (stopped.returncode, (tmp_path / "other").exists()) == (2, False)
