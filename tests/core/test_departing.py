"""What closes with what: a transition that is taken back, and the end of the enrollment."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core import departing, enrollment, leaving, moving, transition, waiver
from directbill.core.departing import Departure
from directbill.core.errors import Fault, Refusal
from directbill.core.leaving import Leaving
from directbill.core.moving import Move
from directbill.core.transition import Act, Transition
from directbill.core.waiver import Waiver

E, L, M, T, W = enrollment.State, leaving.State, moving.State, transition.State, waiver.State
DAY = date(2027, 1, 1)


def found(state: transition.State = T.MOVING, *moves: moving.State) -> Departure:
    return Departure(
        state=E.SUSPENDED,
        leaving=Leaving(DAY, DAY),
        transition=Transition(state, "rea"),
        moves=tuple(Move(str(n), move) for n, move in enumerate(moves, 1)),
        waivers=(Waiver("plan", DAY, "rea"), Waiver("tenure", DAY, "rea", W.DECLINED)),
        reference="ENR-1",
    )


def test_the_end_overtakes_or_closes_whatever_runs_and_nothing_that_was_over() -> None:
    after = departing.ended(found(T.MOVING, M.LISTED, M.VERIFIED, M.REMOVED))
    assert after == Departure(
        state=E.ENDED,
        leaving=Leaving(DAY, DAY, L.OVERTAKEN),
        transition=Transition(T.OVERTAKEN, "rea"),
        moves=(Move("1", M.CLOSED), Move("2", M.CLOSED), Move("3", M.REMOVED)),
        waivers=(Waiver("plan", DAY, "rea", W.CLOSED), Waiver("tenure", DAY, "rea", W.DECLINED)),
        reference="ENR-1",
    )


def test_customers_of_a_completed_transition_stay_verified() -> None:
    after = departing.ended(found(T.COMPLETED, M.VERIFIED))
    assert (after.transition, after.moves) == (Transition(T.COMPLETED, "rea"), (Move("1", M.VERIFIED),))


def test_what_is_taken_back_takes_its_customers_along() -> None:
    before = found(T.APPROVED, M.LISTED, M.REMOVED)
    after = departing.advanced(before, Act(verb="withdraw"))
    assert (after.transition, after.moves) == (
        Transition(T.WITHDRAWN, "rea"),
        (Move("1", M.CLOSED), Move("2", M.REMOVED)),
    )


@pytest.mark.parametrize(
    ("verb", "fault"),
    [
        ("leaving.give", Fault("leaving_given", found="ENR-1")),
        ("transition.ask", Fault("transition_there", found="ENR-1")),
        ("customer_move.list", Fault("transition_no_list", found="transition.asked")),
        ("customer_move.plan", Fault("transition_not_moving", found="transition.asked")),
    ],
)
def test_what_may_not_be_done_beside_what_is_open_is_refused(verb: str, fault: Fault) -> None:
    with pytest.raises(Refusal) as refused:
        departing.held(found(T.ASKED), verb)
    assert refused.value.faults == (fault,)


@pytest.mark.parametrize("state", T)
def test_no_notice_is_given_beside_a_transition_that_runs(state: transition.State) -> None:
    refused = departing.refusal(replace(found(state), leaving=None), departing.GIVE)
    runs = (Fault("transition_runs", found=f"transition.{state}"),) if state in transition.RUNNING else ()
    assert (refused.faults if refused else ()) == runs


def test_one_listed_by_mistake_is_removed_at_any_time_and_a_waiver_asks_for_an_enrollment() -> None:
    assert departing.refusal(found(T.APPROVED), "customer_move.remove") is None
    assert departing.refusal(found(), departing.PROPOSE) is None
    refused = departing.refusal(Departure(E.ENDED), departing.PROPOSE)
    assert refused is not None
    assert refused.code == "enrollment_over"
