"""From the raw file to the statement: the import path and the engine against the plain reader and the plain twin."""

import random
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directbill.core import revenue
from directbill.core.errors import Refusal
from directbill.core.exchange import Rates
from directbill.core.parties import Account, Partner, Role
from directbill.core.statement import Statement, StatementLine
from directbill.ledger import imports, statement
from directbill.ledger.attribution import Scope
from directbill.ledger.rates import RateBook
from directbill.ledger.store import Store
from tests.core import made
from tests.fixtures import cast, new_commerce
from tests.fixtures.table import Table, as_csv
from tests.ledger import twin_reader
from tests.ledger.books import MadeRates
from tests.ledger.references import EURO

IDS = (cast.OWN, cast.OWN_SECOND)
ASKED: Any = {
    "rule": made.rule(),
    "partner": Partner(accounts=tuple(Account(i) for i in IDS)),
    "role": Role.INDIRECT_RESELLER,
    "as_of": made.AS_OF,
}
ODD = {
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
SEEDS = st.integers(min_value=0, max_value=10**9)


def sheet(seed: int) -> Table:
    """A generated file with some cells changed to other values a real file may hold."""
    chance = random.Random(seed)
    lines = new_commerce.lines(
        seed, per_document=chance.randrange(1, 4), currencies=chance.choice([("EUR",), ("EUR", "USD")])
    )
    found = new_commerce.newer(lines)
    for _ in range(chance.randrange(30)):
        column = chance.choice(tuple(ODD))
        found = found.with_cell(chance.randrange(len(found.rows)) + 2, column, chance.choice(ODD[column]))
    return found


def by_engine(paths: list[Path], rates: RateBook) -> tuple[Statement, tuple[StatementLine, ...]]:
    with Store.temporary() as store:
        options = imports.ImportOptions()
        imports.read_files(paths, store=store, scope=Scope(frozenset(IDS)), options=options)
        found = statement.statement(store, rates=rates, **ASKED)
        return found, tuple(statement.lines(store, rates=rates, **ASKED))


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
                by_engine([path], MadeRates(rates))
            return
        found, lines = by_engine([path], MadeRates(rates))
    plain, plain_lines = revenue.statement(ledger, rates=rates, **ASKED)
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
    found, _ = by_engine(paths, MadeRates(Rates(EURO)))
    return found.counted, found.lines_counted


@pytest.mark.parametrize("seed", range(3))
def test_the_generated_files_total_what_their_maker_says(seed: int, tmp_path: Path) -> None:
    """A third opinion: the generator knows the totals by construction."""
    lines = new_commerce.lines(seed)
    path = tmp_path / "recon.csv"
    path.write_bytes(as_csv(new_commerce.portal(lines)))
    plain, _ = revenue.statement(twin_reader.read([path], IDS), rates=Rates(), **ASKED)
    assert plain.counted == new_commerce.truth(lines).counted
