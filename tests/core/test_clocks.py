"""Service time: working days, a budget that pauses while others have the turn, and the day it ends on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import clocks
from directbill.core.clocks import EVERY_DAY, Budget, Calendar, Came, Due, Holiday, Pause
from directbill.core.edition import Source
from directbill.core.findings import Turn

THANKS = Holiday({"en": "Thanksgiving"}, (date(2026, 11, 26), date(2026, 11, 28)), Source("statute"))
WORKING = Calendar(frozenset({5, 6}), (THANKS,))
REVIEW, ASKED, DONE = "in_review", "queried", "accepted"


def day(number: int) -> date:
    """Of November 2026: the first is a Sunday."""
    return date(2026, 11, number)


def desk(on: int) -> Came:
    return Came(REVIEW, Turn.DESK, day(on))


def applicant(on: int) -> Came:
    return Came(ASKED, Turn.APPLICANT, day(on))


@pytest.mark.parametrize(
    ("since", "days", "last"),
    [
        (2, 5, 9),  # Monday to Monday
        (6, 1, 9),  # a Friday to Monday
        (7, 1, 9),  # a Saturday to Monday
        (24, 2, 27),  # over the holiday
        (24, 0, 24),
    ],
)
def test_working_days_leave_weekends_and_holidays_out(since: int, days: int, last: int) -> None:
    assert clocks.last(WORKING, since=day(since), days=days) == day(last)


def test_the_time_of_others_does_not_count_and_the_time_used_before_does() -> None:
    history = (desk(2), applicant(4), desk(20))
    budget = Budget(5, 1, WORKING)
    assert clocks.due(budget, history, state=REVIEW, since=day(20)) == Due(day(25), day(20), 2, 3, ())


def test_a_first_turn_has_the_whole_budget_and_names_the_holidays_passed_over() -> None:
    found = clocks.due(Budget(3, 1, WORKING), (desk(24),), state=REVIEW, since=day(24))
    assert found == Due(date(2026, 11, 30), day(24), 0, 3, ((day(26), THANKS),))


def test_a_holiday_on_a_weekend_takes_no_day_and_is_not_named() -> None:
    found = clocks.due(Budget(1, 1, WORKING), (), state=REVIEW, since=day(27))
    assert found == Due(date(2026, 11, 30), day(27), 0, 1, ())


def test_whoever_used_everything_has_the_least_there_is() -> None:
    history = (desk(2), applicant(20), desk(24))
    found = clocks.due(Budget(5, 1, WORKING), history, state=REVIEW, since=day(24))
    assert (found.used, found.given, found.day) == (14, 1, day(25))


def test_what_was_settled_in_between_begins_a_new_budget() -> None:
    history = (desk(2), applicant(4), desk(10), Came(DONE, Turn.NOBODY, day(12)), desk(20))
    assert clocks.used(WORKING, history, state=REVIEW, since=day(20)) == 0


def test_a_turn_in_another_state_uses_nothing_of_this_ones_budget() -> None:
    history = (Came("appealed", Turn.DESK, day(2)), desk(10), applicant(12))
    assert clocks.used(WORKING, history, state=REVIEW, since=day(20)) == 2


def test_the_turn_that_runs_is_not_used_yet_whether_its_step_is_written_or_not() -> None:
    before = (desk(2), applicant(4))
    assert [
        clocks.used(EVERY_DAY, steps, state=REVIEW, since=day(20)) for steps in (before, (*before, desk(20)))
    ] == [2, 2]


@given(
    st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)),
    st.integers(min_value=0, max_value=40),
    st.frozensets(st.integers(min_value=0, max_value=6), max_size=6),
)
def test_the_last_day_is_the_first_by_which_so_many_days_have_counted(
    since: date, days: int, weekend: frozenset[int]
) -> None:
    calendar = Calendar(weekend)
    last = clocks.last(calendar, since=since, days=days)
    assert clocks.count(calendar, after=since, until=last) == days
    assert days == 0 or clocks.count(calendar, after=since, until=last - timedelta(days=1)) == days - 1


def moment(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def test_days_on_which_the_application_was_not_there_do_not_count() -> None:
    week = Budget(7, 1, EVERY_DAY)
    paused = clocks.pauses([moment(4)], [moment(1), moment(9)], day=datetime.date)
    assert paused == (Pause(date(2026, 11, 4), date(2026, 11, 9)),)
    found = clocks.due(week, (), state="review", since=date(2026, 11, 2), paused=paused)
    assert (found.day, found.paused) == (date(2026, 11, 14), paused)
    assert clocks.due(week, (), state="review", since=date(2026, 11, 9), paused=paused).paused == ()


def test_a_pause_begins_once_and_lasts_until_the_application_is_back() -> None:
    taken, back = [moment(4), moment(5), moment(20)], [moment(1), moment(9), moment(10)]
    assert clocks.pauses(taken, back, day=datetime.date) == (
        Pause(date(2026, 11, 4), date(2026, 11, 9)),
        Pause(date(2026, 11, 20)),
    )
