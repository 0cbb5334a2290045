"""The jobs of ledgers, taken up by a real worker from a real queue."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.actions.shape import jobs
from directbill.ops.jobs import ledger  # noqa: F401 - makes its jobs known
from directbill.records import scope
from directbill.records.models import LedgerImport
from directbill.records.words import ImportState
from tests import cast
from tests.actions import ledgers
from tests.cast import Applicant
from tests.fixtures import cast as made
from tests.fixtures.bill import charge, recon

ROOT = Path(__file__).resolve().parents[3]
TASKS = (jobs.READ_LEDGER, jobs.REREAD_LEDGER, jobs.EVALUATE_LEDGER, jobs.LEDGERS_DUE, jobs.SWEEP_FILES)


WORKER = """
import django
django.setup()
import directbill.ops.jobs
from procrastinate.contrib.django import app
worker = app.with_connector(app.connector.get_worker_connector())
worker.run_worker(wait=False, listen_notify=False)
"""


def work(url: str, data: Path) -> None:
    """Let a worker, in a process of its own, do everything that waits, then stop."""
    environ = {
        **os.environ,
        "DATABASE_URL": url,
        "DIRECTBILL_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    subprocess.run([sys.executable, "-c", WORKER], cwd=ROOT, env=environ, check=True, timeout=120)


def test_every_job_that_is_queued_is_known_by_its_name() -> None:
    assert [name for name in TASKS if name not in app.tasks] == []


@pytest.mark.slow
def test_a_worker_reads_what_was_received_and_reads_it_again_when_accounts_change(
    committed: str, own_files: Path
) -> None:
    company = ledgers.company()
    other, dan = cast.stranger()
    theirs = Applicant(other, dan, dan, dan)
    ledgers.account(theirs, made.OWN_SECOND)
    content = recon(charge("1.00"), charge("2.00", reseller=made.OWN_SECOND))
    ledgers.received(company, {"a.csv": content})
    ledgers.received(theirs, {"a.csv": content})
    work(committed, own_files)
    with scope.scoped(scope.EVERYONE):
        states = list(LedgerImport.objects.values_list("state", flat=True))
    assert states == [ImportState.READ, ImportState.READ]
    assert (ledgers.statement(company).counted, ledgers.statement(theirs).counted) == (1, 2)
    ledgers.account(company, made.OWN_SECOND)
    work(committed, own_files)
    assert ledgers.statement(company).counted == 3
    assert ProcrastinateJob.objects.exclude(status="succeeded").count() == 0
