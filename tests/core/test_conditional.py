"""Conditions of a grant: read from the steps of the decision, each with a day of its own."""

from datetime import date
from typing import Any

import pytest

from directbill.core import conditional
from directbill.core.conditional import Condition, Done, Rule, State
from directbill.core.edition import Source

RULE = Rule("conditions", "name", "due", "which", "until", remind_days=14, again_days=10, source=Source("x"))
FIRST, SECOND = date(2027, 1, 15), date(2027, 3, 1)
GRANT = Done(
    "grant_with_conditions",
    {"conditions": [{"name": "A plan", "due": "2027-01-15"}, {"name": "A person", "due": "2027-03-01"}]},
    date(2026, 12, 1),
)
EARLY = date(2026, 12, 10)


def did(verb: str, on: date = EARLY, **given: Any) -> Done:
    return Done(verb, given, on)


def stand(*steps: Done, on: date = EARLY) -> list[tuple[int, date, State]]:
    return [(c.number, c.day, c.state) for c in conditional.standing(RULE, (GRANT, *steps), on=on)]


def made(*states: State) -> tuple[Condition, ...]:
    return tuple(
        Condition(n, "x", day, s) for (n, day), s in zip(((1, FIRST), (2, SECOND)), states, strict=False)
    )


def test_each_condition_is_open_until_its_own_day_and_missed_the_day_after() -> None:
    seen = [stand(on=day) for day in (FIRST, date(2027, 1, 16))]
    assert seen == [
        [(1, FIRST, State.OPEN), (2, SECOND, State.OPEN)],
        [(1, FIRST, State.MISSED), (2, SECOND, State.OPEN)],
    ]


def test_the_due_day_is_the_earliest_that_is_open() -> None:
    ways: list[tuple[Done, ...]] = [(), (did("prove_conditions", which="1"), did("close_some"))]
    found = [conditional.due(conditional.standing(RULE, (GRANT, *way), on=EARLY)) for way in ways]
    closed = conditional.standing(
        RULE, (GRANT, did("prove_conditions", which="1 2"), did("close_conditions")), on=EARLY
    )
    assert [*found, conditional.due(closed)] == [FIRST, SECOND, None]


def test_what_was_proven_is_missed_no_more() -> None:
    assert stand(did("prove_conditions", which="1"), on=SECOND) == [
        (1, FIRST, State.PROVEN),
        (2, SECOND, State.OPEN),
    ]


def test_what_is_sent_back_has_at_least_the_days_again_and_the_rest_is_closed() -> None:
    back = did("send_back", on=date(2027, 1, 20), which="1")
    assert stand(did("prove_conditions", which="1 2"), back, on=date(2027, 1, 20)) == [
        (1, date(2027, 1, 30), State.OPEN),
        (2, SECOND, State.CLOSED),
    ]


def test_an_extension_moves_what_was_missed_and_nothing_else() -> None:
    longer = did("extend", on=date(2027, 1, 20), until="2027-02-01")
    assert stand(longer, on=date(2027, 1, 20)) == [(1, date(2027, 2, 1), State.OPEN), (2, SECOND, State.OPEN)]


def test_a_second_grant_has_conditions_of_its_own() -> None:
    again = Done(
        "grant_with_conditions", {"conditions": [{"name": "Once more", "due": "2027-05-01"}]}, SECOND
    )
    assert stand(did("set_aside"), again, on=SECOND) == [(1, date(2027, 5, 1), State.OPEN)]


OPEN, P, C, M = State.OPEN, State.PROVEN, State.CLOSED, State.MISSED
PAST = {"conditions": [{"name": "A plan", "due": "2026-12-09"}]}


@pytest.mark.parametrize(
    ("done", "before", "code"),
    [
        (Done("grant_with_conditions", PAST, EARLY), (), "condition_day_passed"),
        (Done("grant_with_conditions", PAST, date(2026, 12, 9)), (), ""),
        (did("extend", until="2026-12-09"), (M, OPEN), "condition_day_passed"),
        (did("extend", until="2026-12-10"), (M, OPEN), ""),
        (did("prove_conditions", which="1"), (OPEN, OPEN), ""),
        (did("prove_conditions", which="1"), (M, OPEN), "condition_not_there"),
        (did("prove_conditions", which="3"), (OPEN, OPEN), "condition_not_there"),
        (did("send_back", which="1"), (P, OPEN), ""),
        (did("send_back", which="1 2"), (P, OPEN), "condition_not_there"),
        (did("close_conditions"), (P, C), ""),
        (did("close_conditions"), (P, OPEN), "conditions_left"),
        (did("close_conditions"), (P, M), "conditions_left"),
        (did("close_some"), (P, OPEN), ""),
        (did("close_some"), (P, P), "conditions_none_left"),
        (did("miss_conditions"), (M, OPEN), ""),
    ],
)
def test_a_step_is_held_against_how_its_conditions_stand(
    done: Done, before: tuple[State, ...], code: str
) -> None:
    refusal = conditional.objection(RULE, done, before=made(*before))
    assert (refusal.code if refusal else "") == code


@pytest.mark.parametrize(
    ("before", "verbs"),
    [
        ((OPEN, OPEN), {"close_conditions"}),
        ((P, OPEN), {"close_conditions"}),
        ((P, M), {"close_conditions", "prove_conditions"}),
        ((P, P), {"close_some", "prove_conditions"}),
    ],
)
def test_what_cannot_be_done_is_known_before_anybody_tries(
    before: tuple[State, ...], verbs: set[str]
) -> None:
    assert conditional.cannot(made(*before)) == verbs


def test_a_reminder_is_due_from_its_day_to_the_last_of_an_open_one() -> None:
    (found, _) = made(OPEN, OPEN)
    days = [date(2026, 12, 31), date(2027, 1, 1), FIRST, date(2027, 1, 16)]
    assert [conditional.to_remind(RULE, found, on=day) for day in days] == [False, True, True, False]
    assert not conditional.to_remind(RULE, made(P)[0], on=FIRST)
