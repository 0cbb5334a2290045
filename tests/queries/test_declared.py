"""What a review asks again: carried over, answered anew, open until it is certified, and what counts afterwards."""

from datetime import date

import pytest
from tests import cast
from tests.actions import publishing
from tests.actions.enrolled import CLOCK, Enrolled, quick
from tests.actions.reviewing import Reviewing, opened

from directbill.actions import answers
from directbill.actions.answers import Given
from directbill.core.errors import Refusal
from directbill.core.form import Values
from directbill.ops.jobs import items as rules
from directbill.queries import declared, noticed, outlooks
from directbill.records import scope
from directbill.records.models import Enrollment, TaskAnswers

pytestmark = pytest.mark.django_db
LATER = "2025-10-01"
DESIGNATION: Values = {"designations": [{"name": "Modern Work", "until": "2027-12-31"}]}
SECURITY: Values = {
    "mandatory": "yes",
    "looked_on": "2026-11-20",
    "security_contact": "security@example.com",
    "alerts": "Somebody is on call, also at night.",
}
SUPPORT: Values = {"support": "no"}


@pytest.fixture
def found() -> Enrolled:
    return quick()


def saved(case: Reviewing, task: str, values: Values, *, finished: bool = True) -> TaskAnswers:
    owner = case.again()
    with scope.scoped(scope.EVERYONE):
        row = TaskAnswers.objects.filter(application=owner, task=task).first()
    given = Given(values=values, finished=finished, revision=row.revision if row else 0)
    by = cast.later(cast.acting(case.app.company.ada), case.at)
    return answers.save(
        partner=owner.partner_id, application=owner.id, task=task, given=given, by=by, at=case.at
    )


def states(case: Reviewing) -> dict[str, str]:
    with scope.scoped(scope.EVERYONE):
        return {each.task.key: str(each.state) for each in declared.standings(case.again())}


def refused(case: Reviewing, **changed: object) -> tuple[str, str]:
    with pytest.raises(Refusal) as refusal:
        case.certified(**changed)
    return refusal.value.code, refusal.value.faults[0].found


def automatic(case: Reviewing) -> set[str]:
    """Items that a rule settles once it is certified."""
    rules.look(by=CLOCK, at=case.at)
    return {
        row.key for row in case.rows() if any(verb == "accept_by_rule" for verb, *_ in case.steps(row.key))
    }


def listed(found: Enrolled) -> dict[str, date]:
    """What a signal of expiry looks at, once it is held against the later edition."""
    with scope.scoped(scope.EVERYONE):
        Enrollment.objects.filter(id=found.key).update(edition=LATER)
        return dict(noticed.seen(found.row, on=date(2027, 8, 24)).documents)


def test_under_the_same_edition_everything_is_carried_over_and_nothing_is_open(found: Enrolled) -> None:
    case = opened(found)
    assert states(case) == {"support": "done", "receivables": "done", "managed_service": "done"}
    assert {"first_level_support", "managed_service"} <= automatic(case.certified())


def test_what_is_answered_otherwise_is_no_unchanged_and_a_person_looks_at_it(found: Enrolled) -> None:
    case = opened(found)
    saved(case, "support", SUPPORT)
    with scope.scoped(scope.EVERYONE):
        assert declared.altered(case.again()) == ("support",)
    assert refused(case) == ("review_answers_changed", "1")
    case.certified(unchanged="no", changes="No support any more.")
    assert "first_level_support" not in automatic(case)


def test_what_was_answered_otherwise_does_not_stand_nor_what_was_not_asked_before(found: Enrolled) -> None:
    case = opened(found)
    saved(case, "support", SUPPORT)
    asked = ("first_level_support", "receivables_infrastructure", "solutions_designation")
    with scope.scoped(scope.EVERYONE):
        assert [declared.stands(case.again(), each) for each in asked] == [False, True, False]


def test_an_answer_given_again_as_it_was_has_not_changed(found: Enrolled) -> None:
    case = opened(found)
    with scope.scoped(scope.EVERYONE):
        before = declared.before(case.again())["support"].values
    saved(case, "support", SUPPORT)
    saved(case, "support", before)
    with scope.scoped(scope.EVERYONE):
        assert declared.altered(case.again()) == ()


def test_a_later_edition_s_questions_are_to_be_answered_before_it_is_certified(found: Enrolled) -> None:
    publishing.in_force()
    case = opened(found)
    assert (case.again().edition, states(case)) == (
        LATER,
        {"designation": "not_started", "security": "not_started"},
    )
    assert refused(case) == ("review_answers_open", "2")
    saved(case, "designation", DESIGNATION)
    saved(case, "security", SECURITY, finished=False)
    assert refused(case) == ("review_answers_open", "1")
    saved(case, "security", SECURITY)
    assert states(case) == {"designation": "done", "security": "done"}
    carried = automatic(case.certified())
    assert "solutions_designation" not in carried, "nobody confirmed it before"
    assert listed(found) == {"Modern Work": date(2027, 12, 31)}
    with scope.scoped(scope.EVERYONE):
        submitted = case.again().submissions.order_by("-number")[0]
    assert '"name":"Modern Work"' in submitted.record


def test_who_has_not_what_a_later_edition_asks_for_says_so_and_certifies_all_the_same(
    found: Enrolled,
) -> None:
    publishing.in_force()
    case = opened(found).certified(unchanged="no", changes="We hold no designation.")
    assert (case.states()["certification"], "solutions_designation" in automatic(case)) == ("given", False)


def test_what_is_not_asked_again_or_was_certified_is_not_changed(found: Enrolled) -> None:
    case = opened(found)
    for task in ("company", "people", "nothing"):
        with pytest.raises(Refusal) as refusal:
            saved(case, task, {})
        assert refusal.value.code == "application_not_editable"
    case.certified()
    with pytest.raises(Refusal) as refusal:
        saved(case, "support", SUPPORT)
    assert refusal.value.code == "application_not_editable"


def test_what_was_said_in_a_review_counts_for_the_enrollment_and_for_its_outlook(found: Enrolled) -> None:
    case = opened(found)
    saved(case, "support", SUPPORT)
    with scope.scoped(scope.EVERYONE):
        row: Enrollment = found.row
        said = declared.of_enrollment(row)["support"].values
        outcomes = {f.requirement: str(f.outcome) for f in noticed.seen(row, on=case.at.date()).findings}
        drafts = outlooks.drafts([row])[row.id]
    assert (said, outcomes["first_level_support"]) == (SUPPORT, "not_met")
    assert (drafts["support"].values, "receivables" in drafts) == (SUPPORT, True)


def test_a_review_that_is_open_takes_nothing_from_the_outlook(found: Enrolled) -> None:
    with scope.scoped(scope.EVERYONE):
        before = outlooks.drafts([found.row])
    opened(found)
    with scope.scoped(scope.EVERYONE):
        assert outlooks.drafts([found.row]) == before != {}
