"""The embedded server: shared, closed to others, and stopped by the last one who leaves, however they leave."""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from directbill.core.errors import Refusal
from directbill.gateways import embedded, postgres
from tests.database import ROOT

pytestmark = pytest.mark.slow
USER = """
import sys
from pathlib import Path
from directbill.gateways import embedded
with embedded.running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def another(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that uses the server until its input ends."""
    command = [sys.executable, "-c", USER, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    with process:
        process.stdout.readline()
        yield process
        process.stdin.close()


def postmaster(folder: Path) -> int:
    """The process of the server, or 0."""
    file = folder / "postmaster.pid"
    number = int(file.read_text().splitlines()[0]) if file.exists() else 0
    return number if number and Path(f"/proc/{number}").exists() else 0


def answers(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_two_processes_share_one_server_and_the_last_one_stops_it(passable: Path) -> None:
    folder = passable / "pg"
    with another(folder):
        first = postmaster(folder)
        with embedded.running(folder) as url:
            assert answers(url)
            assert postmaster(folder) == first
        assert postmaster(folder) == first
    assert postmaster(folder) == 0


def test_a_process_that_was_killed_counts_as_having_left(passable: Path) -> None:
    folder = passable / "pg"
    with embedded.running(folder):
        with another(folder) as killed:
            killed.kill()
            killed.wait()
        assert postmaster(folder)
    assert postmaster(folder) == 0


def test_a_server_that_was_killed_comes_back_with_its_data(passable: Path) -> None:
    folder = passable / "pg"
    with embedded.running(folder) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS value")
        killed = postmaster(folder)
        os.kill(killed, signal.SIGKILL)
        while postmaster(folder):
            time.sleep(0.05)
    with embedded.running(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT value FROM kept").fetchone() == (42,)


def test_it_listens_on_no_address_and_lets_in_only_its_own_account(passable: Path) -> None:
    folder = passable / "pg"
    with embedded.running(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = connection.execute("SELECT type, auth_method FROM pg_hba_file_rules").fetchall()
        assert rules == [("local", "peer")]
        if os.geteuid() == 0:
            said = as_nobody(url)
            assert said.returncode != 0
            assert "Permission denied" in said.stderr


def as_nobody(url: str) -> "subprocess.CompletedProcess[str]":
    program = embedded.programs() / "psql"
    command = [str(program), "--no-psqlrc", "-c", "SELECT 1", url]
    return subprocess.run(
        command,
        user=65534,
        group=65534,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_even_where_the_socket_is_open_another_account_is_not_let_in(passable: Path) -> None:
    with embedded.running(passable / "pg") as url:
        for place in (passable / "pg", passable / "pg" / embedded.SOCKET):
            place.chmod(0o777)
        assert "Peer authentication failed" in as_nobody(url).stderr


def test_a_folder_with_a_long_name_has_its_socket_elsewhere(passable: Path) -> None:
    folder = passable / ("long" * 30) / "pg"
    with embedded.running(folder) as url:
        assert answers(url)
        assert not (folder / embedded.SOCKET).exists()


def test_the_data_of_another_version_is_left_alone(passable: Path) -> None:
    folder = passable / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("16\n")
    with pytest.raises(Refusal) as refused, embedded.running(folder):
        pass
    assert refused.value.code == "database_other_version"


def test_a_server_that_does_not_start_says_why(passable: Path) -> None:
    folder = passable / "pg"
    folder.mkdir()
    (folder / "something").write_text("of somebody's")
    with pytest.raises(Refusal) as refused, embedded.running(folder):
        pass
    assert refused.value.code == "database_not_started"
    assert "not empty" in refused.value.faults[0].found


def test_its_version_is_one_the_product_is_tested_on(postgres_server: str) -> None:
    assert postgres.OLDEST <= postgres.version(postgres_server) <= postgres.NEWEST


FIRST_START = """
import sys
from directbill.gateways import embedded
embedded.SYSTEM_USER = sys.argv[1]
sys.stdin.readline()
print(embedded._account().pw_uid)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes accounts")
def test_many_first_starts_at_once_make_one_account() -> None:
    name = f"db{os.getpid()}"
    command = [sys.executable, "-c", FIRST_START, name]
    pipe = subprocess.PIPE
    starts = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(6)
    ]
    try:
        for start in starts:
            assert start.stdin
            start.stdin.write("go\n")
            start.stdin.flush()
        said = [start.communicate() for start in starts]
        assert {out for out, _ in said} == {f"{pwd.getpwnam(name).pw_uid}\n"}, said
    finally:
        subprocess.run(["userdel", name], capture_output=True, check=False)
