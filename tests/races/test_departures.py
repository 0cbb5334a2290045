"""Two at once about leaving, a waiver and a transition: one is done, the other is told, and nothing is there twice."""

from directbill.actions import customer_move, leaving, transition, waiver
from directbill.actions.customer_move import Sent
from directbill.queries import departures, transitions, waivers
from directbill.records import scope
from tests.actions import leaving as notices
from tests.actions import transition as made
from tests.actions.enrolled import CLOCK, Enrolled, approver, later, quick, reviewer
from tests.cast import NOW
from tests.races.at_once import at_once


def test_notice_taken_back_and_carried_out_at_once_is_one_of_both(committed: str) -> None:
    found = quick()
    notices.given(found)
    which = notices.which(found)
    told = at_once(
        lambda: leaving.take_back(which=which, by=found.ada, at=later(29)),
        lambda: leaving.carry_out(enrollment=found.key, by=CLOCK, at=later(30)),
    )
    with scope.scoped(scope.EVERYONE):
        state = departures.of(found.row)[0].state
    stayed, left = (
        (["done", "not_there"], "taken_back", "active"),
        (["done", "revision_stale"], "carried_out", "ended"),
    )
    assert (told, state, found.row.state) in (stayed, left)


def test_two_who_decide_a_waiver_at_once_decide_it_once(committed: str) -> None:
    found = quick()
    which = notices.of(notices.proposed(found))
    tom, una = approver(), approver("Una")
    told = at_once(
        lambda: waiver.grant(which=which, by=tom, at=NOW),
        lambda: waiver.decline(which=which, text="No.", by=una, at=NOW),
    )
    with scope.scoped(scope.EVERYONE):
        steps = [step.verb for row in waivers.rows_of(found.row) for step in waivers.steps(row)]
    assert told == ["done", "revision_stale"]
    assert steps in (["propose", "grant"], ["propose", "decline"])


def test_a_transition_is_asked_for_once_and_a_link_is_answered_once(committed: str) -> None:
    found = quick()
    which = notices.which(found)
    ask = transition.ask
    told = at_once(
        lambda: ask(which=which, values=made.ASKED, by=found.ada, at=NOW),
        lambda: ask(which=which, values=made.ASKED, by=found.ada, at=NOW),
    )
    assert told == ["done", "transition_there"]
    made.decided(found, "approve")
    held = made.named(found)
    answers = at_once(
        lambda: transition.accept(link=held.id, name="Lea Example", by=made.provider(held), at=NOW),
        lambda: transition.decline(link=held.id, reason="No.", by=made.provider(held), at=NOW),
    )
    assert answers == ["done", "signature_closed"]
    assert _verbs(found) in ("accept", "decline")


def _verbs(found: Enrolled) -> str:
    """The last thing that was done about the transition."""
    row = made.row(found)
    with scope.scoped(scope.EVERYONE):
        return transitions.steps("transition", row.id)[-1].verb


def test_a_customer_is_listed_once_and_verified_once(committed: str) -> None:
    found = made.moving(quick())
    seen = made.which(found)
    adds = [lambda: customer_move.add(which=seen, names=["Northwind"], by=found.ada, at=NOW)] * 2
    assert at_once(*adds) == ["done", "done"]
    assert [(row.number, row.name) for row in made.moves(found)] == [(1, "Northwind")]
    made.did(found, 1, "release", text="It goes elsewhere.")
    row = made.moves(found)[0]
    which = customer_move.Which(
        partner=row.partner_id, transition=row.transition_id, number=1, revision=row.revision
    )
    rea = reviewer()
    verify = [lambda: customer_move.do(which=which, verb="verify", sent=Sent(), by=rea, at=NOW)] * 2
    assert at_once(*verify) == ["done", "revision_stale"]
