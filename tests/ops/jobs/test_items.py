"""Items whose day has passed: the clock does what the table gives it, once, and nothing before its day."""

from datetime import timedelta

import pytest

from directbill.access import actor
from directbill.core.application import State
from directbill.core.work import Work
from directbill.ops.jobs import items
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW

pytestmark = pytest.mark.django_db
BY = actor.system("directbill.items_due")


def look(case: Deciding, key: str, *, after: int) -> str:
    """The state of an item after the job ran so many days past the day it is due."""
    due = case.row(key).due
    assert due
    items.look(by=BY, at=NOW + timedelta(days=(due - NOW.date()).days + after))
    return case.row(key).state


def test_interviews_nobody_booked_are_late_the_day_after_and_can_still_be_booked() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    assert (look(case, key, after=0), look(case, key, after=1)) == ("invited", "overdue")
    assert case.do(key, "book").state == "booked"


def test_a_refusal_nobody_appealed_stands_after_its_day_and_ends_the_application() -> None:
    case = deciding.begun()
    key = case.of(Work.DECISION)[0].key
    for item, verb in ((case.rows()[0].key, "refuse"), (key, "recommend_refusal"), (key, "refuse")):
        case.do(item, verb)
    assert (look(case, key, after=0), case.app.record.state) == ("refused", State.SUBMITTED)
    assert (look(case, key, after=1), case.app.record.state) == ("refused_finally", State.REFUSED)


def test_run_twice_it_does_nothing_more() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    look(case, key, after=1)
    before = case.steps(key)
    items.look(by=BY, at=NOW + timedelta(days=40))
    assert case.steps(key) == before


def test_what_is_the_desks_turn_is_never_done_by_the_clock() -> None:
    case = deciding.begun()
    items.look(by=BY, at=NOW + timedelta(days=400))
    left = {row.key: row.state for row in case.of(Work.CONFIRMATION)}
    assert {k for k, state in left.items() if state != "in_review"} == {"revenue_ttm", "indirect_tenure"}


def test_an_application_submitted_before_there_were_steps_gets_them_once() -> None:
    app = deciding.without_steps()
    case = Deciding(app)
    assert case.rows() == []
    items.look(by=BY, at=NOW)
    open_ = case.states()
    items.look(by=BY, at=NOW)
    assert case.states() == open_
    assert {row.state for row in case.of(Work.CONFIRMATION)} == {"in_review"}
