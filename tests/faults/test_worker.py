"""A worker is killed in the middle of a job: the job is done in the end, by another."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.access import actor
from directbill.actions.shape import jobs
from directbill.ops.jobs import revive
from tests.cast import NOW
from tests.database import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
SLOW = "tests.slow"
BY = actor.system(jobs.REVIVE)


@contextmanager
def worker(url: str, marks: Path, *, takes: float) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own, whose slow job takes so many seconds."""
    environ = {
        **os.environ,
        "DATABASE_URL": url,
        "DIRECTBILL_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "directbill.config.settings",
        "MARKS": str(marks),
        "TAKES": str(takes),
    }
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.slow_job"], env=environ, cwd=ROOT)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def until(true: Callable[[], bool], *, within: float = 30) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def said(marks: Path) -> list[str]:
    return marks.read_text().splitlines() if marks.exists() else []


def states(*names: str) -> list[str]:
    rows = ProcrastinateJob.objects.filter(task_name__in=names or [SLOW])
    return list(rows.order_by("id").values_list("status", flat=True))


def half_a_minute_passes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'"
        )


def killed_in_the_middle(url: str, marks: Path) -> None:
    jobs.queue(SLOW, mark="1", once="1")
    with worker(url, marks, takes=60) as first:
        until(lambda: len(said(marks)) == 1)
        first.kill()
        first.wait()


def test_a_job_whose_worker_was_killed_is_done_by_another(committed: str, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    killed_in_the_middle(committed, marks)
    revive.revive(by=BY, at=NOW)
    assert states() == ["doing"], "a worker may be silent for a while"
    half_a_minute_passes()
    revive.revive(by=BY, at=NOW)
    assert states() == ["todo"]
    with worker(committed, marks, takes=0):
        until(lambda: len(said(marks)) == 3)
    assert said(marks) == ["tests.slow began 1", "tests.slow began 1", "tests.slow ended 1"]


def test_where_the_same_job_waits_already_the_dead_one_is_let_go(committed: str, tmp_path: Path) -> None:
    killed_in_the_middle(committed, tmp_path / "marks")
    jobs.queue(SLOW, mark="1", once="1")
    half_a_minute_passes()
    revive.revive(by=BY, at=NOW)
    assert states() == ["failed", "todo"]


def test_a_job_that_takes_every_worker_with_it_is_left_as_failed(committed: str, tmp_path: Path) -> None:
    killed_in_the_middle(committed, tmp_path / "marks")
    half_a_minute_passes()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [revive.MOST_ATTEMPTS])
    revive.revive(by=BY, at=NOW)
    assert states() == ["failed"]


@pytest.mark.soak
def test_without_any_help_a_killed_job_is_taken_up_within_a_minute(committed: str, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    killed_in_the_middle(committed, marks)
    with worker(committed, marks, takes=0):
        until(lambda: len(said(marks)) == 3, within=75)


def test_a_worker_told_to_stop_ends_its_job_first(committed: str, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    jobs.queue(SLOW, mark="1")
    with worker(committed, marks, takes=2) as process:
        until(lambda: len(said(marks)) == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert (said(marks)[-1], states()) == ("tests.slow ended 1", [])


def test_what_a_job_queues_is_gone_with_its_transaction(committed: str, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    jobs.queue(SLOW, mark="queues")
    with worker(committed, marks, takes=0):
        until(lambda: states() == [])
        time.sleep(0.5)
    assert said(marks) == ["tests.slow began queues", "tests.slow ended queues"]
