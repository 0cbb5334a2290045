"""The quick check: it stops as soon as the answer is known, and a doubt is neither a yes nor a no."""

from datetime import date
from decimal import Decimal

import pytest

from directbill.core import quick
from directbill.core.findings import Outcome, Verdict
from directbill.core.quick import Asked
from directbill.programs import library

PROGRAM = library.load()
EDITION = library.edition(PROGRAM, "2024-04-10")
ON = date(2026, 11, 22)
ALL = [r.key for r in quick.questions(EDITION, ON)]
GOOD = {
    r.key: str(r.threshold.value) if quick.how(r) is Asked.FIGURE and r.threshold else "yes"
    for r in quick.questions(EDITION, ON)
}


def test_figures_are_asked_first_then_the_rest_in_the_order_of_the_edition() -> None:
    assert [(r.key, quick.how(r)) for r in quick.questions(EDITION, ON)] == [
        ("revenue_ttm", Asked.FIGURE),
        ("indirect_tenure", Asked.FIGURE),
        ("partner_id", Asked.YES_NO),
        ("signing_authority", Asked.YES_NO),
        ("first_level_support", Asked.YES_NO),
        ("receivables_infrastructure", Asked.YES_NO),
        ("managed_service", Asked.YES_NO),
    ]


def test_without_answers_the_first_question_follows() -> None:
    progress = quick.progress(EDITION, {}, on=ON)
    assert (progress.following and progress.following.key, progress.verdict) == (ALL[0], None)


def test_exactly_the_bar_everywhere_is_eligible() -> None:
    progress = quick.progress(EDITION, GOOD, on=ON)
    assert (progress.following, progress.verdict, progress.failing) == (None, Verdict.ELIGIBLE, None)


@pytest.mark.parametrize("key", ALL)
def test_the_first_answer_that_fails_ends_it(key: str) -> None:
    before = dict(list(GOOD.items())[: ALL.index(key)])
    fails = "0" if key in ("revenue_ttm", "indirect_tenure") else "no"
    progress = quick.progress(EDITION, {**before, key: fails}, on=ON)
    assert progress.verdict is Verdict.NOT_ELIGIBLE
    assert progress.failing is not None
    assert progress.failing.requirement.key == key
    assert len(progress.judged) == ALL.index(key) + 1


@pytest.mark.parametrize("key", ALL)
def test_a_doubt_leaves_it_open_whatever_it_is_about(key: str) -> None:
    progress = quick.progress(EDITION, {**GOOD, key: quick.NOT_SURE}, on=ON)
    assert (progress.verdict, progress.following) == (Verdict.UNDECIDED, None)


def test_the_distance_is_exact() -> None:
    revenue = quick.questions(EDITION, ON)[0]
    judged = quick.judge(revenue, "299999.99")
    assert (judged.outcome, judged.distance) == (Outcome.NOT_MET, Decimal("-0.01"))


@pytest.mark.parametrize(
    "answer", ["", "yes", "NaN", "Infinity", "-1", "1e400", "12,5", "1000000000000001", "1_0 0", "0x1"]
)
def test_what_is_no_figure_cannot_be_judged(answer: str) -> None:
    assert not quick.readable(quick.questions(EDITION, ON)[0], answer)


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "1"])
def test_a_word_that_was_not_offered_cannot_be_judged(answer: str) -> None:
    assert not quick.readable(quick.questions(EDITION, ON)[-1], answer)
