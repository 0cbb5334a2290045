"""What was kept computed again: the same bytes while rules and edition are the same, and named where they are not."""

import hashlib
import json
from dataclasses import replace

import pytest
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW

from directbill.actions.shape.figures import ENGINE
from directbill.core.errors import Refusal
from directbill.core.work import Work
from directbill.documents import decided
from directbill.documents import facts as exact
from directbill.queries import program, replays
from directbill.queries.replays import Kind
from directbill.records import scope
from directbill.records.models import Decision, Evaluation, Submission

pytestmark = pytest.mark.django_db


def granted() -> tuple[Deciding, Decision]:
    works = (Work.CONFIRMATION, Work.ASSESSMENT, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.DECISION)
    case = deciding.begun().passed(*works)
    with scope.scoped(scope.EVERYONE):
        return case, Decision.objects.get()


def test_every_evaluation_submission_and_decision_comes_out_the_same() -> None:
    case, kept = granted()
    owner = case.app.record
    with scope.scoped(scope.EVERYONE):
        evaluation, submission = Evaluation.objects.get(), Submission.objects.get()
        found = list(replays.every())
    assert found == [
        replays.Replayed(
            kind=Kind.EVALUATION,
            subject=owner.partner.reference,
            number=0,
            said="undecided",
            at=NOW,
            sha256=evaluation.facts_digest,
            engine=ENGINE,
        ),
        replays.Replayed(
            kind=Kind.SUBMISSION,
            subject=owner.reference,
            number=1,
            said="",
            at=NOW,
            sha256=submission.sha256,
            engine=ENGINE,
        ),
        replays.Replayed(
            kind=Kind.DECISION,
            subject=owner.reference,
            number=1,
            said="grant",
            at=NOW,
            sha256=kept.sha256,
            engine=ENGINE,
        ),
    ]


def test_a_record_whose_finding_was_written_differently_is_named() -> None:
    _, kept = granted()
    data = json.loads(kept.record)
    data["findings"][0]["outcome"] = "not_met"
    kept.record = exact.canonical(data).decode()
    kept.sha256 = hashlib.sha256(kept.record.encode()).hexdigest()
    with scope.scoped(scope.EVERYONE):
        (fault,) = replays.faults(kept)
    assert (fault.code, fault.params) == ("replay_differs", {"where": data["findings"][0]["requirement"]})


def test_an_evaluation_from_before_findings_were_kept_is_held_by_its_digests() -> None:
    granted()
    with scope.scoped(scope.EVERYONE):
        row = Evaluation.objects.select_related("partner").get()
    row.findings, row.outcome = "", "not_eligible"
    assert replays.of_evaluation(row).faults == ()
    row.edition_digest = "0" * 64
    assert [fault.code for fault in replays.of_evaluation(row).faults] == ["replay_edition_changed"]


def test_under_an_edition_that_changed_it_is_not_computed_at_all() -> None:
    _, kept = granted()
    edition = replace(program.edition(json.loads(kept.record)["edition"]["name"]), digest="0" * 64)
    with pytest.raises(Refusal) as refused:
        decided.again(kept.record, edition)
    assert refused.value.code == "replay_edition_changed"
