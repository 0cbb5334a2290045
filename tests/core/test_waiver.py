"""Waivers: proposed by one, granted by another, over on their day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from directbill.core import waiver
from directbill.core.errors import Refusal
from directbill.core.waiver import Act, Waiver

S = waiver.State
TODAY, LAST = date(2026, 3, 2), date(2026, 6, 1)
FOUND = Waiver("plan", LAST, "rea")


def refusal(act: Act, found: Waiver = FOUND) -> str:
    with pytest.raises(Refusal) as refused:
        waiver.do(found, act)
    return refused.value.code


def in_state(state: waiver.State) -> Waiver:
    return replace(FOUND, state=state)


def test_another_person_grants_it_and_it_ends_after_its_last_day() -> None:
    granted = waiver.do(FOUND, Act(verb="grant", on=TODAY, by="tom"))
    assert granted == in_state(S.GRANTED)
    assert refusal(Act(verb="expire", on=LAST), granted) == "waiver_not_due"
    assert waiver.do(granted, Act(verb="expire", on=LAST + timedelta(days=1))) == in_state(S.EXPIRED)


@pytest.mark.parametrize("verb", ["grant", "decline"])
def test_who_proposed_does_not_decide(verb: str) -> None:
    assert refusal(Act(verb=verb, on=TODAY, by="rea", reason="x")) == "second_person_needed"


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [("decline", S.PROPOSED, S.DECLINED), ("withdraw", S.GRANTED, S.WITHDRAWN)],
)
def test_what_takes_it_away_says_why(verb: str, before: waiver.State, after: waiver.State) -> None:
    act = Act(verb=verb, on=TODAY, by="tom", reason=" ")
    assert refusal(act, in_state(before)) == "reason_missing"
    assert waiver.do(in_state(before), replace(act, reason="Not needed.")) == in_state(after)


def test_it_is_not_granted_after_its_last_day() -> None:
    assert refusal(Act(verb="grant", on=LAST + timedelta(days=1), by="tom")) == "waiver_day_past"


@pytest.mark.parametrize("state", [S.PROPOSED, S.GRANTED])
def test_it_closes_with_the_enrollment(state: waiver.State) -> None:
    assert waiver.do(in_state(state), Act(verb="close", on=TODAY)) == in_state(S.CLOSED)


@pytest.mark.parametrize(
    ("until", "reason", "others", "code"),
    [
        (LAST, " ", (), "reason_missing"),
        (LAST, "x", (in_state(S.GRANTED),), "waiver_there"),
        (TODAY - timedelta(days=1), "x", (), "waiver_day_past"),
        (TODAY + timedelta(days=366), "x", (), "waiver_too_long"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(
    until: date, reason: str, others: tuple[Waiver, ...], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        waiver.proposed(replace(FOUND, until=until), on=TODAY, most=365, reason=reason, others=others)
    assert refused.value.code == code


def test_what_was_declined_leaves_room_for_another_for_a_whole_year() -> None:
    wanted = replace(FOUND, until=TODAY + timedelta(days=365))
    others = (in_state(S.DECLINED), replace(in_state(S.GRANTED), requirement="tenure"))
    assert waiver.proposed(wanted, on=TODAY, most=365, reason="x", others=others) == wanted


def test_only_what_was_granted_excuses_and_the_last_day_included() -> None:
    rows = [replace(in_state(state), requirement=state.value) for state in S]
    assert waiver.excused(rows, on=LAST) == {"granted"}
    assert waiver.excused(rows, on=LAST + timedelta(days=1)) == frozenset()
