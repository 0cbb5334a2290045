"""`directbill serve`: everything starts with one command, heals what dies, and leaves nothing behind."""

import os
import re
import signal
import socket
import stat
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from directbill.ops import demo_accounts
from tests import database
from tests.ops import serving
from tests.ops.serving import Running, numbers, processes, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """One data folder for all starts: only the first one makes it."""
    with tempfile.TemporaryDirectory(prefix="db-") as name:
        yield Path(name) / "data"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Running]:
    with serving.serving(data) as found:
        yield found


def test_the_first_start_makes_everything_and_sigterm_ends_everything(data: Path) -> None:
    with serving.serving(data) as running:
        assert running.asked("/health/live/") == (200, {"live": True})
        assert running.asked("/health/") == (200, {"live": True, "ready": True})
        assert running.get("/")[0] == 200
        assert running.ended(signal.SIGTERM) == 0
    assert processes(data) == {}


def test_secrets_are_for_this_account_alone(running: Running) -> None:
    modes = {
        name: stat.S_IMODE((running.data / name).stat().st_mode)
        for name in ("secret-key", "files", "mail", "logs", "pg")
    }
    assert modes == {"secret-key": 0o600, "files": 0o700, "mail": 0o700, "logs": 0o700, "pg": 0o700}
    assert len((running.data / "secret-key").read_text().strip()) >= 50


@pytest.mark.parametrize("word", ["worker_process", "web_server"])
def test_what_dies_is_started_again(running: Running, word: str) -> None:
    us = running.process.pid
    (killed,) = numbers(running.data, word, of=us)
    os.kill(killed, signal.SIGKILL)
    until(lambda: numbers(running.data, word, of=us) - {killed})
    until(lambda: answers(running))
    assert running.process.poll() is None


def answers(running: Running) -> bool:
    try:
        return running.get("/health/")[0] == 200
    except OSError:
        return False


def test_a_process_of_the_web_server_that_dies_is_replaced(running: Running) -> None:
    (server,) = numbers(running.data, "web_server", of=running.process.pid)
    before = until(lambda: numbers(running.data, "web_server", of=server))
    os.kill(min(before), signal.SIGKILL)
    until(lambda: numbers(running.data, "web_server", of=server) - before)
    until(lambda: answers(running))


def test_ctrl_c_ends_everything_with_the_code_of_an_interruption() -> None:
    with tempfile.TemporaryDirectory(prefix="db-") as name, serving.serving(Path(name)) as running:
        assert running.ended(signal.SIGINT) == 130
        assert processes(running.data) == {}
        assert "Stopping …" in running.said
        assert running.said[-1] == "Stopped."


def test_where_serve_itself_is_killed_its_processes_end_by_themselves(passable: Path) -> None:
    data = passable / "data"
    with serving.serving(data) as running:
        running.process.kill()
        running.process.wait()
        until(lambda: not numbers(data, "directbill.ops"))
        until(lambda: not numbers(data, "multiprocessing"))
    with serving.serving(data) as again:
        assert again.ended(signal.SIGTERM) == 0
    assert processes(data) == {}, "the next start takes the database over"


def test_doctor_finds_a_served_installation_well(running: Running) -> None:
    told = serving.command(running.data, "doctor")
    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, "Everything is as it should be."), (
        told.stdout
    )


def test_a_second_one_on_the_same_folder_says_that_it_is_served_and_where(running: Running) -> None:
    told = serving.command(running.data, "serve", "--port", "0")
    assert (told.returncode, f"This data folder is served already, at {running.address}." in told.stderr) == (
        2,
        True,
    )
    assert running.asked("/health/") == (200, {"live": True, "ready": True}), "the first one is not disturbed"


def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = serving.command(tmp_path / "data", "serve", "--port", port)
    assert told.returncode == 2
    assert f"127.0.0.1:{port} cannot be listened on" in told.stderr
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = serving.command(tmp_path / "file" / "data", "serve", "--port", "0")
    assert (told.returncode, "the data folder cannot be written" in told.stderr) == (2, True)


