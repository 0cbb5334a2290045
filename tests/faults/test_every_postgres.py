"""What the records, the outbox and the jobs rest on holds on the system's PostgreSQL, too, not only on our own."""

import os
import subprocess
import sys

import pytest

from directbill.gateways import postgres
from tests import system_postgres
from tests.database import ROOT

pytestmark = pytest.mark.slow
WHERE = ("tests/records", "tests/ops", "tests/faults", "tests/actions/shape")
"""Folders with tests so marked: the whole suite runs there by DATABASE_URL alone."""


@pytest.mark.skipif("DIRECTBILL_TESTS_INSIDE" in os.environ, reason="this is that run")
def test_the_tests_marked_postgres_hold_on_the_systems_server() -> None:
    with system_postgres.cluster() as url:
        assert postgres.OLDEST <= postgres.version(url) <= postgres.NEWEST
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-m",
            "postgres and not soak",
            "-q",
            "-p",
            "no:cacheprovider",
        ]
        inside = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "DIRECTBILL_TESTS_INSIDE": "yes"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert inside.returncode == 0, inside.stdout[-6000:]
    assert " passed" in inside.stdout
