"""The rollups and the digits beyond four places give on Spark the rows they give on DuckDB, from the oddest lines."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from directbill.core.periods import Window
from directbill.ledger import rollups
from tests.core import made
from tests.ledger import chance
from tests.ledger.books import MadeBooks
from tests.soak import odd_ledger
from tests.soak.engines import exactly, hand_over, on_duckdb, on_spark, rows

pytestmark = pytest.mark.soak
RATES = {
    "USD": "1",
    "EUR": "1.081081081081",
    "CZK": "0.043196544276",
    "TWD": "0.0312",
    "XTS": "999999.999999999999",
}
QUESTION = rollups.Question(
    Window(made.WINDOW.first, made.WINDOW.last),
    made.COUNTS,
    {(m, c): Decimal(r) for m in chance.MONTHS for c, r in RATES.items()},
)
PARAMETERS = ("window_months", "counted_categories", "month_rates")
CHAIN = ("rollup_wide", "rollup_narrow", "rests", *(f"statements_from_{s}" for s in rollups.SOURCES))
NAMES = {"rollup_wide": "wide", "rollup_narrow": "narrow"}


@pytest.fixture
def charges(spark: Any, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Both engines hold one ledger and one question; sums of amounts fit the narrow view's decimal(18,4)."""
    laid = odd_ledger.ledger(range(30))
    connection = MadeBooks(laid.charges, laid.documents, laid.covered).connection()
    connection.execute("delete from charges where abs(amount) >= 10000000000")
    rollups.ask(connection, QUESTION)
    hand_over(connection, spark, ("charges", *PARAMETERS), tmp_path)
    yield connection
    connection.close()


def test_spark_gives_the_rollups_rests_and_statements_of_duckdb(
    spark: Any, charges: duckdb.DuckDBPyConnection
) -> None:
    for measure in CHAIN:
        frame = on_spark(spark, measure)
        assert exactly(rows(frame)) == exactly(on_duckdb(charges, measure))
        if measure in NAMES:
            frame.createOrReplaceTempView(NAMES[measure])
            charges.execute(f"create table {NAMES[measure]} as {rollups.measure(measure)}")


def test_an_account_comes_to_the_same_by_all_three_ways(
    spark: Any, charges: duckdb.DuckDBPyConnection
) -> None:
    for measure, name in NAMES.items():
        on_spark(spark, measure).createOrReplaceTempView(name)
    by_lines, *others = [exactly(rows(on_spark(spark, f"statements_from_{s}"))) for s in rollups.SOURCES]
    assert others == [by_lines, by_lines]


def test_both_refuse_a_sum_that_does_not_fit_the_narrow_view(
    spark: Any, charges: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    charges.execute(f"create table wide as {rollups.measure('rollup_wide')}")
    charges.execute("update wide set amount = 100000000000000")
    hand_over(charges, spark, ("wide",), tmp_path)
    with pytest.raises(duckdb.ConversionException):
        on_duckdb(charges, "rollup_narrow")
    with pytest.raises(Exception, match="NUMERIC_VALUE_OUT_OF_RANGE"):
        on_spark(spark, "rollup_narrow").collect()


def test_the_lines_asked_have_own_rates_and_digits_beyond_four_places(
    charges: duckdb.DuckDBPyConnection,
) -> None:
    rests = on_duckdb(charges, "rests")
    assert {rate for _, rate, _ in rests} > {Decimal("1.081"), Decimal("0.999999999999")}
    assert max(abs(rest) for _, _, rest in rests) > 10**14
