"""The course of an enrollment: restrictions taken step by step, put off, lifted by two, appealed to others."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from directbill.core import course, enrollment, restriction
from directbill.core.course import Act, Course, Terms
from directbill.core.enrollment import State
from directbill.core.errors import Refusal
from directbill.core.ladder import Step

TERMS = Terms(announced=30, again=10, appeal=30)
DAY = date(2027, 1, 1)
ANN, BEN, CORA = "ann", "ben", "cora"


def after(days: int) -> date:
    return DAY + timedelta(days=days)


STEPS = (Step(State.RESTRICTED, after(60)), Step(State.SUSPENDED, after(90)), Step(State.REVOKED, after(120)))
ACTIVE = course.began(Course())
ANNOUNCED = course.announced(ACTIVE, "review", steps=STEPS, on=DAY, terms=TERMS)


def did(found: Course, verb: str, on: int, **more: Any) -> Course:
    return course.do(found, Act(number=1, verb=verb, on=after(on), **more), terms=TERMS)


def refused(found: Course, verb: str, on: int, **more: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        did(found, verb, on, **more)
    return refusal.value.code


def by_clock(found: Course, *, until: int) -> list[tuple[int, str]]:
    """What the clock did, day by day."""
    done = []
    for number in range(until + 1):
        for act in course.due(found, on=after(number)):
            found = course.do(found, act, terms=TERMS)
            done.append((number, act.verb))
    return done


RESTRICTED = did(ANNOUNCED, "take_step", 60)
CLAIMED = did(RESTRICTED, "claim_cure", 70, reason="paid")
LIFTING = did(CLAIMED, "recommend_lift", 71, by=ANN)


def test_announcing_takes_nothing_away() -> None:
    assert (ANNOUNCED.state, ANNOUNCED.restrictions[0].state) == (State.ACTIVE, restriction.State.OPEN)


def test_a_first_step_comes_no_sooner_than_the_days_of_announcement() -> None:
    soon = (Step(State.RESTRICTED, after(3)), Step(State.SUSPENDED, after(33)))
    found = course.announced(ACTIVE, "x", steps=soon, on=DAY, terms=TERMS)
    assert found.restrictions[0].steps == (
        Step(State.RESTRICTED, after(30)),
        Step(State.SUSPENDED, after(60)),
    )


def test_left_alone_the_clock_takes_each_step_on_its_day_and_completes() -> None:
    assert by_clock(ANNOUNCED, until=200) == [
        (60, "take_step"),
        (90, "take_step"),
        (120, "revoke"),
    ]


def test_after_a_downtime_steps_are_taken_in_their_order_one_at_a_time() -> None:
    found, states = ANNOUNCED, []
    while acts := list(course.due(found, on=after(150))):
        found = course.do(found, acts[0], terms=TERMS)
        states.append(found.state)
    assert states == [State.RESTRICTED, State.SUSPENDED, State.REVOKED]


def test_while_the_desk_looks_no_step_is_taken_and_afterwards_there_are_days_again() -> None:
    waiting = did(RESTRICTED, "claim_cure", 89, reason="paid")
    assert by_clock(waiting, until=200) == []
    back = did(waiting, "send_back", 100, by=ANN, reason="not paid")
    assert back.restrictions[0].steps == (
        STEPS[0],
        Step(State.SUSPENDED, after(110)),
        Step(State.REVOKED, after(140)),
    )


def test_a_cure_seen_before_the_first_step_cancels_by_itself_and_later_only_people_lift() -> None:
    assert did(ANNOUNCED, "cancel", 20).state is State.ACTIVE
    assert refused(RESTRICTED, "cancel", 61) == "restriction_begun"


def test_lifting_takes_two_people_and_its_day() -> None:
    assert refused(LIFTING, "lift", 72, by=ANN, until=after(72)) == "second_person_needed"
    assert refused(LIFTING, "lift", 72, by=BEN, until=after(71)) == "restriction_day_past"
    decided = did(LIFTING, "lift", 72, by=BEN, until=after(75))
    assert (decided.state, refused(decided, "take_effect", 74)) == (State.RESTRICTED, "restriction_not_due")
    assert by_clock(decided, until=100) == [(75, "take_effect")]
    assert did(decided, "take_effect", 75).state is State.ACTIVE


def test_a_partial_lift_gives_rights_back_under_conditions_until_a_day() -> None:
    trial = did(LIFTING, "lift_partly", 72, by=BEN, until=after(80), reason="prove it")
    assert trial.state is State.ACTIVE_WITH_CONDITIONS
    assert by_clock(trial, until=100) == [(81, "resume"), (91, "take_step")]
    proven = did(did(trial, "prove", 79, reason="here"), "accept_proof", 85, by=ANN)
    assert (proven.state, by_clock(proven, until=200)) == (State.ACTIVE, [])


def test_before_anything_was_taken_nothing_can_be_given_back_under_conditions() -> None:
    early = did(ANNOUNCED, "recommend_lift", 10, by=ANN)
    assert refused(early, "lift_partly", 11, by=BEN, until=after(80), reason="so") == "restriction_not_begun"


def test_an_extension_is_recommended_by_one_and_given_by_another() -> None:
    asked = did(ANNOUNCED, "recommend_extension", 10, by=ANN, reason="a merger")
    assert refused(asked, "extend", 11, by=ANN, until=after(80), reason="a merger") == "second_person_needed"
    given = did(asked, "extend", 11, by=BEN, until=after(80), reason="a merger")
    assert [step.on for step in given.restrictions[0].steps] == [after(80), after(110), after(140)]


def test_an_appeal_is_heard_once_in_time_by_who_took_no_part() -> None:
    appealed = did(did(LIFTING, "return", 72, by=BEN, reason="no"), "appeal", 73, reason="unjust")
    assert [refused(appealed, "uphold", 80, by=by, reason="so") for by in (ANN, BEN)] == ["took_part"] * 2
    upheld = did(appealed, "uphold", 80, by=CORA, reason="so")
    assert (upheld.state, refused(upheld, "appeal", 81, reason="again")) == (State.RESTRICTED, "done_before")
    assert did(appealed, "overturn", 80, by=CORA, reason="so").state is State.ACTIVE
    assert refused(RESTRICTED, "appeal", 91, reason="late") == "appeal_too_late"


def test_a_revocation_can_be_appealed_and_overturned() -> None:
    suspended = did(did(ANNOUNCED, "take_step", 60), "take_step", 90)
    assert refused(suspended, "take_step", 120) == "restriction_other_step"
    assert refused(ANNOUNCED, "revoke", 60) == "restriction_other_step"
    revoked = did(suspended, "revoke", 120)
    assert (revoked.state, revoked.restrictions[0].state) == (State.REVOKED, restriction.State.COMPLETED)
    appealed = did(revoked, "appeal", 130, reason="unjust")
    assert did(appealed, "uphold", 131, by=CORA, reason="so") == replace(
        revoked,
        restrictions=(replace(revoked.restrictions[0], appealed=True, hands=frozenset({CORA})),),
    )
    assert did(appealed, "overturn", 131, by=CORA, reason="so").state is State.ACTIVE


def test_what_goes_against_somebody_says_why() -> None:
    assert refused(CLAIMED, "send_back", 72, by=ANN, reason=" ") == "reason_missing"


def test_of_several_restrictions_the_furthest_holds() -> None:
    both = course.announced(
        RESTRICTED, "invoice", steps=(Step(State.SUSPENDED, after(95)),), on=after(61), terms=TERMS
    )
    second = Act(number=2, verb="take_step", on=after(95))
    suspended = course.do(both, second, terms=TERMS)
    assert suspended.state is State.SUSPENDED
    for verb, by in (("recommend_lift", ANN), ("lift", BEN), ("take_effect", "")):
        act = Act(number=2, verb=verb, on=after(99), by=by, until=after(99))
        suspended = course.do(suspended, act, terms=TERMS)
    assert suspended.state is State.RESTRICTED


def test_a_proposal_of_the_desk_is_confirmed_by_another_and_announced_from_then() -> None:
    asked = course.announced(ACTIVE, "abuse", steps=STEPS[:1], on=DAY, terms=TERMS, by=ANN)
    assert refused(asked, "confirm", 5, by=ANN) == "second_person_needed"
    confirmed = did(asked, "confirm", 50, by=BEN)
    assert [step.on for step in confirmed.restrictions[0].steps] == [after(80)]


def test_one_cause_is_announced_once() -> None:
    with pytest.raises(Refusal) as refusal:
        course.announced(ANNOUNCED, "review", steps=STEPS, on=after(1), terms=TERMS)
    assert refusal.value.code == "restriction_there"


def test_the_end_closes_everything_and_nothing_happens_afterwards() -> None:
    over = course.ended(RESTRICTED)
    assert (over.state, over.restrictions[0].state) == (State.ENDED, restriction.State.CLOSED)
    assert (by_clock(over, until=200), refused(over, "claim_cure", 70, reason="x")) == ([], "step_after_end")
    with pytest.raises(Refusal) as refusal:
        course.announced(over, "y", steps=STEPS, on=after(70), terms=TERMS)
    assert refusal.value.code == "enrollment_over"


def test_verbs_are_what_somebody_may_do_now() -> None:
    seen = {by: course.verbs(LIFTING, 1, by, on=after(72), terms=TERMS) for by in (ANN, BEN)}
    assert seen == {
        ANN: ("return", "settle", "close"),
        BEN: ("lift", "lift_partly", "return", "settle", "close"),
    }


def test_every_change_of_state_is_a_step_of_the_enrollment() -> None:
    assert list(course.path(State.ACTIVE, State.RESTRICTED)) == ["restrict"]
    assert list(course.path(State.ACTIVE, State.ACTIVE)) == []
    assert enrollment.TABLE.after(State.PENDING_ACTIVATION, "activate") is State.ACTIVE
