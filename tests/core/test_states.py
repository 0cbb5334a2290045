"""State tables: what may be done where, whose turn it is, and that nobody is ever stuck."""

from enum import StrEnum
from types import MappingProxyType

import pytest

from directbill.core import application
from directbill.core.application import TABLE, State
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.findings import Turn
from directbill.core.states import Table, step

S = State
TRUTH = {
    #                  draft            to be signed     submitted    amending            amendment to be signed
    "submit":         (S.SUBMITTED,    None,            None,        S.SUBMITTED,        None),
    "ask_signature":  (S.TO_BE_SIGNED, None,            None,        S.AMENDMENT_TO_BE_SIGNED, None),
    "sign":           (None,           S.SUBMITTED,     None,        None,               S.SUBMITTED),
    "decline":        (None,           S.DRAFT,         None,        None,               S.AMENDING),
    "recall":         (None,           S.DRAFT,         S.DRAFT,     None,               S.DRAFT),
    "amend":          (None,           None,            S.AMENDING,  None,               None),
    "discard":        (None,           None,            None,        S.SUBMITTED,        S.SUBMITTED),
    "withdraw":       (S.WITHDRAWN,    S.WITHDRAWN,     S.WITHDRAWN, S.WITHDRAWN,        S.WITHDRAWN),
    "lapse":          (S.LAPSED,       S.LAPSED,        None,        None,               None),
}  # fmt: skip
LIVE = (S.DRAFT, S.TO_BE_SIGNED, S.SUBMITTED, S.AMENDING, S.AMENDMENT_TO_BE_SIGNED)
ENDED = (S.WITHDRAWN, S.LAPSED)
TABLES = [application.TABLE]


def after(state: State, verb: str) -> State | None:
    return TABLE.after(state, verb) if TABLE.allows(state, verb) else None


def test_the_life_of_an_application() -> None:
    assert {verb: tuple(after(state, verb) for state in LIVE) for verb in TRUTH} == TRUTH
    assert {s.verb for s in TABLE.steps} == set(TRUTH)
    assert [TABLE.verbs(state) for state in ENDED] == [(), ()]


def test_whose_turn_it_is() -> None:
    assert dict(TABLE.turns) == {
        S.DRAFT: Turn.APPLICANT,
        S.TO_BE_SIGNED: Turn.THIRD_PARTY,
        S.SUBMITTED: Turn.DESK,
        S.AMENDING: Turn.APPLICANT,
        S.AMENDMENT_TO_BE_SIGNED: Turn.THIRD_PARTY,
        S.WITHDRAWN: Turn.NOBODY,
        S.LAPSED: Turn.NOBODY,
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
class TestEveryTable:
    def test_every_state_of_the_enumeration_has_a_turn(self, table: Table[StrEnum]) -> None:
        assert list(table.states()) == list(type(table.initial))

    def test_it_is_nobodys_turn_exactly_where_nothing_can_be_done(self, table: Table[StrEnum]) -> None:
        assert {s for s in table.states() if table.is_final(s)} == {
            s for s in table.states() if table.turns[s] is Turn.NOBODY
        }

    def test_a_verb_leads_to_one_state_only(self, table: Table[StrEnum]) -> None:
        pairs = [(row.verb, source) for row in table.steps for source in row.sources]
        assert len(pairs) == len(set(pairs))

    def test_every_state_can_be_reached_and_none_is_a_trap(self, table: Table[StrEnum]) -> None:
        assert reached(table, {table.initial}) == set(table.states())
        final = {s for s in table.states() if table.is_final(s)}
        assert {s for s in table.states() if not reached(table, {s}) & final} == set()


def reached(table: Table[StrEnum], states: set[StrEnum]) -> set[StrEnum]:
    """Every state the verbs lead to, sooner or later."""
    while True:
        more = states | {row.target for row in table.steps if row.sources & states}
        if more == states:
            return states
        states = more


def refused(state: State, verb: str) -> Fault:
    with pytest.raises(Refusal) as refusal:
        TABLE.after(state, verb)
    return refusal.value.faults[0]


def test_a_verb_at_the_wrong_time_is_refused_with_what_may_be_done() -> None:
    allowed = (
        "application.sign, application.decline, application.recall, application.withdraw, application.lapse"
    )
    assert refused(S.TO_BE_SIGNED, "submit") == Fault(
        "step_not_allowed",
        Place(),
        "application.to_be_signed",
        {"verb": "application.submit", "allowed": allowed},
    )


@pytest.mark.parametrize("verb", [*TRUTH, "no_such_verb"])
@pytest.mark.parametrize("state", ENDED)
def test_after_the_end_every_verb_is_refused_as_such(state: State, verb: str) -> None:
    fault = refused(state, verb)
    assert (fault.code, fault.params) == ("step_after_end", {"verb": f"application.{verb}"})


def test_a_table_knows_nothing_of_what_it_is_about() -> None:
    class Door(StrEnum):
        OPEN = "open"
        SHUT = "shut"

    turns = MappingProxyType({Door.OPEN: Turn.APPLICANT, Door.SHUT: Turn.NOBODY})
    door = Table("door", Door.OPEN, (step("close", {Door.OPEN}, Door.SHUT),), turns)
    assert (door.verbs(Door.OPEN), door.after(Door.OPEN, "close"), door.is_final(Door.SHUT)) == (
        ("close",),
        Door.SHUT,
        True,
    )
