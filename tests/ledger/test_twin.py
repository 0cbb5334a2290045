"""The engine and the plain twin agree on every line and every figure, whatever the ledger."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypedDict

from hypothesis import given, settings
from hypothesis import strategies as st

from directbill.core import revenue
from directbill.core.edition import RevenueRule
from directbill.core.errors import Refusal
from directbill.core.parties import Partner, Role
from directbill.core.revenue import Ledger
from directbill.core.statement import NotCounted, Statement
from directbill.ledger import statement as engine
from tests.core import made
from tests.ledger import chance
from tests.ledger.books import MadeBooks, MadeRates

RULES = (made.rule(), made.rule("EUR"), made.rule(months=6, counts=("license", "own_brand")))
SEEDS = st.integers(min_value=0, max_value=10**9)


class Asked(TypedDict):
    rule: RevenueRule
    partner: Partner
    role: Role
    as_of: Any


def ask(seed: int) -> Asked:
    pick = random.Random(seed)
    return Asked(
        rule=pick.choice(RULES), partner=chance.company(seed), role=pick.choice(list(Role)), as_of=made.AS_OF
    )


def books(ledger: Ledger) -> MadeBooks:
    return MadeBooks(ledger.charges, ledger.documents, ledger.covered)


def answer(question: Callable[[], Any]) -> Any:
    """What came back, or the faults of the refusal."""
    try:
        return question()
    except Refusal as refusal:
        return refusal.faults


def by_engine(there: MadeBooks, asked: Asked) -> Any:
    rates = MadeRates(chance.RATES)
    return answer(
        lambda: (
            engine.statement(there, rates=rates, **asked),
            tuple(engine.lines(there, rates=rates, **asked)),
        )
    )


@settings(max_examples=80)
@given(SEEDS)
def test_every_line_and_every_figure_is_the_same(seed: int) -> None:
    ledger, asked = chance.ledger(seed), ask(seed)
    plain = answer(lambda: revenue.statement(ledger, rates=chance.RATES, **asked))
    assert by_engine(books(ledger), asked) == plain


@given(SEEDS)
def test_prepayments_and_months_of_transactions_are_the_same(seed: int) -> None:
    ledger, asked = chance.ledger(seed), ask(seed)
    there, rates = books(ledger), MadeRates(chance.RATES)
    ahead = answer(lambda: engine.prepayments(there, rates=rates, **asked))
    assert ahead == answer(lambda: revenue.prepayments(ledger, rates=chance.RATES, **asked))
    months = {
        m for m in revenue.months(ledger, partner=asked["partner"], role=asked["role"]) if m <= made.LAST
    }
    assert set(engine.tenure(there, **asked).months) == months


@given(SEEDS)
def test_reordering_the_lines_changes_nothing(seed: int) -> None:
    ledger, asked = chance.ledger(seed), ask(seed)
    lines = list(ledger.charges)
    random.Random(seed).shuffle(lines)
    shuffled = Ledger(tuple(lines), ledger.documents[::-1], ledger.covered)
    first, second = by_engine(books(ledger), asked), by_engine(books(shuffled), asked)
    assert without_documents(first) == without_documents(second)


def without_documents(found: Any) -> Any:
    """The documents stand in the register's order; all else is ordered by its own values."""
    return (replace(found[0], documents=()), found[1]) if isinstance(found[0], Statement) else found


def test_the_random_ledgers_reach_every_reason_and_a_refusal() -> None:
    """A generator that never makes a case would let the two agree on nothing."""
    seen: set[str] = set()
    for seed in range(120):
        found = answer(lambda s=seed: revenue.statement(chance.ledger(s), rates=chance.RATES, **ask(s)))  # type: ignore[misc]
        seen |= {found[0].code} if not hasattr(found[0], "window") else {line.reason for line in found[1]}
    assert seen == {"", "rate_missing", "odd_reason", *(r.value for r in NotCounted)}
