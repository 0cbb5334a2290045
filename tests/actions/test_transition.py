"""The transition to indirect reseller, from the request to the end, with two customers."""

from datetime import date, timedelta

import pytest
from django.db.transaction import atomic

from directbill.actions import transition
from directbill.actions.shape import ending, standings
from directbill.core.errors import Refusal
from directbill.ops.jobs.enrollments import look
from directbill.queries import days, transitions
from directbill.records import scope
from directbill.records.models import OutboxMessage
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import leaving as notices
from tests.actions import transition as made
from tests.actions.enrolled import CLOCK, Enrolled, approver, later, quick, reviewer
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = days.of(NOW)
TWO = ("Fabrikam", "Northwind")


@pytest.fixture
def found() -> Enrolled:
    return quick()


def states(found: Enrolled) -> tuple[str, str, list[str]]:
    """The enrollment, the transition, and its customers."""
    return found.row.state, made.row(found).state, [row.state for row in made.moves(found)]


def verbs(found: Enrolled, table: str = "transition") -> list[tuple[str, str]]:
    key = made.row(found).id if table == "transition" else made.moves(found)[0].id
    with scope.scoped(scope.EVERYONE):
        return [(step.verb, step.side) for step in transitions.steps(table, key)]


def test_two_customers_move_and_the_enrollment_ends_with_the_last_verification(found: Enrolled) -> None:
    made.moving(found, *TWO)
    assert states(found) == ("active", "moving", ["listed", "listed"])
    made.moved(found, 1)
    made.did(found, 2, "release", text="It goes to another partner.")
    transition.finish(which=made.which(found), by=found.ada, at=NOW)
    for number in (1, 2):
        made.did(found, number, "verify", by=reviewer())
    assert states(found) == ("active", "to_verify", ["verified", "verified"])
    made.decided(found, "complete", at=later(1))
    ended = TODAY + timedelta(days=1)
    assert states(found) == ("ended", "completed", ["verified", "verified"])
    assert (found.row.ended_on, found.steps()[-1]) == (ended, ("end", "ended", ended))
    assert verbs(found) == [
        ("ask", "applicant"), ("approve", "desk"), ("name_provider", "applicant"), ("accept", "third_party"),
        ("finish", "applicant"), ("complete", "desk"),
    ]  # fmt: skip
    assert verbs(found, "customer_move") == [
        ("list", "applicant"), ("record_consent", "applicant"), ("confirm_agreement", "applicant"),
        ("plan", "applicant"), ("mark", "applicant"), ("mark", "applicant"), ("finish", "applicant"),
        ("verify", "desk"),
    ]  # fmt: skip


def test_who_must_know_is_told_and_the_provider_alone_has_the_link(found: Enrolled) -> None:
    made.asked(found)
    made.decided(found, "approve")
    made.named(found)
    with scope.scoped(scope.EVERYONE):
        sent = OutboxMessage.objects.select_related("notice").get(notice__kind="transition_provider")
    assert sent.recipient == "lea@example.com"
    assert "/provider/" in sent.private["url"]
    assert "/provider/" not in sent.notice.text + sent.notice.html
    assert sorted(found.letters()) == ["transition_changed", "transition_changed", "transition_provider"]


def test_the_desk_answers_within_working_days(found: Enrolled) -> None:
    """From Sunday, 22 November: Thanksgiving and a weekend do not count."""
    row = made.asked(found)
    assert (row.state, row.turn, row.due) == ("asked", "desk", date(2026, 11, 30))
    assert (made.decided(found, "approve").due, made.row(found).turn) == (None, "applicant")


def test_a_provider_that_declines_says_why_and_another_one_is_named(found: Enrolled) -> None:
    made.asked(found)
    made.decided(found, "approve")
    held = made.named(found)
    with pytest.raises(Refusal) as refused:
        transition.decline(link=held.id, reason=" ", by=made.provider(held), at=NOW)
    assert refused.value.code == "reason_missing"
    transition.decline(link=held.id, reason="Not in this region.", by=made.provider(held), at=NOW)
    assert made.row(found).state == "approved"
    made.accepted(found, at=later(1))
    since = TODAY + timedelta(days=1)
    assert (made.row(found).both_since, made.link(found).answered_name) == (since, "Lea Example")


def test_a_link_that_nobody_answered_ends_and_it_is_the_companys_turn_again(found: Enrolled) -> None:
    made.asked(found)
    made.decided(found, "approve")
    held = made.named(found)
    row = made.row(found)
    assert (row.state, row.turn, row.due) == ("provider_asked", "third_party", TODAY + timedelta(days=29))
    with pytest.raises(Refusal) as refused:
        transition.lapse(link=held.id, by=CLOCK, at=later(30) - timedelta(seconds=1))
    assert refused.value.code == "provider_link_holds"
    look(by=CLOCK, at=later(30))
    look(by=CLOCK, at=later(31))
    row = made.row(found)
    assert (row.state, row.turn, row.due) == ("approved", "applicant", None)
    assert found.letters().count("transition_lapsed") == 1
    with pytest.raises(Refusal) as closed:
        transition.accept(link=held.id, name="Lea", by=made.provider(held), at=later(30))
    assert closed.value.code == "signature_closed"


