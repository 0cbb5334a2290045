"""The search over everything an enrollment can end by, in its short form: the bounds of `make model` are larger."""

import pytest

from directbill.core import departing as core
from directbill.documents.texts import catalog
from tests.model import departing
from tests.model.departing import Bounds, Found
from tests.model.departing_tries import GUARDS

CUSTOMERS = Bounds(days=3, customers=2)
STANDINGS = Bounds(days=2, customers=1, waivers=True, standings=True)
FEW = Bounds(days=2, customers=1, waivers=True)
BREAKS = {
    "beside.one_notice": "one_notice_at_a_time",
    "beside.one_transition": "one_transition_at_a_time",
    "beside.no_notice_runs": "who_leaves_asks_for_no_transition",
    "beside.no_transition_runs": "who_is_in_transition_gives_no_notice",
    "beside.customers_are_listed": "customers_are_listed_from_approval_until_all_is_settled",
    "beside.provider_accepted": "no_customer_moves_before_the_provider_accepted",
    "beside.not_over": "nothing_happens_after_the_end",
    "notices.something_to_end": "nothing_happens_after_the_end",
    "notices.before_its_day": "a_notice_is_taken_back_before_its_day",
    "notices.day_has_come": "a_notice_is_carried_out_from_its_day_on",
    "transitions.reason_given": "whoever_goes_against_somebody_says_why",
    "transitions.customers_settled": "all_is_settled_once_no_customer_waits_for_the_company",
    "transitions.customers_verified": "it_is_completed_with_every_customer_verified_or_removed",
    "transitions.second_person": "who_approved_does_not_complete",
    "customers.reason_given": "whoever_goes_against_somebody_says_why",
    "customers.plan_can_be": "nothing_is_transferred_that_may_not_be",
    "customers.line_is_there": "a_mark_is_set_on_a_line",
    "customers.every_line_done": "no_customer_has_moved_with_an_open_line",
    "waivers.second_person": "nobody_excuses_alone",
    "waivers.reason_given": "whoever_goes_against_somebody_says_why",
    "waivers.day_not_past": "only_what_was_granted_excuses_and_until_its_day",
    "waivers.day_is_over": "a_waiver_ends_by_itself_after_its_day",
    "proposals.said_why": "whoever_goes_against_somebody_says_why",
    "proposals.one_of_a_requirement": "one_open_waiver_of_a_requirement",
    "proposals.day_to_come": "a_waiver_names_a_day_within_its_bounds",
    "proposals.not_too_long": "a_waiver_names_a_day_within_its_bounds",
}


@pytest.fixture(scope="module")
def found() -> tuple[Found, Found]:
    return departing.searched(CUSTOMERS), departing.searched(STANDINGS)


def test_nothing_breaks_and_every_part_has_a_way_out_of_its_own(found: tuple[Found, Found]) -> None:
    assert [(each.broken, each.path, departing.dead_ends(each)) for each in found] == [("", (), [])] * 2
    assert [len(each.reached) > 1_000 for each in found] == [True, True]


def test_every_refusal_says_what_was_found_and_what_to_do(found: tuple[Found, Found]) -> None:
    codes = {code for each in found for code in each.refused}
    keys = [f"error.{code}.{part}" for code in codes for part in ("found", "do")]
    assert keys
    assert [(lang, key) for lang in ("en", "cs") for key in keys if not catalog(lang).has(key)] == []


@pytest.mark.parametrize("guard", GUARDS)
def test_without_any_one_guard_something_breaks(guard: str) -> None:
    assert departing.counterexample(guard).partition(":")[0] == BREAKS[guard]


@pytest.mark.parametrize(
    ("closing", "broken"),
    [("_over", "nothing_stays_open_after_the_end"), ("_closed", "no_customer_waits_without_a_transition")],
)
def test_where_what_ends_leaves_something_open_it_is_found(
    closing: str, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, closing, lambda found, *_: found)
    assert departing.searched(FEW).broken == broken


@pytest.mark.parametrize(
    ("table", "verb"), [("waiver", "decline"), ("customer_move", "verify"), ("leaving", "carry_out")]
)
def test_without_the_only_way_out_there_are_dead_ends(table: str, verb: str) -> None:
    searched = departing.searched(FEW)
    for place, sources in searched.sources.items():
        searched.sources[place] = [each for each in sources if each[0] != f"{table}.{verb}"]
    assert departing.dead_ends(searched) != []
