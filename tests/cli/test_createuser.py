"""Local accounts from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.journeys.command import COMMAND
from tests.ops.serving import command, plain

from directbill.cli import createuser
from directbill.records.words import DeskRole

pytestmark = pytest.mark.slow
PASSWORD = "four words in a row"


def test_the_roles_offered_are_the_roles_there_are() -> None:
    assert set(createuser.ROLES) == set(DeskRole)


def made(url: str, data: Path, *words: str, password: str = PASSWORD) -> "subprocess.CompletedProcess[str]":
    """With the password on the standard input, as a script gives it."""
    return subprocess.run(
        [*COMMAND, "createuser", *words],
        env=plain(data, DATABASE_URL=url),
        input=f"{password}\n",
        capture_output=True,
        text=True,
        check=False,
    )


def test_somebody_gets_an_account_a_role_and_a_company_at_once(own_database: str, tmp_path: Path) -> None:
    told = made(
        own_database, tmp_path, "eva@example.com", "--desk", "reviewer", "--company", "Eva Example a.s."
    )
    assert told.returncode == 0, told.stderr
    assert "eva@example.com can sign in." in told.stdout
    assert "Eva Example a.s. is registered (P-" in told.stdout
    again = made(own_database, tmp_path, "EVA@example.com")
    assert (again.returncode, PASSWORD in again.stdout + again.stderr) == (2, False)


def test_a_weak_password_is_refused(own_database: str, tmp_path: Path) -> None:
    told = made(own_database, tmp_path, "eva@example.com", password="short")
    assert (told.returncode, "password" in told.stderr) == (2, True), told.stderr


def test_somebody_is_invited_to_the_desk_by_a_link_in_the_mail_alone(
    own_database: str, tmp_path: Path
) -> None:
    told = command(
        tmp_path, "createuser", "rea@example.com", "--desk", "approver", "--invite", DATABASE_URL=own_database
    )
    assert (told.returncode, "A link was sent to rea@example.com" in told.stdout) == (0, True), told.stderr
    assert "/invitation/" not in told.stdout + told.stderr
    waiting = command(tmp_path, "mail", "list", DATABASE_URL=own_database)
    assert "rea@example.com" in waiting.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--invite",),
        ("--invite", "--company", "X"),
        ("--desk", "king"),
        ("--invite", "--desk", "approver", "--desk", "auditor"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_opened(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    told = command(tmp_path / "data", "createuser", "eva@example.com", *words)
    assert (told.returncode, (tmp_path / "data").exists()) == (2, False)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of one's own")
def test_at_a_terminal_the_password_is_typed_twice_and_never_shown(own_database: str, tmp_path: Path) -> None:
    import os
    import pty

    parent, child = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "createuser", "eva@example.com"],
        env=plain(tmp_path, DATABASE_URL=own_database),
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    )
    os.close(child)
    shown = b""
    for asked in (b"Password", b"Once more"):
        while asked not in shown:
            shown += os.read(parent, 1000)
        os.write(parent, f"{PASSWORD}\n".encode())
    while process.poll() is None or b"sign in" not in shown:
        try:
            shown += os.read(parent, 1000)
        except OSError:
            break
    os.close(parent)
    assert process.wait(30) == 0
    assert PASSWORD.encode() not in shown
