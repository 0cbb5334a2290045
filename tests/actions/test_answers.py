"""Answers are kept as they are written, unless no reader could ever read them."""

from typing import Any

import pytest

from directbill.core.errors import Refusal
from directbill.core.findings import Outcome
from directbill.queries import dossier
from directbill.records import scope
from tests.actions import applying
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("task", "values", "code"),
    [
        ("company", {"legal_name": "nul\x00"}, "answer_unseen"),
        ("company", {"legal_name": "gpj.\N{RIGHT-TO-LEFT OVERRIDE}exe"}, "answer_unseen"),
        ("company", {"legal_name": "x" * 10_000_000}, "answer_too_long"),
        ("company", {"legal_name": [{"name": "x"}]}, "answer_not_text"),
        ("company", {"admin": "yes"}, "answer_unknown"),
        ("managed_service", {"services": [{"name": "x", "admin": "yes"}]}, "answer_unknown"),
        ("managed_service", {"services": [{"name": "x"}] * 51}, "answer_too_many"),
    ],
)
def test_what_cannot_be_kept_is_refused_even_while_it_is_written(
    task: str, values: dict[str, Any], code: str
) -> None:
    begun = applying.begun()
    with pytest.raises(Refusal) as refused:
        applying.say(begun, task, values, finished=False)
    assert [f.code for f in refused.value.faults] == [code]
    assert not begun.record.answers.filter(task=task).exists()


def test_what_is_wrong_but_readable_is_kept_and_settles_nothing() -> None:
    begun = applying.begun()
    applying.say(begun, "revenue", {"first_transaction": "last spring"}, finished=False)
    applying.say(begun, "support", {"support": "perhaps"}, finished=False)
    with scope.scoped(scope.EVERYONE):
        papers = dossier.of(begun.record, on=NOW.date())
        outcomes = {f.requirement: f.outcome for f in papers.findings}
    assert papers.said["revenue"].values == {"first_transaction": "last spring"}
    assert outcomes["first_level_support"] is Outcome.UNKNOWN
