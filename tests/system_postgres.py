"""A throw-away cluster of the PostgreSQL the system has, beside the embedded one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
ACCOUNT = "postgres"
"""The system user such a package brings: PostgreSQL refuses to run as root."""


def programs() -> Path | None:
    """Where the newest one's programs are; None where the system has none."""
    found = sorted(p for pattern in PLACES for p in Path("/").glob(pattern[1:]) if (p / "initdb").exists())
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh server, gone afterwards. Skips where the system has none."""
    at = programs()
    if at is None:
        pytest.skip("no PostgreSQL of the system's own (Debian: the package postgresql)")
    with tempfile.TemporaryDirectory(prefix="db-system-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(data, ACCOUNT)
        run(at / "initdb", "-D", data, "--username=owner", "--encoding=UTF8", "--locale=C", "--auth=trust")
        options = f"-c listen_addresses='' -c fsync=off -k '{data}'"
        run(at / "pg_ctl", "start", "-w", "-D", data, "-l", data / "log", "-o", options)
        try:
            yield make_conninfo(host=str(data), user="owner", dbname="postgres")
        finally:
            run(at / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)


def run(*words: str | Path) -> None:
    account = ACCOUNT if os.geteuid() == 0 else None
    subprocess.run(
        list(map(str, words)),
        user=account,
        cwd="/",
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
