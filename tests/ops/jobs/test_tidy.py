"""Once a day: what is of no more use goes, and nothing else."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.access import actor
from directbill.actions.shape import jobs
from directbill.gateways import clock
from directbill.ops.jobs import tidy
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
BY = actor.system(jobs.TIDY)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


def test_mails_nobody_finished_go_after_a_day_and_finished_ones_stay(folder: Path) -> None:
    for name, days in ((".unfinished-old", 2), (".unfinished-new", 0), ("a.eml", 400)):
        (folder / name).write_text("")
        then = time.time() - days * 86_400
        os.utime(folder / name, (then, then))
    tidy.tidy(by=BY, at=NOW)
    assert sorted(p.name for p in folder.iterdir()) == [".unfinished-new", "a.eml"]


def test_failed_jobs_of_long_ago_go_and_those_of_yesterday_stay() -> None:
    for _ in range(2):
        jobs.queue(jobs.SEND, key="k")
    first, _ = ProcrastinateJob.objects.order_by("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '91 days' WHERE job_id = %s", [first.id]
        )
    tidy.tidy(by=BY, at=NOW)
    assert list(ProcrastinateJob.objects.values_list("status", flat=True)) == ["failed"]


def test_sessions_that_ended_go() -> None:
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(clock.wall() + timedelta(days=days))
        session.save()
    tidy.tidy(by=BY, at=NOW)
    assert Session.objects.count() == 1


def test_attempts_to_sign_in_go_when_they_lock_nobody_any_more() -> None:
    at = clock.wall()
    for model, kept, gone in ((AccessAttempt, 0.5, 1.5), (AccessLog, 89, 91)):
        for days in (kept, gone):
            counted = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=f"{days} days", ip_address="203.0.113.7", **counted)
            model.objects.filter(pk=row.pk).update(attempt_time=at - timedelta(days=days))
    tidy.tidy(by=BY, at=NOW)
    left = [row.username for model in (AccessAttempt, AccessLog) for row in model.objects.all()]
    assert left == ["0.5 days", "89 days"]


def test_what_was_known_of_a_session_goes_with_it() -> None:
    eva = cast.person("Eva")
    alive = SessionStore()
    alive.save()
    for key in (str(alive.session_key), "ended"):
        UserSession.objects.create(user=eva, session_key=key, ip="203.0.113.7", last_seen_at=clock.wall())
    tidy.tidy(by=BY, at=NOW)
    assert [row.session_key for row in UserSession.objects.all()] == [alive.session_key]
