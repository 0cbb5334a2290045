"""Two versions of what a company says: a newer one is accepted once everything its changes touch has succeeded."""

from datetime import UTC, datetime

from hypothesis import given as drawn
from hypothesis import strategies as st

from directbill.core import profile
from directbill.core.profile import Checked, Given, Profile, Version


def at(day: int) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC)


def given(day: int, **values: str) -> Given:
    return Given(at(day), "Ada", {"domain": "contoso.example", "tax_id": "", "bank": "", **values})


def domain(*days: int, stands: bool = True) -> Checked:
    return Checked("domain_ownership", frozenset({"domain"}), tuple(map(at, days)), stands)


def tax(*days: int, stands: bool = True) -> Checked:
    return Checked("registration", frozenset({"tax_id"}), tuple(map(at, days)), stands)


FIRST = given(1, tax_id="CZ1")


def test_the_first_version_is_under_review_until_all_that_rests_on_it_has_succeeded() -> None:
    waits = ("registration",)
    assert profile.of([FIRST], [domain(3), tax(stands=False)]) == Profile(None, Version(FIRST, None, waits))
    assert profile.of([FIRST], [domain(3), tax(5)]) == Profile(Version(FIRST, at(5)), None)
    assert profile.of([], [domain(3)]) == Profile(None, None)


def test_a_change_waits_only_for_what_it_touches_and_the_accepted_version_holds_meanwhile() -> None:
    second = given(8, tax_id="CZ2")
    held = Version(FIRST, at(5))
    assert profile.of([FIRST, second], [domain(3), tax(5, stands=False)]) == Profile(
        held, Version(second, None, ("registration",))
    )
    assert profile.of([FIRST, second], [domain(3), tax(5, 9)]) == Profile(Version(second, at(9)), None)


def test_what_nothing_verifies_is_accepted_on_the_day_it_is_given() -> None:
    second = given(8, tax_id="CZ1", bank="Other bank")
    assert profile.of([FIRST, second], [domain(3), tax(5)]) == Profile(Version(second, at(8)), None)


def test_a_version_given_over_one_under_review_is_held_against_the_accepted_one() -> None:
    second, third = given(8, tax_id="CZ2"), given(9, tax_id="CZ2", domain="other.example")
    found = profile.of([FIRST, second, third], [domain(3, stands=False), tax(5, stands=False)])
    assert found == Profile(Version(FIRST, at(5)), Version(third, None, ("domain_ownership", "registration")))


def test_a_result_taken_back_takes_the_version_back_to_review() -> None:
    assert profile.of([FIRST], [domain(3), tax(5, stands=False)]).accepted is None


DAYS = st.lists(st.integers(2, 28), max_size=4).map(sorted)


@drawn(DAYS, DAYS, st.booleans(), st.booleans(), st.lists(st.sampled_from(["CZ1", "CZ2"]), max_size=4))
def test_one_of_both_is_always_what_was_given_last_and_only_what_waits_is_under_review(
    one: list[int], other: list[int], first: bool, second: bool, numbers: list[str]
) -> None:
    versions = [given(3 * n + 1, tax_id=number) for n, number in enumerate(numbers)]
    found = profile.of(versions, [domain(*one, stands=first), tax(*other, stands=second)])
    newest = found.under_review or found.accepted
    assert (newest.given if newest else None) == (versions[-1] if versions else None)
    assert found.under_review is None or (found.under_review.waits and found.under_review.since is None)
    assert found.accepted is None or (found.accepted.waits == () and found.accepted.since is not None)
