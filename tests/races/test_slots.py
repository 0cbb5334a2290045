"""Two people of a company book at once: one has the time, the other is told."""

from directbill.actions import slot as actions
from directbill.core.work import Work
from directbill.records import scope
from directbill.records.models import Slot
from tests import cast
from tests.actions.test_slot import asa, invited, offer
from tests.cast import NOW
from tests.races.at_once import at_once


def test_one_of_two_who_book_at_once_has_the_time_and_nothing_is_booked_twice(committed: str) -> None:
    case, key = invited()
    first, second = offer(case, key), offer(case, key, "2026-12-02")
    which, ada = case.which(key), cast.acting(case.app.company.ada)

    def book(slot: Slot) -> object:
        return actions.book(which=which, slot=slot.id, by=ada, at=NOW)

    assert at_once(lambda: book(first), lambda: book(first)) == ["done", "revision_stale"]
    assert [step[0] for step in case.steps(key)] == ["open", "book"]
    seen = case.which(key)
    told = at_once(
        lambda: actions.book(which=seen, slot=second.id, by=ada, at=NOW),
        lambda: actions.withdraw(which=seen, slot=second.id, by=asa(), at=NOW),
    )
    with scope.scoped(scope.EVERYONE):
        states = {each.id: each.state for each in Slot.objects.filter(item=case.of(Work.ASSESSMENT)[0])}
    moved = {first.id: "offered", second.id: "booked"}
    stayed = {first.id: "booked", second.id: "withdrawn"}
    assert (told.count("done"), states in (moved, stayed)) == (1, True)
