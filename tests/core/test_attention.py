"""Laid aside and away, day by day."""

from datetime import date, timedelta

import pytest

from directbill.core import attention
from directbill.core.attention import Absence, Aside
from directbill.core.errors import Refusal

TODAY = date(2026, 11, 26)


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


@pytest.mark.parametrize(("on", "revision", "heard", "lasts"), [
    (0, 4, False, True), (2, 4, False, True), (3, 4, False, False), (4, 4, False, False),
    (0, 5, False, False), (0, 4, True, False),
])  # fmt: skip
def test_what_is_laid_aside_comes_back_on_its_day_or_when_anything_changes(
    on: int, revision: int, heard: bool, lasts: bool
) -> None:
    assert Aside(day(3), 4).lasts(on=day(on), revision=revision, heard=heard) is lasts


@pytest.mark.parametrize(
    ("until", "taken"), [(None, False), (-1, False), (0, False), (1, True), (90, True), (91, False)]
)
def test_only_a_day_to_come_and_not_too_far_off_is_taken(until: int | None, taken: bool) -> None:
    asked = None if until is None else day(until)
    if taken:
        assert attention.aside(asked, on=TODAY, revision=2) == Aside(asked or TODAY, 2)
        return
    with pytest.raises(Refusal) as refused:
        attention.aside(asked, on=TODAY, revision=2)
    assert refused.value.code == "snooze_day"


@pytest.mark.parametrize(("first", "last", "taken"), [
    (0, 0, True), (-3, 0, True), (5, 5, True), (5, 4, False), (-3, -1, False), (0, 89, True), (0, 90, False),
])  # fmt: skip
def test_an_absence_ends_after_it_begins_and_is_not_over(first: int, last: int, taken: bool) -> None:
    if taken:
        assert attention.absence(day(first), day(last), on=TODAY) == Absence(day(first), day(last))
        return
    with pytest.raises(Refusal) as refused:
        attention.absence(day(first), day(last), on=TODAY)
    assert refused.value.code == "away_days"


@pytest.mark.parametrize(("absences", "until"), [
    ([], None), ([(1, 3)], None), ([(-3, -1)], None), ([(-1, 0)], 0), ([(0, 3), (1, 2)], 3),
    ([(0, 3), (4, 6)], 6), ([(0, 3), (5, 6)], 3), ([(4, 6), (-1, 3)], 6),
])  # fmt: skip
def test_away_lasts_as_long_as_one_absence_follows_the_other(
    absences: list[tuple[int, int]], until: int | None
) -> None:
    found = attention.away_until((Absence(day(a), day(b)) for a, b in absences), on=TODAY)
    assert found == (None if until is None else day(until))
