"""Reports laid into a folder are noted on the messages they are about."""

from pathlib import Path

import pytest

from directbill.access import actor
from directbill.core.delivery import Delivery
from directbill.ops import bounces, outbox
from tests.cast import NOW
from tests.gateways.mail.test_bounce import report
from tests.ops.sending import Scripted, events, message, queued, sender

pytestmark = pytest.mark.django_db
BY = actor.system("directbill.mail")


def lying(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_report_bounces_its_message_once_and_is_laid_aside(tmp_path: Path) -> None:
    key = queued()
    outbox.deliver(key, sender(Scripted()))
    for name in ("1.eml", "2.eml"):
        (tmp_path / name).write_bytes(report(key=key))
    assert bounces.note(tmp_path, by=BY, at=NOW) == 1
    assert (message(key).state, events(key)) == (Delivery.BOUNCED, ["mail:bounce"])
    assert message(key).failure.startswith("5.1.1")
    assert lying(tmp_path) == ["read/1.eml", "read/2.eml"]


def test_a_delay_changes_nothing(tmp_path: Path) -> None:
    key = queued()
    outbox.deliver(key, sender(Scripted()))
    (tmp_path / "1.eml").write_bytes(report(action="delayed", key=key))
    assert bounces.note(tmp_path, by=BY, at=NOW) == 0
    assert (message(key).state, lying(tmp_path)) == (Delivery.SENT, ["read/1.eml"])


def test_what_nobody_understands_is_kept_for_people(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(b"Subject: hello\r\n\r\nI am on holiday.")
    (tmp_path / "2.eml").write_bytes(report(key="f" * 64))
    assert bounces.note(tmp_path, by=BY, at=NOW) == 0
    assert lying(tmp_path) == ["not-understood/1.eml", "not-understood/2.eml"]


def test_files_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    for _ in range(3):
        (tmp_path / "1.eml").write_bytes(b"x")
        bounces.note(tmp_path, by=BY, at=NOW)
    assert lying(tmp_path) == [
        "not-understood/1-1.eml",
        "not-understood/1-2.eml",
        "not-understood/1.eml",
    ]


def test_without_a_folder_there_is_nothing_to_note(tmp_path: Path) -> None:
    assert bounces.note(tmp_path / "bounced", by=BY, at=NOW) == 0
