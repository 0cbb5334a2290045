"""The databases of the tests: one migrated template on a real server, and a clone of it wherever one is needed.

`DATABASE_URL` names a server; without it the embedded one runs in the temporary folder. The template is made once
for the migrations as they are; a clone takes a fraction of a second.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from directbill.gateways import embedded, postgres

ROOT = Path(__file__).resolve().parents[1]
LOCK = 7_214_022
"""Whoever holds this advisory lock makes the template."""


def identity(*paths: Path) -> str:
    content = b"".join(path.read_bytes() for path in paths)
    return hashlib.sha256(content).hexdigest()[:12]


@contextmanager
def server() -> Iterator[str]:
    """The address of the server the tests use."""
    named = os.environ.get("DATABASE_URL", "")
    if named:
        yield named
        return
    folder = Path(tempfile.gettempdir()) / f"directbill-tests-{os.getuid()}-{identity_of_checkout()}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    with embedded.running(folder / "pg") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url


def identity_of_checkout() -> str:
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]


def template(url: str) -> str:
    """The migrated database to clone, made where it is not there yet."""
    migrations = sorted((ROOT / "src/directbill/records").rglob("*.py"))
    name = f"directbill_template_{identity(*migrations, ROOT / 'requirements/server.txt')}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            making = f"{name}_{uuid4().hex[:8]}"
            migrate(postgres.make_database(url, making))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(making), sql.Identifier(name)))
        connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


def migrate(url: str) -> None:
    """Run the migrations as the owner, in a process of their own."""
    environ = {
        **os.environ,
        "DATABASE_URL": url,
        "DIRECTBILL_AS_OWNER": "yes",
        "DIRECTBILL_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "directbill.config.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environ, check=True, cwd=ROOT)


@contextmanager
def clone(url: str, template_name: str) -> Iterator[str]:
    """A database of one's own, gone afterwards."""
    name = f"directbill_test_{uuid4().hex[:12]}"
    address = postgres.make_database(url, name, template=template_name)
    try:
        yield address
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))
