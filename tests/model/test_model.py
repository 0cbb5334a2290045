"""The search over all states, in its short form: the bounds of `make model` are larger."""

import pytest

from directbill.core import course
from directbill.core.guards import GUARDS, Guard
from directbill.documents.texts import catalog
from tests.model import standing
from tests.model.__main__ import counterexample
from tests.model.bounded import REVIEW, SMALL
from tests.model.life import dead_ends, explored
from tests.model.world import Search, searched

BREAKS = {
    "with_the_desk": "nothing_after_the_end",
    "decision_stands": "what_a_decision_rests_on_stays",
    "what_comes_before": "no_assessment_before_confirmation",
    "something_lost": "a_refusal_is_for_something",
    "not_recused": "who_left_stays_away",
    "second_person": "nobody_decides_alone",
    "took_no_part": "appeals_are_heard_by_others",
    "only_once": "one_appeal",
    "has_a_figure": "only_figures_have_lines",
    "people_before_rules": "rules_give_way_to_people",
    "reason_given": "against_somebody_only_with_a_reason",
}

STANDING_BREAKS = {
    "second_person": "nobody_decides_alone",
    "took_no_part": "appeals_are_heard_by_others",
    "one_appeal": "one_appeal",
    "appeal_in_time": "an_appeal_is_in_time",
    "step_is_due": "a_step_is_taken_on_its_day",
    "its_own_verb": "revoking_is_the_end_of_the_ladder",
    "nothing_taken": "rights_come_back_by_decision_alone",
    "something_taken": "a_partial_lift_gives_something_back",
    "day_has_come": "a_lift_takes_effect_and_a_trial_ends_on_its_day",
    "reason_given": "whoever_answers_or_asks_says_why",
    "day_named": "a_day_that_is_named_is_not_past",
}


def test_one_application_without_setbacks_breaks_nothing_and_always_has_a_way_out() -> None:
    found = explored(SMALL, setbacks=0)
    assert (found.broken(), dead_ends(found)) == (("", []), [])
    assert len(found.dossiers) > 1_000


def test_setbacks_of_few_people_break_nothing_and_always_have_a_way_out() -> None:
    found = explored(SMALL, setbacks=1, few=True)
    assert (found.broken(), dead_ends(found)) == (("", []), [])


def test_every_refusal_that_is_met_says_what_was_found_and_what_to_do() -> None:
    codes = explored(SMALL, setbacks=1, few=True).refused.keys()
    assert codes
    keys = [f"error.{code}.{part}" for code in codes for part in ("found", "do")]
    assert [(lang, key) for lang in ("en", "cs") for key in keys if not catalog(lang).has(key)] == []


def test_a_yearly_review_breaks_nothing_and_always_has_a_way_out() -> None:
    found = explored(REVIEW, setbacks=2, few=True)
    assert (found.broken(), dead_ends(found)) == (("", []), [])
    assert len(found.dossiers) > 1_000


def test_an_enrollment_and_its_restriction_break_nothing_for_six_days_and_always_have_a_way_out() -> None:
    found = standing.searched(days=6)
    assert (found.broken, found.path, standing.dead_ends(found)) == ("", (), [])
    assert len(found.reached) > 20_000


def test_two_restrictions_at_once_break_nothing() -> None:
    found = standing.searched(days=1, causes=2)
    assert (found.broken, found.path) == ("", ())
    assert len(found.reached) > 2_000


def test_every_refusal_about_a_restriction_says_what_was_found_and_what_to_do() -> None:
    keys = [f"error.{code}.{part}" for code in standing.searched(days=5).refused for part in ("found", "do")]
    assert keys
    assert [(lang, key) for lang in ("en", "cs") for key in keys if not catalog(lang).has(key)] == []


@pytest.mark.parametrize("guard", course.GUARDS, ids=lambda guard: guard.__name__)
def test_without_any_one_guard_of_an_enrollment_something_breaks(guard: course.Guard) -> None:
    assert standing.counterexample(guard).partition(":")[0] == STANDING_BREAKS[guard.__name__]


def test_two_applications_and_a_worker_that_dies_break_nothing() -> None:
    found = searched(Search(explored(SMALL, setbacks=0, few=True)), setbacks=0)
    assert (found.broken, found.path) == ("", [])
    assert found.states > 30_000


def test_a_carrier_that_forgets_keys_tells_twice() -> None:
    found = searched(Search(explored(SMALL, setbacks=0, few=True), key_once=False), setbacks=0)
    assert found.broken == "exactly_one_notice_of_each_kind"


@pytest.mark.one_in(2)
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_without_any_one_guard_something_breaks(guard: Guard) -> None:
    assert counterexample(guard).partition(":")[0] == BREAKS[guard.__name__]
