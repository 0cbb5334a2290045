"""The yearly review: opened by its clock, carried over, decided by two, and not passed a reason to restrict."""

from datetime import date, timedelta

import pytest

from directbill.actions import application, restriction, review
from directbill.actions.shape.sending import Which
from directbill.core.application import State
from directbill.core.errors import Refusal
from directbill.core.work import LIVES, Work
from directbill.ops.jobs import items as rules
from directbill.queries import clocks, days, enrollments, queue, reviews
from directbill.records import scope
from directbill.records.models import Event, Notice
from tests.actions.enrolled import CLOCK, Enrolled, approver, manager, quick, reviewer
from tests.actions.reviewing import Reviewing, announced, due, on, opened, opens

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def found() -> Enrolled:
    return quick()


def refused(do: object, **arguments: object) -> str:
    with pytest.raises(Refusal) as refusal:
        do(**arguments)  # type: ignore[operator]  # types: any action
    return refusal.value.code


def passed(case: Reviewing) -> Reviewing:
    """Everything of the review up to its decision."""
    case.certified()
    rules.look(by=CLOCK, at=case.at)
    return case.passed(Work.CONFIRMATION, Work.ASSESSMENT, Work.CONTRACT)


def renewed(case: Reviewing) -> Reviewing:
    passed(case)
    case.do("renewal", "recommend_renewal")
    case.do("renewal", "renew")
    return case


def test_it_opens_ninety_days_ahead_of_the_day_its_clock_says(found: Enrolled) -> None:
    assert opens(found) == due(found) - timedelta(days=90)
    early = on(opens(found) - DAY)
    assert refused(review.begin, enrollment=found.key, by=CLOCK, at=early) == "review_not_due"
    case = opened(found)
    owner = case.again()
    assert (owner.state, owner.review_due, owner.edition) == (State.SUBMITTED, due(found), "2024-04-10")
    assert refused(review.begin, enrollment=found.key, by=CLOCK, at=case.at) == "review_not_due"


def test_opening_it_asks_for_the_certification_first_and_keeps_the_findings_of_the_day(
    found: Enrolled,
) -> None:
    case = opened(found)
    states = case.states()
    assert (states.pop("certification"), set(states.values())) == ("to_give", {"waiting"})
    with scope.scoped(scope.EVERYONE):
        assert case.again().submissions.count() == 1
        assert Notice.objects.filter(kind="review_opened").count() == 1


def test_what_is_certified_to_be_unchanged_is_carried_over_by_a_rule(found: Enrolled) -> None:
    case = opened(found).certified()
    rules.look(by=CLOCK, at=case.at)
    carried = [
        key
        for key in ("signing_authority", "first_level_support")
        if case.steps(key)[-1][0] == "accept_by_rule"
    ]
    assert carried == ["signing_authority", "first_level_support"]


def test_what_has_changed_is_looked_at_by_people(found: Enrolled) -> None:
    case = opened(found).certified(unchanged="no", changes="We moved.")
    rules.look(by=CLOCK, at=case.at)
    states = case.states()
    assert {states[key] for key in ("signing_authority", "first_level_support")} == {"in_review"}


def test_a_review_that_is_passed_sets_the_next_one_a_year_later(found: Enrolled) -> None:
    first = due(found)
    case = renewed(opened(found))
    row = found.row
    assert (case.again().state, row.reviewed_on, row.state) == (State.RENEWED, first, "active")
    assert first + timedelta(days=300) < due(found) < first + timedelta(days=400)
    with scope.scoped(scope.EVERYONE):
        assert [d.verb for d in case.again().decisions.all()] == ["renew"]


def test_who_recommends_a_renewal_does_not_decide_it(found: Enrolled) -> None:
    case = passed(opened(found))
    case.do("renewal", "recommend_renewal")
    by = case.who(Work.RENEWAL, "recommend_renewal")
    assert refused(lambda: case.do("renewal", "renew", by=by)) in {"second_person_needed", "not_permitted"}


def test_it_is_told_on_each_day_of_the_edition_as_long_as_the_partner_owes_something(found: Enrolled) -> None:
    case, told = opened(found), []
    for number in range(91):
        at = case.at + number * DAY
        with scope.scoped(scope.EVERYONE):
            waiting = [owner.id for owner, _ in reviews.to_remind(on=at.date())]
        for key in waiting:
            review.remind(review=key, by=CLOCK, at=at)
            told.append(90 - number)
    assert told == [60, 30]


def test_thirty_days_ahead_a_restriction_is_announced_that_begins_on_its_day(found: Enrolled) -> None:
    case = opened(found)
    with scope.scoped(scope.EVERYONE):
        early = [*reviews.to_announce(on=due(found) - timedelta(days=31))]
        near = [owner.id for owner in reviews.to_announce(on=due(found) - timedelta(days=30))]
    assert (early, near) == ([], [case.owner.id])
    row = announced(case, at=on(due(found) - timedelta(days=30)))
    assert row.plan == [{"state": "restricted", "on": due(found).isoformat()}]
    assert refused(review.announce, review=case.owner.id, by=CLOCK, at=case.at) == "review_not_due"


def test_what_waits_for_the_desk_is_not_held_against_the_partner(found: Enrolled) -> None:
    case = passed(opened(found))
    with scope.scoped(scope.EVERYONE):
        assert [*reviews.to_announce(on=due(found))] == []
    assert refused(review.announce, review=case.owner.id, by=CLOCK, at=on(due(found))) == "review_not_due"


