"""Enrollments: made with the agreement, active from the day that the decision set."""

from datetime import timedelta

import pytest

from directbill.actions import enrollment
from directbill.core.enrollment import State
from directbill.core.errors import Refusal
from directbill.queries import days, enrollments
from directbill.queries import enrolled as shown
from directbill.records import scope
from directbill.records.models import Enrollment, EnrollmentStep
from tests.actions.enrolled import CLOCK, enrolled, later, without
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = days.of(NOW)


def test_whoever_is_enrolled_is_active_from_the_same_day() -> None:
    found = enrolled()
    row = found.row
    assert (row.state, row.since, row.begins_on, row.edition) == (State.ACTIVE, TODAY, TODAY, "2024-04-10")
    assert row.region == "europe"
    assert found.steps() == [("enroll", "pending_activation", TODAY), ("activate", "active", TODAY)]


def test_where_the_decision_sets_a_later_day_it_begins_on_that_day_and_not_before() -> None:
    first = TODAY + timedelta(days=10)
    found = enrolled(begins=first)
    assert (found.row.state, found.row.begins_on) == (State.PENDING_ACTIVATION, first)
    with pytest.raises(Refusal) as refused:
        enrollment.activate(enrollment=found.key, by=CLOCK, at=later(9))
    assert refused.value.code == "enrollment_not_due"
    enrollment.activate(enrollment=found.key, by=CLOCK, at=later(10))
    assert found.steps()[-1] == ("activate", "active", first)
    with scope.scoped(scope.EVERYONE):
        before = enrollments.on(found.row, TODAY + timedelta(days=9))
        after = enrollments.on(found.row, first)
    assert (before and before.state, after and after.state) == (State.PENDING_ACTIVATION, State.ACTIVE)


def test_an_application_that_ended_well_before_there_were_enrollments_gets_one() -> None:
    owner = without()
    with scope.scoped(scope.EVERYONE):
        assert [row.id for row in enrollments.unmade()] == [owner.id]
    made = enrollment.begin(application=owner.id, by=CLOCK, at=later(5))
    assert (made.state, made.enrolled_on, made.region) == (State.ACTIVE, TODAY, "europe")
    with scope.scoped(scope.EVERYONE):
        assert list(enrollments.unmade()) == []
    with pytest.raises(Refusal) as refused:
        enrollment.begin(application=owner.id, by=CLOCK, at=NOW)
    assert refused.value.code == "not_there"


def test_what_an_enrollment_may_do_is_derived_from_its_state() -> None:
    found = enrolled()
    with scope.scoped(scope.EVERYONE):
        assert {each.permit for each in enrollments.may(found.row)} == {"yes"}
        past = shown.allowed_on(found.row, TODAY - timedelta(days=1))
    assert past == ()
    with scope.scoped(scope.EVERYONE):
        assert (Enrollment.objects.count(), EnrollmentStep.objects.count()) == (1, 2)
