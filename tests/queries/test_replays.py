"""Decisions computed again: the same bytes while rules and edition are the same, and named where they are not."""

import json
from dataclasses import replace

import pytest
from tests.actions import deciding
from tests.actions.deciding import Deciding

from directbill.core.errors import Refusal
from directbill.core.work import Work
from directbill.documents import decided
from directbill.documents import facts as exact
from directbill.queries import program, replays
from directbill.records import scope
from directbill.records.models import Decision

pytestmark = pytest.mark.django_db


def granted() -> tuple[Deciding, Decision]:
    works = (Work.CONFIRMATION, Work.ASSESSMENT, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.DECISION)
    case = deciding.begun().passed(*works)
    with scope.scoped(scope.EVERYONE):
        return case, Decision.objects.get()


def test_every_decision_comes_out_the_same() -> None:
    case, kept = granted()
    with scope.scoped(scope.EVERYONE):
        found = list(replays.every())
    assert found == [replays.Replayed(case.app.record.reference, 1, "grant", kept.sha256)]


def test_a_record_whose_finding_was_written_differently_is_named() -> None:
    _, kept = granted()
    data = json.loads(kept.record)
    data["findings"][0]["outcome"] = "not_met"
    kept.record = exact.canonical(data).decode()
    edition = program.edition(data["edition"]["name"])
    assert decided.again(kept.record, edition) != kept.record.encode()


def test_under_an_edition_that_changed_it_is_not_computed_at_all() -> None:
    _, kept = granted()
    edition = replace(program.edition(json.loads(kept.record)["edition"]["name"]), digest="0" * 64)
    with pytest.raises(Refusal) as refused:
        decided.again(kept.record, edition)
    assert refused.value.code == "replay_edition_changed"
