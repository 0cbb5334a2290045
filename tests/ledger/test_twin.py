"""The engine and the plain twin agree on every line and every figure, whatever the ledger, from raw files too."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directbill.core import revenue
from directbill.core.edition import RevenueRule
from directbill.core.errors import Refusal
from directbill.core.exchange import Rates
from directbill.core.parties import Account, Partner, Role
from directbill.core.revenue import Ledger
from directbill.core.statement import NotCounted, Statement, StatementLine
from directbill.ledger import imports
from directbill.ledger import statement as engine
from directbill.ledger.attribution import Scope
from directbill.ledger.rates import RateBook
from directbill.ledger.store import Store
from tests.core import made
from tests.fixtures import cast, new_commerce
from tests.fixtures.table import Table, as_csv
from tests.ledger import chance, twin_reader
from tests.ledger.books import MadeBooks, MadeRates
from tests.ledger.references import EURO

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
    for seed in range(300):
        found = answer(lambda s=seed: revenue.statement(chance.ledger(s), rates=chance.RATES, **ask(s)))  # type: ignore[misc]
        seen |= {found[0].code} if not hasattr(found[0], "window") else {line.reason for line in found[1]}
    assert seen == {"", "rate_missing", "odd_reason", *(r.value for r in NotCounted)}


IDS = (cast.OWN, cast.OWN_SECOND)
FILES_ASKED: Any = {
    "rule": made.rule(),
    "partner": Partner(accounts=tuple(Account(i) for i in IDS)),
    "role": Role.INDIRECT_RESELLER,
    "as_of": made.AS_OF,
}
ODD_CELLS = {
    "ProductCategory": ("", "Azure plan", "Reservations", "Perpetual software", "Online services", "Novelty"),
    "TermAndBillingCycle": ("", "One-Month commitment for trial", "Three-3 Years commitment", "1 Year Reservation"),
    "PublisherName": ("Microsoft", "MICROSOFT CORPORATION", "Fabrikam (fictional)", ""),
    "PublisherId": ("", "NA", "P1"),
    "SkuName": ("Windows Server 2022", "Suite"),
    "Subtotal": ("0", "-0.000000000000001", "99999999999999.9999", "100000000000000.5"),
    "InvoiceNumber": ("", "T000000001", "G000000077"),
    "MpnId": (cast.PROVIDER, cast.OWN, ""),
    "ChargeEndDate": ("", "11/30/2025"),
    "CustomerName": ("=1+1", "NULL"),
}  # fmt: skip
"""What a cell may hold instead."""


def sheet(seed: int) -> Table:
    """A generated file with some cells changed to other values a real file may hold."""
    chance = random.Random(seed)
    lines = new_commerce.lines(
        seed, per_document=chance.randrange(1, 4), currencies=chance.choice([("EUR",), ("EUR", "USD")])
    )
    found = new_commerce.newer(lines)
    for _ in range(chance.randrange(30)):
        column = chance.choice(tuple(ODD_CELLS))
        found = found.with_cell(
            chance.randrange(len(found.rows)) + 2, column, chance.choice(ODD_CELLS[column])
        )
    return found


def by_import(paths: list[Path], rates: RateBook) -> tuple[Statement, tuple[StatementLine, ...]]:
    with Store.temporary() as store:
        options = imports.ImportOptions()
        imports.read_files(paths, store=store, scope=Scope(frozenset(IDS)), options=options)
        found = engine.statement(store, rates=rates, **FILES_ASKED)
        return found, tuple(engine.lines(store, rates=rates, **FILES_ASKED))


def told(lines: tuple[StatementLine, ...]) -> list[tuple[object, ...]]:
    """What both sides must say of each line; names of documents and rules are the import's own."""
    return [
        (
            x.file,
            x.row,
            x.month,
            x.account,
            x.category,
            x.amount,
            x.currency,
            x.reason,
            x.method,
            x.rate,
            x.usd,
        )
        for x in lines
    ]


@settings(max_examples=25)
@given(SEEDS)
def test_the_import_and_the_engine_agree_with_the_plain_reader_and_twin(seed: int) -> None:
    rates = Rates(EURO)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recon.csv"
        path.write_bytes(as_csv(sheet(seed)))
        try:
            ledger = twin_reader.read([path], IDS)
        except twin_reader.NoMonth:
            with pytest.raises(Refusal, match="month_unknown"):
                by_import([path], MadeRates(rates))
            return
        found, lines = by_import([path], MadeRates(rates))
    plain, plain_lines = revenue.statement(ledger, rates=rates, **FILES_ASKED)
    assert told(lines) == told(plain_lines)
    assert (found.counted, found.low, found.high, found.categories, found.accounts, found.if_counted) == (
        plain.counted,
        plain.low,
        plain.high,
        plain.categories,
        plain.accounts,
        plain.if_counted,
    )
    assert [(m.month, m.counted, m.covered) for m in found.months] == [
        (m.month, m.counted, m.covered) for m in plain.months
    ]


@settings(max_examples=10)
@given(SEEDS)
def test_splitting_reordering_and_importing_twice_change_nothing(seed: int) -> None:
    whole = new_commerce.portal(new_commerce.lines(seed, per_document=3))
    chance = random.Random(seed)
    rows = list(whole.rows)
    chance.shuffle(rows)
    cut = chance.randrange(1, len(rows))
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        parts = {
            "whole": whole.rows,
            "again": whole.rows,
            "shuffled": rows,
            "first": rows[:cut],
            "second": rows[cut:],
        }
        for name, part in parts.items():
            paths[name] = Path(folder) / f"{name}.csv"
            paths[name].write_bytes(as_csv(Table(whole.header, tuple(part))))
        figures = [
            figure_of([paths[name] for name in names])
            for names in (["whole"], ["whole", "again"], ["shuffled"], ["whole", "shuffled"])
        ]
    assert len(set(figures)) == 1


def figure_of(paths: list[Path]) -> tuple[Decimal, int]:
    found, _ = by_import(paths, MadeRates(Rates(EURO)))
    return found.counted, found.lines_counted


@pytest.mark.parametrize("seed", range(3))
def test_the_generated_files_total_what_their_maker_says(seed: int, tmp_path: Path) -> None:
    """A third opinion: the generator knows the totals by construction."""
    lines = new_commerce.lines(seed)
    path = tmp_path / "recon.csv"
    path.write_bytes(as_csv(new_commerce.portal(lines)))
    plain, _ = revenue.statement(twin_reader.read([path], IDS), rates=Rates(), **FILES_ASKED)
    assert plain.counted == new_commerce.truth(lines).counted
