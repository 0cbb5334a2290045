"""The folder: each key once, whole, for this account alone."""

import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from directbill.gateways.mail import carrier
from directbill.gateways.mail.failures import Permanent, Temporary
from directbill.gateways.mail.spool import Spool
from tests.gateways.mail.letters import PLAIN, mail


def never() -> None:
    raise AssertionError("a folder needs no point of no return")


def test_a_message_is_one_file_that_a_mail_program_opens(tmp_path: Path) -> None:
    carrier("", tmp_path / "mail").send(PLAIN, never)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"{PLAIN.key}.eml"
    assert message_from_bytes(file.read_bytes(), policy=default)["To"] == PLAIN.recipient


def test_the_same_key_is_delivered_once_however_often_it_is_sent(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for subject in ("first", "second"):
        spool.send(mail(subject=subject), never)
    assert [p.name for p in tmp_path.iterdir()] == [f"{PLAIN.key}.eml"]
    assert b"Subject: first" in spool.place(PLAIN.key).read_bytes()


def test_what_may_hold_a_secret_link_is_for_this_account_alone(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "mail")
    spool.send(PLAIN, never)
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (spool.folder, spool.place(PLAIN.key))]
    assert modes == [0o700, 0o600]


def test_a_folder_that_cannot_be_written_may_be_mended(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    spool = Spool(tmp_path / "file" / "mail")
    with pytest.raises(Temporary):
        spool.send(PLAIN, never)
    with pytest.raises(Temporary):
        spool.probe()


def test_an_address_that_is_none_is_refused_here_as_by_a_server(tmp_path: Path) -> None:
    with pytest.raises(Permanent):
        Spool(tmp_path).send(mail(recipient="nobody"), never)
    assert list(tmp_path.iterdir()) == []


def test_of_two_senders_at_the_same_moment_the_first_one_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked, and neither has seen the other: the name can be taken once all the same."""
    spool = Spool(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    for subject in ("first", "second"):
        spool.send(mail(subject=subject), never)
    assert b"Subject: first" in spool.place(PLAIN.key).read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == [f"{PLAIN.key}.eml"]
