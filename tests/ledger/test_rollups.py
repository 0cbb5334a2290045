"""All accounts at once: lines, wide rollup and narrow view give the same figures, equal to whole-number arithmetic."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from directbill.core.errors import Refusal
from directbill.core.periods import Month, Window
from directbill.ledger import rollups
from directbill.ledger.demo import big

FIRST = Month(2024, 11)
WINDOW = Window(FIRST.plus(12), FIRST.plus(23))
COUNTS = ("license", "azure_usage", "reservation", "savings_plan")
QUESTION = rollups.Question(WINDOW, COUNTS, {(r.month, r.currency): r.rate for r in big.month_rates(FIRST)})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big")
    big.write(folder, lines=24_000, first=FIRST)
    return folder


def files(ledger: Path) -> dict[Month, list[Path]]:
    months = (FIRST.plus(n) for n in range(big.MONTHS))
    return {m: [ledger / "charges" / str(m) / "generated.parquet"] for m in months}


def window_files(ledger: Path) -> list[Path]:
    return [f for month, found in files(ledger).items() if month in WINDOW for f in found]


def whole_number_oracle(ledger: Path) -> list[tuple[str, Decimal, int]]:
    """Integers only: ten-thousandths times 1e-12 rates, per line, in Python."""
    columns = "account, month, currency, category, cast(amount * 10000 as hugeint), unit_rate"
    rows = duckdb.sql(
        f"select {columns} from read_parquet({[str(f) for f in window_files(ledger)]})"
    ).fetchall()
    sums: dict[str, list[int]] = {}
    for account, month, currency, category, units, own in rows:
        if category in COUNTS:
            rate = own if own is not None else QUESTION.rates[Month.of(month), currency]
            figure = sums.setdefault(account, [0, 0])
            figure[0] += int(units) * int(rate * 10**12)
            figure[1] += 1
    return sorted((a, Decimal(s).scaleb(-16), n) for a, (s, n) in sums.items())


def test_statements_from_lines_equal_whole_number_arithmetic(ledger: Path) -> None:
    found = rollups.statements(
        duckdb.connect(), "lines", files=window_files(ledger), question=QUESTION
    ).fetchall()
    assert sorted(found) == whole_number_oracle(ledger)


@pytest.mark.parametrize("source", ["wide", "narrow"])
def test_rollups_give_the_same_figures_as_lines(ledger: Path, tmp_path: Path, source: str) -> None:
    connection = duckdb.connect()
    rollups.build_wide(connection, files(ledger), folder=tmp_path / "wide")
    rollups.build_narrow(connection, tmp_path / "wide", folder=tmp_path / "narrow", categories=COUNTS)
    found = rollups.statements(
        connection, source, files=sorted((tmp_path / source).glob("*.parquet")), question=QUESTION
    )
    assert sorted(found.fetchall()) == whole_number_oracle(ledger)


def test_digits_beyond_four_places_are_added_exactly(ledger: Path, tmp_path: Path) -> None:
    source = window_files(ledger)[0]
    copy = tmp_path / "one.parquet"
    duckdb.sql(
        f"""copy (select * replace (0.000000000000001::decimal(38,15) as rest) from '{source}'
        where category = 'license' and currency = 'USD' limit 1) to '{copy}' (format parquet)"""
    )
    [(account, amount)] = duckdb.sql(f"select account, amount from '{copy}'").fetchall()
    expected = rollups.AccountFigure(account, amount + Decimal("0.000000000000001"), 1)
    assert rollups.exact(duckdb.connect(), files=[copy], question=QUESTION) == (expected,)


def test_the_same_size_gives_the_same_ledger(ledger: Path, tmp_path: Path) -> None:
    big.write(tmp_path, lines=24_000, first=FIRST)
    both = [f"select * from read_parquet('{f}/charges/*/*.parquet')" for f in (ledger, tmp_path)]
    assert duckdb.sql(f"({both[0]}) except all ({both[1]})").fetchall() == []


def test_no_files_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        rollups.statements(duckdb.connect(), "lines", files=[], question=QUESTION)
    assert caught.value.code == "ledger_has_no_files"
