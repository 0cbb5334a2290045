"""`directbill explain application` as a person runs it: the page, the JSON, and what is not there."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.actions import deciding
from tests.cast import NOW
from tests.django_fixtures import using
from tests.ops.serving import command

from directbill.cli.main import run
from directbill.core.work import Work
from directbill.documents import story_json, story_sheet
from directbill.documents.texts import catalog
from directbill.queries import story
from directbill.records import scope

Told = Callable[..., "CompletedProcess[str]"]
UNKNOWN = """There is no application APP-2222-2222.
  What to do: Copy the reference from the application's page or from a letter about it; it looks like APP-7K3F-9QXM.
Nothing was changed.
"""


@pytest.fixture
def told(own_database: str, tmp_path: Path) -> Told:
    """A command of a migrated installation."""
    (tmp_path / "data").mkdir(mode=0o700)

    def said(*words: str) -> "CompletedProcess[str]":
        found = ("explain", "application", *words)
        return command(tmp_path / "data", *found, DATABASE_URL=own_database)

    return said


@pytest.mark.slow
def test_the_story_is_told_in_both_languages_and_as_json_and_nothing_else_is_said(
    told: Told, own_database: str, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), using(own_database):
        case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT)
        reference = case.app.record.reference
        as_json = json.loads(told(reference, "--json", "--credit").stdout)
        on = NOW.date().fromisoformat(as_json["as_of"])
        with scope.scoped(scope.EVERYONE):
            found = story.of(reference, on=on, credit=False)
            whole = story.of(reference, on=on, credit=True)
    assert as_json == story_json.content(whole, catalog("en"))
    for lang in ("en", "cs"):
        page = told(reference, "--lang", lang)
        assert (page.returncode, page.stdout, page.stderr) == (
            0,
            story_sheet.text(found, catalog(lang)),
            "",
        )


@pytest.mark.slow
def test_an_unknown_application_is_refused_as_every_bad_input(told: Told) -> None:
    found = told("APP-2222-2222")
    assert (found.returncode, found.stdout, found.stderr) == (2, "", UNKNOWN)


def test_the_word_application_alone_asks_for_a_reference(capfd: pytest.CaptureFixture[str]) -> None:
    code = run(["explain", "application"], {})
    out, err = capfd.readouterr()
    assert (code, out, "APPLICATION" in err, "directbill explain application --help" in err) == (
        2,
        "",
        True,
        True,
    )
