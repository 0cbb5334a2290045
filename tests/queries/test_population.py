"""The population in figures: counted from the records, nothing left out."""

from datetime import timedelta

import pytest
from tests.actions.enrolled import Enrolled, enrolled
from tests.cast import NOW

from directbill.core.enrollment import State
from directbill.core.periods import Month
from directbill.queries import days, population, reviews
from directbill.records import scope

pytestmark = pytest.mark.django_db
TODAY = days.of(NOW)


@pytest.fixture
def found() -> Enrolled:
    company = enrolled()
    company.announced()
    return company


def test_every_state_is_counted(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        counted = population.by_state()
    assert (list(counted), {s: n for s, n in counted.items() if n}) == (list(State), {State.ACTIVE: 1})


def test_steps_that_come_are_listed_with_their_day_and_state(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        rows = population.coming(on=TODAY)
        early = population.coming(on=TODAY - timedelta(days=90))
    assert [(row.on, row.enrollment, row.state, row.number) for row in rows] == [
        (TODAY + timedelta(days=30), found.row.reference, State.RESTRICTED, 1)
    ]
    assert early == []


def test_reviews_are_counted_in_their_months(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        due = reviews.due(found.row).day
        near = due - timedelta(days=60)
        counted = population.reviews_ahead(on=near)
    assert len(counted) == 12
    assert {month: n for month, n in counted.items() if n} == {Month.of(due): 1}


def test_what_waits_for_the_desk_is_counted_by_its_age(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        assert set(population.ages(on=TODAY)) == {2, 5, 10, 20, 0}
        assert sum(population.ages(on=TODAY).values()) == 0


def test_turns_that_ended_are_measured_by_their_median(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        rows = {row.state: (row.turn, row.median) for row in population.waited(on=TODAY)}
        later = population.waited(on=TODAY + timedelta(days=366))
    assert rows["decision.to_recommend"] == ("desk", 0)
    assert rows["assessment.held"] == ("assessor", 0)
    assert {turn for turn, _ in rows.values()} == {"desk", "assessor"}
    assert later == ()


def test_revenues_lie_in_bands_of_the_bar(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        counted = population.revenues(on=TODAY)
    assert list(counted) == [0, 50, 75, 90, 100, 110, 125, 150, -1]
    assert sum(counted.values()) == 1
