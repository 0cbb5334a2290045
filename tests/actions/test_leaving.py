"""Leaving: notice by a Global administrator, taken back or carried out, and everything open closed with it."""

from datetime import timedelta

import pytest

from directbill.access.actor import Actor
from directbill.actions import leaving
from directbill.core.errors import Refusal
from directbill.core.leaving import State
from directbill.ops.jobs import enrollments as jobs
from directbill.queries import days, departures, waivers
from directbill.records import scope
from directbill.records.models import Leaving, Signal
from tests import cast
from tests.actions import leaving as notices
from tests.actions import reviewing
from tests.actions.enrolled import CLOCK, Enrolled, later, quick, reviewer
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = days.of(NOW)
ENDS = TODAY + timedelta(days=30)


@pytest.fixture
def found() -> Enrolled:
    return quick()


def told(found: Enrolled) -> list[tuple[str, str]]:
    """What was done about each notice: the verb, and whose deed it was."""
    with scope.scoped(scope.EVERYONE):
        return [(s.verb, s.side) for row in departures.of(found.row) for s in departures.steps(row)]


def refused(found: Enrolled, code: str, *, by: Actor | None = None) -> None:
    with pytest.raises(Refusal) as refusal:
        leaving.give(which=notices.which(found), reason="", by=by or found.ada, at=NOW)
    assert refusal.value.code == code


def test_notice_names_the_day_thirty_days_ahead_and_takes_nothing_away(found: Enrolled) -> None:
    row = notices.given(found)
    assert (row.state, row.given_on, row.ends_on, row.text) == (State.GIVEN, TODAY, ENDS, notices.REASON)
    assert (found.row.state, found.letters()) == ("active", ["leaving_given"])
    assert told(found) == [("give", "applicant")]


def test_it_can_be_taken_back_and_given_anew(found: Enrolled) -> None:
    notices.given(found)
    leaving.take_back(which=notices.which(found), by=found.ada, at=later(29))
    assert (found.row.state, found.letters()) == ("active", ["leaving_given", "leaving_taken_back"])
    assert notices.given(found).state == State.GIVEN


def test_on_its_day_the_enrollment_ends_and_everything_open_closes(found: Enrolled) -> None:
    found.announced()
    kept = notices.granted(found)
    notices.proposed(found, "indirect_tenure")
    with scope.scoped(scope.EVERYONE):
        Signal.objects.create(
            partner_id=found.row.partner_id, enrollment=found.row, kind="plan_ends", subject="x", turn="applicant",
            since=TODAY, due=ENDS, raised_at=NOW,
        )  # fmt: skip
    review = reviewing.opened(found)
    notices.given(found)
    with pytest.raises(Refusal) as refusal:
        leaving.carry_out(enrollment=found.key, by=CLOCK, at=later(29))
    assert refusal.value.code == "leaving_not_due"
    leaving.carry_out(enrollment=found.key, by=CLOCK, at=later(30))
    row = found.row
    assert (row.state, row.ended_on, found.steps()[-1]) == ("ended", ENDS, ("end", "ended", ENDS))
    assert found.restriction().state == "closed"
    with scope.scoped(scope.EVERYONE):
        assert [w.state for w in waivers.rows_of(row)] == ["closed", "closed"]
        assert waivers.of(row, kept.until) == frozenset()
        assert list(Signal.objects.filter(closed_at=None)) == []
    assert (review.again().state, found.letters()[-1]) == ("withdrawn", "leaving_carried_out")


def test_the_clock_ends_it_once_however_late_it_is(found: Enrolled) -> None:
    notices.given(found)
    for number in (29, 45, 46):
        jobs.look(by=CLOCK, at=later(number))
    assert [step for step in found.steps() if step[0] == "end"] == [
        ("end", "ended", TODAY + timedelta(days=45))
    ]
    assert told(found) == [("give", "applicant"), ("carry_out", "nobody")]
    refused(found, "enrollment_over")


def test_only_a_global_administrator_who_was_confirmed_a_short_while_ago_gives_notice(
    found: Enrolled,
) -> None:
    company = found.case.app.company
    refused(found, "not_permitted", by=cast.acting(company.ben))
    refused(found, "not_permitted", by=reviewer())
    refused(found, "not_there", by=cast.acting(cast.stranger()[1]))
    with pytest.raises(Refusal) as refusal:
        leaving.give(which=notices.which(found), reason="", by=found.ada, at=later(1))
    assert refusal.value.code == "step_up_needed"
    with scope.scoped(scope.EVERYONE):
        assert list(Leaving.objects.all()) == []


def test_notice_is_given_once_and_what_was_not_given_is_not_taken_back(found: Enrolled) -> None:
    with pytest.raises(Refusal) as refusal:
        leaving.take_back(which=notices.which(found), by=found.ada, at=NOW)
    assert refusal.value.code == "not_there"
    notices.given(found)
    refused(found, "leaving_given")
