"""A transition: where it can be asked for, who decides what, and that it ends only once every customer was verified."""

from dataclasses import replace

import pytest

from directbill.core import enrollment, moving, transition
from directbill.core.errors import Refusal
from directbill.core.moving import Move
from directbill.core.transition import Act, Transition
from tests.rules import moves

S = transition.State
M = moving.State
E = enrollment.State
RULES = moves.of("2024-04-10")
LATER = moves.of("2025-10-01")


def did(state: transition.State, verb: str, **more: object) -> Transition:
    found = Transition(state, approver="rea")
    return transition.do(found, Act(verb=verb, **more))  # type: ignore[arg-type]


def refusal(state: transition.State, verb: str, **more: object) -> str:
    with pytest.raises(Refusal) as refused:
        did(state, verb, **more)
    return refused.value.code


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (RULES, {E.ACTIVE, E.ACTIVE_WITH_CONDITIONS, E.RESTRICTED, E.SUSPENDED}),
        (LATER, {E.RESTRICTED, E.SUSPENDED}),
    ],
    ids=["2024", "2025"],
)
def test_where_it_can_be_asked_for_is_the_editions(
    rules: transition.Rules, allowed: set[enrollment.State]
) -> None:
    assert {standing for standing in E if _asked(standing, rules) == ""} == allowed
    others = {standing: _asked(standing, rules) for standing in set(E) - allowed}
    assert others.pop(E.ENDED) == "enrollment_over"
    assert set(others.values()) == {"transition_standing"}


def _asked(standing: enrollment.State, rules: transition.Rules) -> str:
    try:
        found = transition.asked(standing, rules)
    except Refusal as refused:
        return refused.code
    return "" if found == Transition(S.ASKED) else "another one"


def test_the_way_to_the_end_and_whose_deed_each_step_is() -> None:
    state, sides = S.ASKED, []
    for verb in (
        "approve",
        "name_provider",
        "decline",
        "name_provider",
        "accept",
        "finish",
        "send_back",
        "finish",
    ):
        state = did(state, verb, by="tom", reason="x").state
        sides.append(transition.TABLE.doer(verb).value)
    assert state is S.TO_VERIFY
    assert did(state, "complete", by="tom").state is S.COMPLETED
    assert sides == [
        "desk", "applicant", "third_party", "applicant", "third_party", "applicant", "desk", "applicant",
    ]  # fmt: skip


def test_the_approver_is_kept_and_does_not_complete() -> None:
    assert transition.do(Transition(), Act(verb="approve", by="tom")) == Transition(S.APPROVED, "tom")
    assert refusal(S.TO_VERIFY, "complete", by="rea") == "second_person_needed"


@pytest.mark.parametrize("state", [S.MOVING, S.TO_VERIFY])
def test_once_the_provider_accepted_there_is_no_way_back(state: transition.State) -> None:
    assert refusal(state, "withdraw") == "step_not_allowed"


@pytest.mark.parametrize("state", [S.ASKED, S.APPROVED, S.PROVIDER_ASKED])
def test_before_that_the_company_can_withdraw(state: transition.State) -> None:
    assert did(state, "withdraw").state is S.WITHDRAWN


@pytest.mark.parametrize("state", list(M))
def test_each_customer_is_settled_before_the_company_says_so_and_verified_before_it_ends(
    state: moving.State,
) -> None:
    customers = [Move("Fabrikam", M.VERIFIED), Move("Northwind", state)]
    waits = state in moving.OPEN
    unverified = state not in {M.VERIFIED, M.REMOVED}
    assert _code(S.MOVING, "finish", customers) == ("transition_customers_open" if waits else "")
    assert _code(S.TO_VERIFY, "complete", customers) == (
        "transition_customers_unverified" if unverified else ""
    )


def _code(state: transition.State, verb: str, customers: list[Move]) -> str:
    try:
        did(state, verb, by="tom", moves=customers)
    except Refusal as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("state", "verb"), [(S.ASKED, "refuse"), (S.PROVIDER_ASKED, "decline"), (S.TO_VERIFY, "send_back")]
)
def test_who_says_no_says_why(state: transition.State, verb: str) -> None:
    assert refusal(state, verb, by="tom", reason=" ") == "reason_missing"
    assert did(state, verb, by="tom", reason="Too early.").state in {S.REFUSED, S.APPROVED, S.MOVING}


@pytest.mark.parametrize("state", sorted(transition.RUNNING))
def test_it_is_overtaken_by_another_end_wherever_it_stands(state: transition.State) -> None:
    assert replace(did(state, "overtake"), approver="") == Transition(S.OVERTAKEN)
