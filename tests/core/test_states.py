"""State tables: what may be done where, whose turn it is, and that nobody is ever stuck."""

from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest

from directbill.core import (
    agreement,
    application,
    assessment,
    confirmation,
    contract,
    credit,
    decision,
    delivery,
    details,
    enrollment,
    leaving,
    moving,
    publication,
    renewal,
    restriction,
    transition,
    vetting,
    waiver,
)
from directbill.core.application import TABLE, State
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table, step
from directbill.core.work import LIVES

S = State
TRUTH = {
    #                  draft            to be signed     submitted    amending            amendment to be signed   held
    "submit":         (S.SUBMITTED,    None,            None,        S.SUBMITTED,        None, None),
    "ask_signature":  (S.TO_BE_SIGNED, None,            None,        S.AMENDMENT_TO_BE_SIGNED, None, None),
    "sign":           (None,           S.SUBMITTED,     None,        None,               S.SUBMITTED, None),
    "decline":        (None,           S.DRAFT,         None,        None,               S.AMENDING, None),
    "recall":         (None,           S.DRAFT,         S.DRAFT,     None,               S.DRAFT, None),
    "amend":          (None,           None,            S.AMENDING,  None,               None, None),
    "discard":        (None,           None,            None,        S.SUBMITTED,        S.SUBMITTED, None),
    "withdraw":       (S.WITHDRAWN,    S.WITHDRAWN,     S.WITHDRAWN, S.WITHDRAWN,        S.WITHDRAWN, S.WITHDRAWN),
    "lapse":          (S.LAPSED,       S.LAPSED,        None,        None,               None, None),
    "hold":           (None,           None,            S.HELD,      None,               None, None),
    "resume":         (None,           None,            None,        None,               None, S.SUBMITTED),
    "enroll":         (None,           None,            S.ENROLLED,  None,               None, None),
    "renew":          (None,           None,            S.RENEWED,   None,               None, None),
    "refuse":         (None,           None,            S.REFUSED,   None,               None, None),
}  # fmt: skip
LIVE = (S.DRAFT, S.TO_BE_SIGNED, S.SUBMITTED, S.AMENDING, S.AMENDMENT_TO_BE_SIGNED, S.HELD)
ENDED = (S.WITHDRAWN, S.LAPSED, S.ENROLLED, S.RENEWED, S.REFUSED)
TABLES = [
    application.TABLE,
    delivery.TABLE,
    enrollment.TABLE,
    restriction.TABLE,
    leaving.TABLE,
    waiver.TABLE,
    transition.TABLE,
    moving.TABLE,
    publication.TABLE,
    *(life.table for life in LIVES.values()),
]
PASSED = {life.table.name: life.passed for life in LIVES.values()}
"""What passed may be taken up again, and is an end all the same."""


def after(state: State, verb: str) -> State | None:
    return TABLE.after(state, verb) if TABLE.allows(state, verb) else None


def test_the_life_of_an_application() -> None:
    assert {verb: tuple(after(state, verb) for state in LIVE) for verb in TRUTH} == TRUTH
    assert {s.verb for s in TABLE.steps} == set(TRUTH)
    assert [TABLE.verbs(state) for state in ENDED] == [()] * len(ENDED)


