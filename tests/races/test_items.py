"""Two at once on one application at the desk: on one step exactly one happens, on two both do, and nothing is lost."""

from collections.abc import Callable
from itertools import combinations_with_replacement

import pytest

from directbill.access.actor import Actor
from directbill.actions import application, item
from directbill.actions.shape.steps import Deed, Which
from directbill.core.application import State
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.races.at_once import at_once

VERBS = ("accept", "query", "refuse")


def rea(name: str = "Rea") -> Actor:
    return cast.acting(cast.at_desk(name, DeskRole.REVIEWER))


def act(case: Deciding, which: Which, verb: str, *, by: Actor) -> Callable[[], object]:
    ask = case.ask(which.key, verb)
    values = deciding.filled(ask.fields)
    deed = Deed(verb=verb, reason=next(iter(ask.reasons), ""), text="Because.", values=values)
    return lambda: item.do(which=which, deed=deed, by=by, at=NOW)


def test_every_pair_of_verbs_on_one_step_one_wins_and_the_other_is_told(committed: str) -> None:
    case = deciding.begun()
    keys = iter(row.key for row in case.of(Work.CONFIRMATION))
    for one, other in combinations_with_replacement(VERBS, 2):
        key = next(keys)
        which = case.which(key)
        told = at_once(act(case, which, one, by=rea()), act(case, which, other, by=rea("Rod")))
        assert told == ["done", "revision_stale"], (one, other)
        steps = case.steps(key)
        assert (len(steps), steps[-1][0] in {one, other}, steps[-1][2]) == (2, True, case.row(key).state)


def test_two_people_on_two_steps_both_get_through(committed: str) -> None:
    case = deciding.begun()
    first, second, *_ = (case.which(row.key) for row in case.of(Work.CONFIRMATION))
    told = at_once(act(case, first, "accept", by=rea()), act(case, second, "accept", by=rea("Rod")))
    assert told == ["done", "done"]
    assert {case.row(which.key).state for which in (first, second)} == {"accepted"}


def test_the_last_two_confirmations_at_once_open_what_comes_after_once(committed: str) -> None:
    case = deciding.begun()
    *before, last, other = (row.key for row in case.of(Work.CONFIRMATION))
    for key in before:
        case.do(key, "accept")
    one, two = case.which(last), case.which(other)
    assert at_once(act(case, one, "accept", by=rea()), act(case, two, "accept", by=rea("Rod"))) == [
        "done",
        "done",
    ]
    key = case.of(Work.ASSESSMENT)[0].key
    assert case.steps(key) == [("open", "waiting", "invited")]


@pytest.mark.parametrize("verb", VERBS)
def test_withdrawn_while_the_desk_works_on_it_nothing_is_done_after_the_end(
    committed: str, verb: str
) -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    which, whole = case.which(key), case.app.which
    ada = cast.acting(case.app.company.ada)
    told = at_once(
        act(case, which, verb, by=rea()),
        lambda: application.withdraw(which=whole, reason="Changed", by=ada, at=NOW),
    )
    assert told in (["done", "done"], ["application_not_with_desk", "done"]), told
    assert case.app.record.state == State.WITHDRAWN
    assert len(case.steps(key)) == told.count("done")
