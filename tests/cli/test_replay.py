"""`directbill replay` as a person runs it: what is the same, what differs and how it ends, in words and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psycopg
import pytest
from tests.actions.sent import submitted
from tests.cast import NOW
from tests.django_fixtures import using
from tests.ops.serving import command

from directbill.actions.shape.figures import ENGINE
from directbill.records import scope
from directbill.records.models import Evaluation, Submission

Told = Callable[..., "CompletedProcess[str]"]
OLD = "0.0.1 duckdb 1.0.0 rates 1.0"
pytestmark = pytest.mark.slow


@pytest.fixture
def told(own_database: str, tmp_path: Path) -> Told:
    """A command of a migrated installation."""
    (tmp_path / "data").mkdir(mode=0o700)

    def said(*words: str) -> "CompletedProcess[str]":
        return command(tmp_path / "data", "replay", *words, DATABASE_URL=own_database)

    return said


@pytest.fixture
def kept(own_database: str, django_db_blocker: Any) -> dict[str, str]:
    """A submitted application: its references, and the digests of its evaluation and its submission."""
    with django_db_blocker.unblock(), using(own_database):
        owner = submitted().record
        with scope.scoped(scope.EVERYONE):
            evaluation, submission = Evaluation.objects.get(), Submission.objects.get()
        return {
            "partner": owner.partner.reference,
            "application": owner.reference,
            "facts": evaluation.facts_digest,
            "record": submission.sha256,
        }


def tampered(own_database: str) -> None:
    """As somebody with the database in hand would: the engine of another version, and another outcome."""
    with psycopg.connect(own_database) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SELECT set_config('directbill.scope', 'all', true)")
        done = connection.execute("UPDATE records_evaluation SET engine = %s, outcome = 'eligible'", [OLD])
        assert done.rowcount == 1


def test_the_same_bytes_end_with_nought(told: Told, kept: dict[str, str]) -> None:
    found = told()
    assert (found.returncode, found.stdout.splitlines(), found.stderr) == (
        0,
        [
            f"{kept['partner']} evaluation of 22 Nov 2026: the same bytes, SHA-256 {kept['facts']}",
            f"{kept['application']} submission 1: the same bytes, SHA-256 {kept['record']}",
        ],
        "2 records computed again, 0 different.\n",
    )


def test_what_differs_is_named_and_ends_with_one(told: Told, kept: dict[str, str], own_database: str) -> None:
    tampered(own_database)
    found = told()
    assert (found.returncode, found.stdout.splitlines(), found.stderr.splitlines()) == (
        1,
        [
            f"{kept['partner']} evaluation of 22 Nov 2026: DIFFERENT from SHA-256 {kept['facts']}",
            (
                f"  Its figures were made by {OLD}; this is {ENGINE}. "
                "They stand as they were kept, and were not counted again."
            ),
            f"{kept['application']} submission 1: the same bytes, SHA-256 {kept['record']}",
        ],
        [
            f"{kept['partner']} comes out differently: eligible, undecided.",
            "  What to do: Keep both versions and report it: what was found once must come out as the same bytes.",
            "Nothing was changed.",
            "2 records computed again, 1 different.",
        ],
    )
    czech = told("--lang", "cs")
    assert (czech.returncode, czech.stdout.splitlines(), czech.stderr.splitlines()) == (
        1,
        [
            f"{kept['partner']}, vyhodnocení ze dne 22. 11. 2026: JINÉ než SHA-256 {kept['facts']}",
            f"  Částky spočítala verze {OLD}, tato je {ENGINE}. Platí tak, jak byly uloženy, a znovu se nepočítaly.",
            f"{kept['application']}, podání 1: tytéž bajty, SHA-256 {kept['record']}",
        ],
        [
            f"{kept['partner']} vychází jinak: eligible, undecided.",
            "  Co udělat: Uschovejte obě verze a nahlaste to: co bylo jednou zjištěno, musí vyjít na stejné bajty.",
            "Nic nebylo změněno.",
            "Znovu spočítaných záznamů: 2, z toho vyšlo jinak: 1.",
        ],
    )


def test_the_json_has_every_record_and_ends_as_the_words_do(
    told: Told, kept: dict[str, str], own_database: str
) -> None:
    tampered(own_database)
    found = told("--json")
    at = NOW.isoformat()
    fault = {
        "code": "replay_differs",
        "found": f"{kept['partner']} comes out differently: eligible, undecided.",
        "do": "Keep both versions and report it: what was found once must come out as the same bytes.",
    }
    evaluation = {"kind": "evaluation", "subject": kept["partner"], "number": None, "said": "eligible"} | {
        "at": at, "sha256": kept["facts"], "engine": OLD, "other_engine": True, "same": False, "faults": [fault],
    }  # fmt: skip
    submission = {"kind": "submission", "subject": kept["application"], "number": 1, "said": None} | {
        "at": at, "sha256": kept["record"], "engine": ENGINE, "other_engine": False, "same": True, "faults": [],
    }  # fmt: skip
    head = {"schema": "directbill.replay/1", "engine": ENGINE, "computed": 2, "differ": 1}
    assert (found.returncode, json.loads(found.stdout), found.stderr) == (
        1,
        {**head, "records": [evaluation, submission]},
        "",
    )
