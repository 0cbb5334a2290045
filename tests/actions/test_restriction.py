"""Restrictions: announced, answered, decided by two, carried out by the clock, and told."""

from datetime import timedelta

import pytest

from directbill.actions import application
from directbill.actions import restriction as actions
from directbill.core.errors import Refusal
from directbill.core.restriction import State
from directbill.queries import days, enrollments, reminders
from directbill.records import scope
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.enrolled import CLOCK, Enrolled, approver, later, manager, quick, reviewer
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = days.of(NOW)


@pytest.fixture
def found() -> Enrolled:
    company = quick()
    company.announced()
    return company


def day(number: int) -> str:
    return (TODAY + timedelta(days=number)).isoformat()


def denied(found: Enrolled) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return [each.capability.key for each in enrollments.may(found.row) if each.permit == "no"]


def test_an_announcement_takes_nothing_away_and_tells_the_day_thirty_days_ahead(found: Enrolled) -> None:
    row = found.restriction()
    assert (row.state, row.turn, row.plan) == ("open", "applicant", [{"state": "restricted", "on": day(30)}])
    assert (found.row.state, denied(found), found.letters()) == ("active", [], ["restriction_announced"])


def test_on_its_day_new_purchases_stop_and_serving_goes_on(found: Enrolled) -> None:
    with pytest.raises(Refusal) as refused:
        found.taken(at=later(29))
    assert refused.value.code == "restriction_not_due"
    found.taken(at=later(30))
    assert found.steps()[-1] == ("restrict", "restricted", TODAY + timedelta(days=30))
    assert "place_new_orders" in denied(found)
    assert "support_customers" not in denied(found)
    assert found.letters() == ["restriction_announced", "restriction_step"]


def test_what_is_denied_says_why_since_when_and_what_can_be_done(found: Enrolled) -> None:
    found.taken(at=later(30))
    with scope.scoped(scope.EVERYONE):
        details = next(each.details for each in enrollments.may(found.row) if each.details)
    assert (details.code, details.cause, details.resolution, details.since, details.until) == (
        "enrollment_restricted",
        "review_not_passed:2027",
        "resolve_open",
        TODAY + timedelta(days=30),
        None,
    )


def test_a_cure_is_claimed_recommended_by_one_and_decided_by_another(found: Enrolled) -> None:
    found.taken(at=later(30))
    found.do("claim_cure", by=found.ada, at=later(40))
    found.do("recommend_lift", by=reviewer(), at=later(41))
    lifted = found.do("lift", by=approver(), at=later(42), until=TODAY + timedelta(days=42))
    assert lifted.state == State.LIFT_DECIDED
    found.taken(at=later(42))
    assert found.steps()[-1] == ("restore", "active", TODAY + timedelta(days=42))
    assert (denied(found), found.restriction().state) == ([], State.LIFTED)


def test_who_recommended_does_not_decide_whatever_else_they_may(found: Enrolled) -> None:
    cast.at_desk("Bo", DeskRole.REVIEWER)
    both = cast.at_desk("Bo", DeskRole.APPROVER)
    found.do("recommend_lift", by=cast.acting(both))
    with pytest.raises(Refusal) as refused:
        found.do("lift", by=cast.acting(both), until=TODAY)
    assert refused.value.code == "second_person_needed"


def test_an_extension_moves_the_step_by_no_more_than_the_data_allow(found: Enrolled) -> None:
    found.do("recommend_extension", by=reviewer())
    with pytest.raises(Refusal) as refused:
        found.do("extend", by=approver(), until=TODAY + timedelta(days=121))
    assert refused.value.code == "restriction_too_long"
    row = found.do("extend", by=approver(), until=TODAY + timedelta(days=120))
    assert row.plan == [{"state": "restricted", "on": day(120)}]


def test_an_appeal_is_heard_by_people_who_took_no_part(found: Enrolled) -> None:
    found.do("recommend_extension", by=reviewer())
    found.do("return", by=approver())
    found.do("appeal", by=found.ada)
    with pytest.raises(Refusal) as refused:
        found.do("overturn", by=approver())
    assert refused.value.code == "took_part"
    assert found.do("overturn", by=manager()).state == State.LIFTED


def test_a_proposal_is_told_to_nobody_until_a_second_person_announces_it() -> None:
    found = quick()
    row = actions.propose(
        enrollment=found.key, signal="invoice_overdue", subject="G1", text="Unpaid.", by=reviewer(), at=NOW
    )
    assert (row.state, found.letters()) == (State.PROPOSED, [])
    confirmed = found.do("confirm", by=approver())
    assert confirmed.plan == [{"state": "suspended", "on": day(30)}]
    assert found.letters() == ["restriction_announced"]


@pytest.mark.parametrize(
    ("signal", "text", "code"),
    [("plan_ends", "x", "restriction_cause_unknown"), ("invoice_overdue", " ", "reason_missing")],
)
def test_a_proposal_names_a_cause_and_says_why(signal: str, text: str, code: str) -> None:
    found = quick()
    with pytest.raises(Refusal) as refused:
        actions.propose(enrollment=found.key, signal=signal, subject="x", text=text, by=reviewer(), at=NOW)
    assert refused.value.code == code


def test_what_changed_since_it_was_seen_is_told(found: Enrolled) -> None:
    seen = found.which()
    found.do("recommend_lift", by=reviewer())
    with pytest.raises(Refusal) as refused:
        actions.do(which=seen, verb="claim_cure", text="x", by=found.ada, at=NOW)
    assert refused.value.code == "revision_stale"


def test_a_step_is_told_again_on_each_day_set_for_it_and_once(found: Enrolled) -> None:
    told = []
    for number in range(31):
        with scope.scoped(scope.EVERYONE):
            rows = list(reminders.to_remind(on=days.of(later(number))))
        for row in rows:
            actions.remind(restriction=row.id, by=CLOCK, at=later(number))
            told.append(number)
    assert told == [16, 27]
    assert found.letters() == ["restriction_announced", "restriction_reminder", "restriction_reminder"]


def test_after_a_revocation_no_new_application_is_taken_for_a_year() -> None:
    found = quick()
    with scope.scoped(scope.EVERYONE):
        row = found.row
        row.state, row.locked_until = "revoked", later(365).date()
        row.save()
    begin = {"partner": row.partner_id, "by": found.ada}
    with pytest.raises(Refusal) as refused:
        application.begin(**begin, at=later(364))
    assert refused.value.code == "application_locked"
    assert application.begin(**begin, at=later(365)).state == "draft"


def test_a_stranger_and_the_wrong_role_do_nothing(found: Enrolled) -> None:
    seen = found.which()
    mallory = cast.acting(cast.stranger()[1])
    for by, code in ((mallory, "not_there"), (reviewer(), "not_permitted")):
        with pytest.raises(Refusal) as refused:
            actions.do(which=seen, verb="claim_cure", text="x", by=by, at=NOW)
        assert refused.value.code == code
