"""The commands of an installation, as a person runs them: on a database of its own."""

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.django_fixtures import using
from tests.ops.sending import Scripted, queued, sender
from tests.ops.serving import command

from directbill.gateways.mail.failures import Doubtful, Permanent, Temporary
from directbill.ops import outbox

pytestmark = pytest.mark.slow
Told = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def told(own_database: str, tmp_path: Path) -> Told:
    """A command of a migrated installation."""
    (tmp_path / "data").mkdir(mode=0o700)

    def run(*words: str, **environ: str) -> "CompletedProcess[str]":
        return command(tmp_path / "data", *words, DATABASE_URL=own_database, **environ)

    return run


def test_the_clock_moves_forward_shows_so_and_goes_back_when_told_so_twice(told: Told) -> None:
    assert told("clock", "show").stdout.endswith("the real time.\n")
    assert "30 days ahead of the real time" in told("clock", "forward", "30").stdout
    assert "30 days ahead of the real time" in told("clock", "show").stdout
    later = told("clock", "set", "2090-02-28", DIRECTBILL_TIME_ZONE="Europe/Prague")
    assert re.match(r"Tuesday 28 Feb 2090, \d\d:\d\d CET: ", later.stdout)
    backwards = told("clock", "set", "2026-01-01")
    assert (backwards.returncode, "only moves forward" in backwards.stderr) == (2, True)
    unsure = told("clock", "reset")
    assert (unsure.returncode, "directbill clock reset --yes" in unsure.stderr) == (2, True)
    assert told("clock", "reset", "--yes").stdout.endswith("the real time.\n")


@pytest.mark.parametrize(
    "words",
    [("forward", "0"), ("forward", "-1"), ("forward", "tomorrow"), ("set", "31.12.2027"), ("set", "soon")],
)
def test_what_is_no_time_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    found = command(tmp_path / "data", "clock", *words)
    assert (found.returncode, (tmp_path / "data").exists()) == (2, False)


def test_the_clock_of_a_production_installation_does_not_move(told: Told) -> None:
    found = told("clock", "forward", "1", DIRECTBILL_PRODUCTION="yes")
    assert (found.returncode, "production installation" in found.stderr) == (2, True)
    assert told("clock", "show").stdout.endswith("the real time.\n")


def test_mail_lists_every_message_with_what_became_of_it(
    told: Told, own_database: str, django_db_blocker: Any
) -> None:
    assert "There is no such message" in told("mail", "list").stderr
    with django_db_blocker.unblock(), using(own_database):
        for failure in (
            Permanent("550 no such mailbox"),
            Temporary("451 later"),
            Doubtful("the line broke"),
            None,
        ):
            outbox.deliver(queued(str(failure)), sender(Scripted(fails=[failure])))
        key = queued("waits")
    listed = told("mail", "list", "--state", "all").stdout
    words = sorted(line.split()[0] for line in listed.splitlines() if not line.startswith(" "))
    assert words == ["bounced", "in", "sent", "waits", "waits"]
    assert [
        said for said in ("550 no such mailbox", "451 later", "the line broke", key) if said not in listed
    ] == []
    assert len(told("mail", "list", "--state", "bounced", "--lang", "cs").stdout.splitlines()) == 2


def test_mail_notes_what_came_back_by_its_key_or_its_message_id(
    told: Told, own_database: str, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), using(own_database):
        key = queued()
        outbox.deliver(key, sender(Scripted()))
    noted = told("mail", "bounced", f"<{key}@desk.example.com>", "--reason", "550 gone")
    assert (noted.returncode, "ada@example.com came back" in noted.stdout) == (0, True), noted.stderr
    again = told("mail", "bounced", key)
    assert (again.returncode, "bounced already" in again.stderr) == (2, True)
    unknown = told("mail", "bounced", "f" * 64)
    assert (unknown.returncode, "There is no message" in unknown.stderr) == (2, True)


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_doctor_says_of_each_thing_how_to_mend_it(told: Told, lang: str) -> None:
    found = told(
        "doctor", "--lang", lang, DIRECTBILL_SECRET_KEY="short", DIRECTBILL_BASE_URL="http://elsewhere"
    )
    ill = [line for line in found.stdout.splitlines() if line.startswith("✗")]
    mended = [line for line in found.stdout.splitlines() if line.startswith("                     ")]
    assert (found.returncode, len(ill), len(mended)) == (1, 4, 4), found.stdout
    assert "{" not in found.stdout


def test_doctor_of_a_production_installation_names_what_it_wants(told: Told) -> None:
    found = told("doctor", DIRECTBILL_PRODUCTION="yes").stdout
    assert "✗ Address            http://127.0.0.1:8000 is not encrypted" in found
    assert "✗ Production         wants DIRECTBILL_EMAIL_URL, DIRECTBILL_EMAIL_FROM" in found


def test_doctor_without_an_installation_makes_none(tmp_path: Path) -> None:
    found = command(tmp_path / "data", "doctor")
    assert (found.returncode, "is not there yet" in found.stdout) == (1, True)
    assert not (tmp_path / "data").exists()


def test_doctor_of_a_database_that_is_away_repeats_no_password(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    url = "postgresql://someone:secret-word@127.0.0.1:1/none"
    found = command(tmp_path / "data", "doctor", DATABASE_URL=url)
    assert (found.returncode, "cannot be reached" in found.stdout) == (1, True)
    assert "secret-word" not in found.stdout + found.stderr


@pytest.mark.parametrize("words", [("clock", "show"), ("mail", "list"), ("worker",)])
def test_a_command_that_finds_no_installation_says_so_and_makes_none(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    found = command(tmp_path / "data", *words)
    assert (found.returncode, "there is no installation" in found.stderr) == (2, True)
    assert not (tmp_path / "data").exists()


def test_migrating_says_what_it_did_and_the_second_time_that_nothing_was_to_do(
    postgres_server: str, tmp_path: Path
) -> None:
    from tests import database

    with database.clone(postgres_server, "template1") as url:
        first = command(tmp_path / "data", "migrate", DATABASE_URL=url)
        assert (first.returncode, "steps applied" in first.stdout) == (0, True), first.stderr
        again = command(tmp_path / "data", "migrate", DATABASE_URL=url)
        assert (again.returncode, again.stdout) == (0, "Nothing to do. The database is ready.\n")


def test_whoever_does_not_own_the_database_is_told_so(postgres_server: str, tmp_path: Path) -> None:
    import psycopg
    from tests import database

    with database.clone(postgres_server, "template1") as url:
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute(
                "DO $$ BEGIN CREATE ROLE directbill_nobody LOGIN; EXCEPTION WHEN OTHERS THEN NULL; END $$"
            )
        options = psycopg.conninfo.make_conninfo(url, options="-c role=directbill_nobody")
        found = command(tmp_path / "data", "migrate", DATABASE_URL=options)
    assert (found.returncode, "refuses to be changed" in found.stderr) == (2, True), found.stderr