def test_a_named_database_that_was_never_migrated_is_refused_and_left_alone(
    postgres_server: str, tmp_path: Path
) -> None:
    with database.clone(postgres_server, "template1") as url:
        told = serving.command(tmp_path / "data", "serve", "--port", "0", "--database", url)
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchone()
    assert (told.returncode, "directbill migrate" in told.stderr, tables) == (2, True, (0,)), told.stderr


def test_a_server_that_cannot_be_reached_is_refused_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://someone:secret-word@127.0.0.1:1/none"
    told = serving.command(tmp_path / "data", "serve", "--port", "0", "--database", url)
    assert (told.returncode, "secret-word" in told.stderr + told.stdout) == (2, False)


def test_a_migrated_named_database_is_served(own_database: str, tmp_path: Path) -> None:
    with serving.serving(tmp_path / "data", "--database", own_database) as running:
        assert running.asked("/health/")[0] == 200
        assert not (running.data / "pg").exists()
        assert running.ended(signal.SIGTERM) == 0


@pytest.mark.parametrize(
    "words", [("--port", "70000"), ("--port", "http"), ("--host", "no.such.host.invalid")]
)
def test_where_nobody_can_listen_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    told = serving.command(tmp_path / "data", "serve", *words)
    assert (told.returncode, (tmp_path / "data").exists()) == (2, False)


def test_a_production_installation_shows_no_made_up_companies(tmp_path: Path) -> None:
    told = serving.command(tmp_path / "data", "serve", "--demo", DIRECTBILL_PRODUCTION="yes")
    assert (told.returncode, "production installation" in told.stderr) == (2, True)


def test_a_setting_that_cannot_be_read_is_named(own_database: str, tmp_path: Path) -> None:
    told = serving.command(
        tmp_path / "data", "serve", "--port", "0", DATABASE_URL=own_database, DIRECTBILL_PRODUCTION="perhaps"
    )
    assert (told.returncode, "DIRECTBILL_PRODUCTION is 'perhaps'" in told.stderr) == (2, True)


def test_the_demo_answers_soon_and_everybody_in_it_signs_in(passable: Path) -> None:
    """Half a minute on a machine that has nothing else to do; as much longer as it has."""
    began = time.monotonic()
    with serving.serving(passable / "data", "--demo") as running:
        assert running.get("/")[0] == 200
        busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
        assert time.monotonic() - began < 30 * busy
        accounts = demo_accounts.read(running.data)
        for role, seen in (
            ("global_administrator", "Example Reseller (generated)"),
            ("reviewer", "Rea Example"),
        ):
            account = next(account for account in accounts if account.role == role)
            assert seen in signed_in(running, account.email, account.password)
        manager = next(account for account in accounts if account.email == "admin@reseller.example")
        until(lambda: "<svg" in signed_in(running, manager.email, manager.password), within=60 * busy)
        assert running.ended(signal.SIGTERM) == 0
    assert processes(running.data) == {}
    shown = "\n".join(running.said)
    assert [a.email for a in accounts if f"{a.password}" not in shown] == []
    assert [line for line in running.said if len(line) > 80 and str(running.data) not in line] == []


def signed_in(running: Running, email: str, password: str) -> str:
    """The page somebody comes to who signs in as a browser does: with the form's own secret."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    form = browser.open(running.address + "/sign-in/", timeout=20).read().decode()
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert secret
    sent = {"csrfmiddlewaretoken": secret[1], "email": email, "password": password}
    asked = urllib.request.Request(
        running.address + "/sign-in/",
        data=urllib.parse.urlencode(sent).encode(),
        headers={"Referer": running.address + "/sign-in/", "Origin": running.address},
    )
    try:
        answer = browser.open(asked, timeout=20)
    except urllib.error.HTTPError as refused:
        raise AssertionError(f"{refused.url}: {refused.code}") from None
    assert not answer.url.endswith("/sign-in/"), answer.read().decode()[:2000]
    return str(answer.read().decode())
