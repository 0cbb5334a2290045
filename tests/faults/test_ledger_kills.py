"""A worker is killed while it reads files: ledger and record agree at every moment, and the job run again ends it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connections

from directbill.ledger import register_file
from directbill.queries import folders
from directbill.records import scope
from directbill.records.models import Evaluation, Event, Ledger, LedgerImport
from directbill.records.words import ImportState
from tests import cast
from tests.actions import ledgers
from tests.cast import Applicant
from tests.fixtures import cast as made
from tests.fixtures import new_commerce as nce
from tests.fixtures.bill import charge, recon
from tests.fixtures.table import as_csv

ROOT = Path(__file__).resolve().parents[2]
FIRST = recon(charge("1.00", "2025-11"))
SECOND = as_csv(nce.portal(nce.lines(11, per_document=60)))
STEPS = 8
"""Moments at which it is killed: spread over the time one reading takes, from its beginning to past its end."""


@contextmanager
def reader(
    company: Applicant, found: LedgerImport, *, data: Path, url: str
) -> Iterator[subprocess.Popen[str]]:
    """A worker that waits for the word to begin."""
    command = [sys.executable, "-m", "tests.faults.reader", str(company.partner.id), str(found.id), str(data)]
    environ = {**os.environ, "DATABASE_URL": url, "DIRECTBILL_DATA": str(data)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def consistent(company: Applicant, found: LedgerImport) -> str:
    """The state, after asserting that what the record names is there, and is all of it or nothing."""
    with scope.scoped(scope.EVERYONE):
        state = LedgerImport.objects.get(id=found.id).state
        ledger = Ledger.objects.get(partner=company.partner)
        made = Evaluation.objects.filter(partner=company.partner).order_by("recorded_at").last()
        read_in = Event.objects.filter(kind="ledger:read_in", subject=str(found.id)).count()
    held = register_file.read(folders.ledger(company.partner.id, ledger.folder))
    assert made is not None
    assert all((folders.ledger(company.partner.id, ledger.folder) / name).is_file() for name in held.charges)
    assert folders.lines(company.partner.id, made.lines_key).is_file()
    done = state == ImportState.READ
    assert (len(held.imported), read_in) == ((2, 1) if done else (1, 0))
    assert (made.facts["facts"]["statement"]["lines_counted"] > 1) == done
    return state


def took(url: str, data: Path) -> float:
    """How long one reading takes undisturbed: of the same files, by another company."""
    partner, dan = cast.stranger()
    other = Applicant(partner, dan, dan, dan)
    ledgers.account(other, made.OWN)
    found = ledgers.received(other, {"b.csv": SECOND})
    connections["default"].close()
    with reader(other, found, data=data, url=url) as process:
        begun = time.monotonic()
        begin(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "read\n"
        return time.monotonic() - begun


def killed(company: Applicant, found: LedgerImport, *, after: float, data: Path, url: str) -> str:
    """The state in which a worker leaves the import that is killed some seconds after it began."""
    connections["default"].close()
    with reader(company, found, data=data, url=url) as process:
        begin(process)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    return consistent(company, found)


@pytest.mark.slow
def test_killed_at_any_moment_the_ledger_is_the_old_or_the_new_one_and_the_job_run_again_ends_it(
    committed: str, own_files: Path
) -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": FIRST})
    found = ledgers.received(company, {"b.csv": SECOND})
    whole = took(committed, own_files)
    moments = [whole * 1.2 * step / (STEPS - 1) for step in range(STEPS)]
    seen = [killed(company, found, after=moment, data=own_files, url=committed) for moment in moments]
    assert ImportState.READING in seen
    assert ledgers.read(company, found).state == ImportState.READ
    assert consistent(company, found) == ImportState.READ
    truth = nce.truth(nce.lines(11, per_document=60))
    assert ledgers.statement(company).counted == truth.accounts[made.OWN] + Decimal("1.00")
    readings = [p.name for p in (folders.of(company.partner.id) / folders.LEDGERS).iterdir()]
    force = ledgers.in_force(company)
    assert force is not None
    assert readings == [force.folder]
