"""`directbill evaluate` and `directbill forecast` as the operator runs them, in words, as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.actions import population
from tests.actions.population import NEXT, OWN
from tests.django_fixtures import using
from tests.ops.serving import command

from directbill.cli.main import run

Told = Callable[..., "CompletedProcess[str]"]
ON = ("--as-of", "2026-11-22")
pytestmark = pytest.mark.slow


@pytest.fixture
def told(own_database: str, tmp_path: Path, django_db_blocker: Any) -> Told:
    """A command of an installation with six enrolled partners."""
    (tmp_path / "data").mkdir(mode=0o700)
    with django_db_blocker.unblock(), using(own_database):
        population.enrolled(6)

    def said(*words: str) -> "CompletedProcess[str]":
        return command(tmp_path / "data", *words, *ON, DATABASE_URL=own_database)

    return said


def test_every_partner_is_named_with_what_keeps_it_from_passing(told: Told) -> None:
    found = told("evaluate", "--all", "--edition", OWN, "--exit-code")
    lines = found.stdout.splitlines()
    assert (found.returncode, found.stderr) == (10, "")
    assert lines[0] == "Edition of 10 Apr 2024 over 6 enrollments, as of 22 Nov 2026"
    said = "5 of 6 would pass (1 of them near the bar), 1 would fail (1 of them near)"
    assert said in " ".join(" ".join(lines).split())
    assert [line.split()[0] for line in lines if line.strip().startswith("ENR-")] == [
        f"ENR-0000{n}" for n in range(6)
    ]
    assert [line.split()[0] for line in lines if "Revenue: short" in line] == ["ENR-00000"]


def test_the_forecast_says_who_must_be_told_when(told: Told) -> None:
    found = told("forecast", "--edition", NEXT, "--lang", "cs")
    text = " ".join(found.stdout.split())
    assert (found.returncode, found.stderr) == (0, "")
    assert "Toto vydání zde neplatí." in text
    assert "31. 1. 2027 1 1. 5. 2027 1. 5. 2027" in text


def test_the_data_is_for_programs(told: Told) -> None:
    found = json.loads(told("forecast", "--edition", NEXT, "--json").stdout)
    rows = list(
        csv.DictReader(io.StringIO(told("forecast", "--edition", NEXT, "--csv").stdout.lstrip("\ufeff")))
    )
    assert [row["enrollment"] for row in rows] == [row["enrollment"] for row in found["rows"]]
    assert (rows[3]["result"], rows[3]["near"], rows[3]["figure"], rows[3]["failing"], rows[3]["told_on"]) == (
        "fails", "yes", "980000", "revenue_ttm", "2027-02-03",
    )  # fmt: skip
    assert found["total"] == {
        "all": 6, "passes": 0, "passes_near": 0, "fails": 4, "fails_near": 1, "unknown": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("evaluate", "--edition", OWN), "It is not said for whom"),
        (("evaluate", "--all", "--enrollment", "ENR-1", "--edition", OWN), "It is not said for whom"),
        (("forecast", "--edition", OWN, "--near", "1.5"), "1.5 is no whole number of percent"),
        (("forecast", "--edition", OWN, "--json", "--csv"), "do not go together"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_opened(
    words: tuple[str, ...], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(list(words), {"LANG": "C.UTF-8"}) == 2
    assert said in capfd.readouterr().err


def test_an_enrollment_that_is_not_there_is_named(told: Told) -> None:
    found = told("evaluate", "--enrollment", "ENR-00001", "--enrollment", "ENR-9", "--edition", OWN)
    assert (found.returncode, "has the reference ENR-9." in found.stderr) == (2, True)