def test_a_review_passed_before_the_day_cancels_what_was_announced(found: Enrolled) -> None:
    case = opened(found)
    announced(case, at=on(due(found) - timedelta(days=30)))
    renewed(case.on(on(due(found) - timedelta(days=5))))
    assert (found.restriction().state, found.row.state) == ("cancelled", "active")


def test_a_review_passed_late_gives_the_rights_back(found: Enrolled) -> None:
    case, day = opened(found), due(found)
    row = announced(case, at=on(day - timedelta(days=30)))
    restriction.take(restriction=row.id, by=CLOCK, at=on(day))
    assert found.row.state == "restricted"
    renewed(case.on(on(day + timedelta(days=20))))
    assert (found.restriction().state, found.row.state, found.row.reviewed_on) == ("lifted", "active", day)


def not_passed(found: Enrolled) -> Reviewing:
    """A review that two people refuse, and nobody appeals."""
    case = opened(found).certified(unchanged="no", changes="No support any more.")
    case.do("first_level_support", "refuse")
    case.do("renewal", "recommend_refusal")
    case.do("renewal", "refuse")
    assert case.row("renewal").turn == "applicant"
    case.on(case.at + timedelta(days=31)).do("renewal", "let_stand", by=CLOCK)
    assert case.again().state == State.REFUSED
    return case


def test_a_refused_review_ends_and_the_restriction_goes_its_way(found: Enrolled) -> None:
    day, case = due(found), not_passed(found)
    with scope.scoped(scope.EVERYONE):
        assert [owner.id for owner in reviews.to_announce(on=day - timedelta(days=30))] == [case.owner.id]


def test_after_a_refused_review_the_next_one_opens_a_year_later_under_the_same_edition(
    found: Enrolled,
) -> None:
    day, case = due(found), not_passed(found)
    row = found.row
    assert (due(found), row.reviewed_on, row.edition) == (day.replace(year=day.year + 1), day, "2024-04-10")
    restricted = announced(case, at=on(day - timedelta(days=30)))
    restriction.take(restriction=restricted.id, by=CLOCK, at=on(day))
    found.do("recommend_lift", by=reviewer(), at=on(day))
    found.do("lift", by=approver(), at=on(day), until=day)
    restriction.take(restriction=restricted.id, by=CLOCK, at=on(day))
    assert (found.row.state, opened(found).again().review_due) == ("active", due(found))


def test_a_review_is_not_withdrawn_recalled_or_amended(found: Enrolled) -> None:
    case = opened(found)
    owner = case.again()
    seen = Which(partner=owner.partner_id, application=owner.id, revision=owner.revision)
    for do in (application.withdraw, application.recall, application.amend):
        assert refused(do, which=seen, reason="x", by=found.ada, at=case.at) == "review_only_by_its_items"


def test_the_renewal_has_a_turn_in_every_state_that_waits_for_somebody() -> None:
    assert LIVES[Work.RENEWAL].table.turns[LIVES[Work.RENEWAL].table.initial] == "nobody"


def test_a_day_is_held_against_the_edition_of_the_last_review_passed_by_then(found: Enrolled) -> None:
    closed = days.of(renewed(opened(found)).again().closed_at)
    with scope.scoped(scope.EVERYONE):
        found.row.reviews.update(edition="2025-10-01")
        editions = [enrollments.edition_on(found.row, closed + n * DAY) for n in (-1, 0, 300)]
    assert editions == ["2024-04-10", "2025-10-01", "2025-10-01"]


def revoked(found: Enrolled, case: Reviewing) -> None:
    """Restricted, suspended and revoked by the ladder of the edition that has one to its end."""
    with scope.scoped(scope.EVERYONE):
        found.row.__class__.objects.filter(id=found.key).update(edition="2025-10-01")
    found.announced(at=case.at)
    for step in (30, 60, 90):
        found.taken(at=case.at + timedelta(days=step))
    assert found.row.state == "revoked"


def in_the_queue(case: Reviewing, show: str) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        rows = queue.page(show, me=None, on=days.of(case.at) + timedelta(days=500)).rows
        return [row.key for row in rows if row.application_id == case.owner.id]


def due_of(case: Reviewing) -> date | None:
    return case.row("certification").due


def test_while_the_rights_are_revoked_it_stands_still_and_after_an_appeal_it_goes_on(found: Enrolled) -> None:
    case = opened(found)
    assert (in_the_queue(case, queue.OTHERS), in_the_queue(case, queue.OVERDUE)) == (
        ["certification"],
        ["certification"],
    )
    revoked(found, case)
    assert (case.again().state, in_the_queue(case, queue.OTHERS), in_the_queue(case, queue.OVERDUE)) == (
        State.HELD,
        [],
        [],
    )
    with pytest.raises(Refusal) as refusal:
        case.certified()
    assert refusal.value.code == "application_not_with_desk"
    assert due_of(case) is None
    late = case.at + timedelta(days=91)
    found.do("appeal", by=found.ada, at=late)
    found.do("overturn", by=manager(), at=late)
    assert (case.again().state, in_the_queue(case, queue.OTHERS)) == (State.SUBMITTED, ["certification"])
    begun = days.of(case.at) + timedelta(days=90)
    with scope.scoped(scope.EVERYONE):
        assert [(p.begun, p.ended) for p in clocks.pauses(case.again())] == [(begun, begun + DAY)]
    assert due_of(case) == days.of(case.at) + timedelta(days=60), "what was late before stays so"
    with scope.scoped(scope.EVERYONE):
        told = Event.objects.filter(subject=case.owner.reference, kind__startswith="review:")
        assert [event.kind for event in told.order_by("at")] == [
            "review:begin",
            "review:hold",
            "review:resume",
        ]
