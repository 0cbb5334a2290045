"""The jobs of mail: each message has one, and the sweep gives one to those that have none."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.access import actor
from directbill.actions.shape import jobs
from directbill.core.delivery import Delivery
from directbill.ops.jobs import mail
from tests.cast import NOW
from tests.gateways.mail.test_bounce import report
from tests.ops.sending import message, queued

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
BY = actor.system(jobs.MAIL)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


def waiting() -> list[dict[str, str]]:
    rows = ProcrastinateJob.objects.filter(task_name=jobs.SEND, status="todo").order_by("id")
    return list(rows.values_list("args", flat=True))


def no_job_is_left() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_the_job_of_a_message_sends_it_into_the_folder(folder: Path) -> None:
    key = queued()
    assert waiting() == [{"key": key}]
    mail.send(key=key, by=BY, at=NOW)
    assert [p.name for p in folder.iterdir()] == [f"{key}.eml"]
    assert message(key).state == Delivery.SENT


def test_a_message_whose_job_was_lost_is_given_another_and_one_only() -> None:
    key = queued()
    no_job_is_left()
    for _ in range(2):
        mail.sweep(by=BY, at=NOW)
    assert waiting() == [{"key": key}]


def test_a_message_that_was_sent_is_given_none() -> None:
    key = queued()
    mail.send(key=key, by=BY, at=NOW)
    no_job_is_left()
    mail.sweep(by=BY, at=NOW)
    assert waiting() == []


def test_the_sweep_notes_what_came_back(folder: Path) -> None:
    key = queued()
    mail.send(key=key, by=BY, at=NOW)
    (folder / "bounced").mkdir()
    (folder / "bounced" / "report.eml").write_bytes(report(key=key))
    mail.sweep(by=BY, at=NOW)
    assert message(key).state == Delivery.BOUNCED


def test_a_moved_clock_ends_no_lease() -> None:
    """The lease goes by the database's clock: a sandbox a year ahead sends nothing twice."""
    from directbill.actions import clock as actions
    from directbill.gateways import clock
    from directbill.ops import outbox

    key = queued()
    outbox._claim(key)
    at = clock.now()
    actions.move(to=at + timedelta(days=365), by=BY, at=at)
    mail.sweep(by=BY, at=clock.now())
    assert message(key).state == Delivery.SENDING