def test_whose_turn_it_is() -> None:
    assert dict(TABLE.turns) == {
        S.DRAFT: Turn.APPLICANT,
        S.TO_BE_SIGNED: Turn.THIRD_PARTY,
        S.SUBMITTED: Turn.DESK,
        S.HELD: Turn.NOBODY,
        S.AMENDING: Turn.APPLICANT,
        S.AMENDMENT_TO_BE_SIGNED: Turn.THIRD_PARTY,
        S.WITHDRAWN: Turn.NOBODY,
        S.LAPSED: Turn.NOBODY,
        S.ENROLLED: Turn.NOBODY,
        S.RENEWED: Turn.NOBODY,
        S.REFUSED: Turn.NOBODY,
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
class TestEveryTable:
    def test_every_state_of_the_enumeration_has_a_turn(self, table: Table[StrEnum]) -> None:
        assert list(table.states()) == list(type(table.initial))

    def test_it_is_nobodys_turn_where_nothing_can_be_done(self, table: Table[StrEnum]) -> None:
        assert {s for s in table.states() if table.is_final(s) and table.turns[s] is not Turn.NOBODY} == set()

    def test_a_verb_is_always_the_same_sides_deed(self, table: Table[StrEnum]) -> None:
        sides = {(row.verb, row.by) for row in table.steps}
        assert sorted(verb for verb, _ in sides) == sorted({row.verb for row in table.steps})

    def test_a_verb_leads_to_one_state_only(self, table: Table[StrEnum]) -> None:
        pairs = [(row.verb, source) for row in table.steps for source in row.sources]
        assert len(pairs) == len(set(pairs))

    def test_every_state_can_be_reached_and_none_is_a_trap(self, table: Table[StrEnum]) -> None:
        assert reached(table, {table.initial}) == set(table.states())
        final = {s for s in table.states() if table.is_final(s)} | PASSED.get(table.name, frozenset())
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


@pytest.mark.parametrize("life", LIVES.values(), ids=lambda life: life.table.name)
class TestEveryLife:
    def test_it_is_nobodys_turn_exactly_where_it_waits_has_its_result_or_has_ended(
        self, life: Life[Any]
    ) -> None:
        table = life.table
        nobody = {s for s in table.states() if table.turns[s] is Turn.NOBODY}
        ended = {s for s in table.states() if table.is_final(s)}
        promised = {s for s in life.passed if table.turns[s] is not Turn.NOBODY}
        lost = {s for s in life.lost if table.turns[s] is Turn.NOBODY}
        assert nobody == {table.initial} | (life.passed - promised) | lost | ended

    def test_it_speaks_of_verbs_and_states_of_its_table_alone(self, life: Life[Any]) -> None:
        verbs = {row.verb for row in life.table.steps}
        said = (
            life.onward | life.back | life.reasoned | life.makes | life.checks | life.hears | life.once
            | life.leaves | life.by_rule | life.needs_loss
        )  # fmt: skip
        assert said - verbs == set()
        assert (life.passed | life.lost | set(life.ends)) - set(life.table.states()) == set()

    def test_nothing_is_both_passed_and_lost(self, life: Life[Any]) -> None:
        assert life.passed & life.lost == frozenset()

    def test_every_verb_that_leads_to_passed_needs_what_comes_before(self, life: Life[Any]) -> None:
        into = {
            row.verb
            for row in life.table.steps
            if row.target in life.passed and not row.sources <= life.passed
        }
        keeps = {"extend", "send_back"}
        """An extended day, or a proof sent back, gives nothing that was not granted before."""
        assert into - life.onward - keeps == set()

    def test_whose_turn_it_is_can_do_something(self, life: Life[Any]) -> None:
        table = life.table
        able = {s: {table.doer(verb) for verb in table.verbs(s)} for s in table.states()}
        turns = {s: turn for s, turn in table.turns.items() if turn is not Turn.NOBODY}
        assert {s for s, turn in turns.items() if turn not in able[s]} == set()


TURNS: dict[str, set[StrEnum]] = {
    "applicant": {
        confirmation.State.QUERIED,
        details.State.TO_GIVE,
        vetting.State.PENDING_APPLICANT_ACTION,
        vetting.State.FAILED,
        vetting.State.REJECTED,
        credit.State.REQUESTED,
        credit.State.FAILED,
        contract.State.TO_BUY,
        assessment.State.INVITED,
        assessment.State.OVERDUE,
        assessment.State.CORRECTING,
        decision.State.GRANTED_WITH_CONDITIONS,
        decision.State.REFUSED,
        agreement.State.OFFERED,
        renewal.State.NOT_RENEWED,
    },
    "desk": {
        confirmation.State.IN_REVIEW,
        vetting.State.IN_PROGRESS,
        vetting.State.APPEALED,
        vetting.State.EXPIRED,
        credit.State.IN_REVIEW,
        credit.State.REFERRED,
        credit.State.EXPIRED,
        contract.State.RECORDED,
        contract.State.RENEWING,
        assessment.State.FAILED,
        decision.State.TO_RECOMMEND,
        decision.State.GRANT_RECOMMENDED,
        decision.State.REFUSAL_RECOMMENDED,
        decision.State.CONDITIONS_ANSWERED,
        decision.State.CONDITIONS_MISSED,
        decision.State.APPEALED,
        agreement.State.ACCEPTED,
        renewal.State.TO_RECOMMEND,
        renewal.State.RENEWAL_RECOMMENDED,
        renewal.State.REFUSAL_RECOMMENDED,
        renewal.State.APPEALED,
    },
    "assessor": {assessment.State.BOOKED, assessment.State.HELD, assessment.State.CORRECTED},
    "third_party": {credit.State.AT_BUREAU},
    "nobody": {
        confirmation.State.WAITING,
        confirmation.State.ACCEPTED,
        confirmation.State.REFUSED,
        details.State.WAITING,
        details.State.GIVEN,
        vetting.State.NOT_STARTED,
        vetting.State.SUCCEEDED,
        credit.State.WAITING,
        credit.State.PASSED,
        contract.State.WAITING,
        contract.State.CONFIRMED,
        assessment.State.WAITING,
        assessment.State.PASSED,
        decision.State.WAITING,
        decision.State.GRANTED,
        decision.State.REFUSED_FINALLY,
        agreement.State.WAITING,
        agreement.State.IN_FORCE,
        renewal.State.WAITING,
        renewal.State.RENEWED,
        renewal.State.NOT_RENEWED_FINALLY,
    },
}
"""Whose turn each state of the desk's work is, said once more, by hand: whoever changes a table changes this too."""


def test_whose_turn_each_state_of_the_desks_work_is() -> None:
    turns: dict[str, set[StrEnum]] = {str(turn): set() for turn in Turn}
    for life in LIVES.values():
        for state, turn in life.table.turns.items():
            turns[turn].add(state)
    assert turns == TURNS
