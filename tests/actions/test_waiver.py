"""Waivers: proposed by one person, granted by another, told to the company, over on their day."""

from datetime import timedelta

import pytest

from directbill.actions import waiver
from directbill.core.errors import Refusal
from directbill.core.waiver import State
from directbill.ops.jobs import enrollments as jobs
from directbill.queries import timeline, waivers
from directbill.records import scope
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import leaving as made
from tests.actions.enrolled import CLOCK, Enrolled, approver, later, quick, reviewer
from tests.actions.leaving import LAST, TODAY
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Enrolled:
    return quick()


def excused(found: Enrolled, days_on: int = 0) -> frozenset[str]:
    with scope.scoped(scope.EVERYONE):
        return waivers.of(found.row, TODAY + timedelta(days=days_on))


def seen(found: Enrolled) -> tuple[list[str], list[str]]:
    """What the company is shown: waivers by state, and events about them."""
    with scope.scoped(scope.partner(found.row.partner_id)):
        events = timeline.of(found.row.partner_id, reference=found.row.reference).events
        rows = [row.state for row in waivers.told(found.row)]
        return rows, [e.kind for e in events if e.kind.startswith("waiver:")]


def test_what_is_proposed_excuses_nothing_and_is_told_to_nobody(found: Enrolled) -> None:
    row = made.proposed(found)
    assert (row.state, row.until, row.approver_id) == (State.PROPOSED, LAST, None)
    assert (excused(found), found.letters(), seen(found)) == (frozenset(), [], ([], []))


def test_a_second_person_grants_it_and_the_company_is_told(found: Enrolled) -> None:
    row = made.granted(found)
    assert (row.state, str(row.approver_id)) == (State.GRANTED, approver().key)
    assert (excused(found, 90), excused(found, 91)) == ({"revenue_ttm"}, frozenset())
    assert (found.letters(), seen(found)) == (["waiver_granted"], (["granted"], ["waiver:grant"]))


def test_who_proposed_does_not_grant_whatever_else_they_may(found: Enrolled) -> None:
    cast.at_desk("Bo", DeskRole.REVIEWER)
    both = cast.acting(cast.at_desk("Bo", DeskRole.APPROVER))
    wanted = waiver.Wanted(requirement="indirect_tenure", until=LAST)
    row = waiver.propose(enrollment=found.key, wanted=wanted, text="A flood.", by=both, at=NOW)
    with pytest.raises(Refusal) as refused:
        waiver.grant(which=made.of(row), by=both, at=NOW)
    assert refused.value.code == "second_person_needed"


def test_what_was_declined_stays_at_the_desk(found: Enrolled) -> None:
    row = waiver.decline(which=made.of(made.proposed(found)), text="No.", by=approver(), at=NOW)
    assert (row.state, found.letters(), seen(found)) == (State.DECLINED, [], ([], []))
    assert made.proposed(found).state == State.PROPOSED


def test_it_is_withdrawn_with_a_reason_that_the_company_reads(found: Enrolled) -> None:
    row = made.granted(found)
    with pytest.raises(Refusal) as refused:
        waiver.withdraw(which=made.of(row), text=" ", by=approver(), at=NOW)
    assert refused.value.code == "reason_missing"
    waiver.withdraw(which=made.of(row), text="It is met.", by=approver(), at=NOW)
    assert (excused(found), sorted(found.letters())) == (frozenset(), ["waiver_granted", "waiver_over"])


def test_the_clock_ends_it_after_its_last_day_and_tells_once(found: Enrolled) -> None:
    made.granted(found)
    for number in (90, 91, 92):
        jobs.look(by=CLOCK, at=later(number))
    assert found.letters() == ["waiver_granted", "waiver_over"]
    assert seen(found)[0] == ["expired"]


def test_it_lasts_no_longer_than_the_data_allow_and_excuses_what_the_edition_asks(found: Enrolled) -> None:
    for requirement, days_on, code in (
        ("indirect_tenure", 366, "waiver_too_long"),
        ("luck", 1, "waiver_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            made.proposed(found, requirement, until=TODAY + timedelta(days=days_on))
        assert refused.value.code == code


def test_the_wrong_role_and_what_changed_since_are_refused(found: Enrolled) -> None:
    row = made.proposed(found)
    seen_ = made.of(row)
    for by, code in ((reviewer(), "not_permitted"), (found.ada, "not_permitted")):
        with pytest.raises(Refusal) as refused:
            waiver.grant(which=seen_, by=by, at=NOW)
        assert refused.value.code == code
    waiver.grant(which=seen_, by=approver(), at=NOW)
    with pytest.raises(Refusal) as stale:
        waiver.grant(which=seen_, by=approver("Una"), at=NOW)
    assert stale.value.code == "revision_stale"