def test_a_link_is_for_one_answer_until_its_day_or_a_newer_one(found: Enrolled) -> None:
    made.asked(found)
    made.decided(found, "approve")
    first = made.named(found)
    second = made.named(found, at=later(1), name="Litware Cloud")
    for held, by, at, code in (
        (first, made.provider(first), NOW, "signature_closed"),
        (second, made.provider(first), NOW, "not_there"),
        (second, made.provider(second), later(31), "signature_expired"),
    ):
        with pytest.raises(Refusal) as refused:
            transition.accept(link=held.id, name="Lea", by=by, at=at)
        assert refused.value.code == code
    with pytest.raises(Refusal) as unnamed:
        transition.accept(link=second.id, name=" ", by=made.provider(second), at=later(2))
    assert unnamed.value.code == "signature_name"
    transition.accept(link=second.id, name="Lea", by=made.provider(second), at=later(2))
    with pytest.raises(Refusal) as again:
        transition.accept(link=second.id, name="Lea", by=made.provider(second), at=later(2))
    assert again.value.code == "signature_closed"


def test_what_was_withdrawn_leaves_the_link_leading_nowhere(found: Enrolled) -> None:
    made.asked(found)
    made.decided(found, "approve")
    held = made.named(found)
    transition.withdraw(which=made.which(found), text="", by=found.ada, at=NOW)
    with pytest.raises(Refusal) as refused:
        transition.accept(link=held.id, name="Lea", by=made.provider(held), at=NOW)
    assert refused.value.code == "signature_closed"
    assert made.asked(found).state == "asked"


def test_customers_of_what_was_withdrawn_are_closed_and_nothing_is_done_with_them_any_more(
    found: Enrolled,
) -> None:
    made.asked(found)
    made.decided(found, "approve")
    made.listed(found, *TWO)
    made.did(found, 1, "remove")
    transition.withdraw(which=made.which(found), text="", by=found.ada, at=NOW)
    assert states(found) == ("active", "withdrawn", ["removed", "closed"])
    assert [row.turn for row in made.moves(found)] == ["nobody", "nobody"]
    with pytest.raises(Refusal) as refused:
        made.did(found, 2, "remove")
    assert refused.value.code == "step_after_end"


def test_it_is_asked_for_once_and_notice_of_leaving_comes_first(found: Enrolled) -> None:
    made.asked(found)
    assert refused_ask(found) == "transition_there"
    made.decided(found, "refuse", text="Not now.")
    notices.given(found)
    assert refused_ask(found) == "leaving_given"


def test_notice_is_given_only_once_the_transition_was_taken_back(found: Enrolled) -> None:
    made.asked(found)
    with pytest.raises(Refusal) as refused:
        notices.given(found)
    assert [(fault.code, fault.found) for fault in refused.value.faults] == [
        ("transition_runs", "transition.asked")
    ]
    transition.withdraw(which=made.which(found), text="", by=found.ada, at=NOW)
    assert notices.given(found).state == "given"


def refused_ask(found: Enrolled) -> str:
    with pytest.raises(Refusal) as refused:
        made.asked(found)
    return refused.value.code


def test_who_approved_does_not_complete(found: Enrolled) -> None:
    cast.at_desk("Bo", DeskRole.REVIEWER)
    both = cast.acting(cast.at_desk("Bo", DeskRole.APPROVER))
    made.asked(found)
    made.decided(found, "approve", by=both)
    made.accepted(found)
    transition.finish(which=made.which(found), by=found.ada, at=NOW)
    with pytest.raises(Refusal) as refused:
        made.decided(found, "complete", by=both)
    assert refused.value.code == "second_person_needed"


def test_only_a_confirmed_administrator_asks_and_only_the_right_role_decides(found: Enrolled) -> None:
    ben = cast.acting(found.case.app.company.ben)
    which = notices.which(found)
    for by, at, code in (
        (ben, NOW, "not_permitted"),
        (reviewer(), NOW, "not_permitted"),
        (cast.acting(cast.stranger()[1]), NOW, "not_there"),
        (found.ada, later(1), "step_up_needed"),
    ):
        with pytest.raises(Refusal) as refused:
            transition.ask(which=which, values=made.ASKED, by=by, at=at)
        assert refused.value.code == code
    made.asked(found)
    with pytest.raises(Refusal) as decides:
        made.decided(found, "approve", by=approver())
    assert decides.value.code == "not_permitted"


def test_what_was_not_confirmed_is_told_by_its_field(found: Enrolled) -> None:
    with pytest.raises(Refusal) as refused:
        transition.ask(which=notices.which(found), values={"profile": "yes"}, by=found.ada, at=NOW)
    assert [(f.code, f.place.column) for f in refused.value.faults] == [("answer_missing", "understood")]


def test_another_end_overtakes_it_with_its_customers_and_its_link(found: Enrolled) -> None:
    made.asked(found)
    made.decided(found, "approve")
    made.listed(found, *TWO)
    made.named(found)
    with scope.scoped(scope.EVERYONE), atomic():
        ending.end(standings.locked(found.key), standings.Deed(verb="end", by=CLOCK, at=later(30)))
    assert states(found) == ("ended", "overtaken", ["closed", "closed"])
    assert made.link(found).replaced_at == later(30)
    assert made.row(found).turn == "nobody"
