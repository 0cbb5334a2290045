"""The measures' SQL, translated by sqlglot and executed on a local Spark, gives DuckDB's figures to the last digit."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from directbill.core.periods import Month, Window
from directbill.ledger import rollups
from directbill.ledger.demo import big
from tests.soak.engines import Rows, exactly, on_spark, rows

pytestmark = pytest.mark.soak
FIRST = Month(2024, 11)
WINDOW = Window(FIRST.plus(12), FIRST.plus(23))
COUNTS = ("license", "azure_usage", "reservation", "savings_plan")
QUESTION = rollups.Question(WINDOW, COUNTS, {(r.month, r.currency): r.rate for r in big.month_rates(FIRST)})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spark")
    big.write(folder, lines=480_000, first=FIRST)
    connection = duckdb.connect()
    months = {FIRST.plus(n): FIRST.plus(n) for n in range(big.MONTHS)}
    charges = {m: [folder / "charges" / str(m) / "generated.parquet"] for m in months}
    rollups.build_wide(connection, charges, folder=folder / "wide")
    rollups.build_narrow(connection, folder / "wide", folder=folder / "narrow", categories=COUNTS)
    return folder


def source_files(ledger: Path, source: str) -> list[Path]:
    if source == "lines":
        return [ledger / "charges" / str(m) / "generated.parquet" for m in WINDOW]
    return [rollups.month_file(ledger / source, m) for m in WINDOW]


def by_duckdb(ledger: Path, source: str) -> Rows:
    found = rollups.statements(
        duckdb.connect(), source, files=source_files(ledger, source), question=QUESTION
    )
    return sorted(found.fetchall())


def lay_question(spark: Any) -> None:
    months = [(m.first_day,) for m in QUESTION.window]
    month_rates = [(m.first_day, c, r) for (m, c), r in QUESTION.rates.items()]
    spark.createDataFrame(months, "month date").createOrReplaceTempView("window_months")
    spark.createDataFrame([(c,) for c in COUNTS], "category string").createOrReplaceTempView(
        "counted_categories"
    )
    schema = "month date, currency string, rate decimal(19,12)"
    spark.createDataFrame(month_rates, schema).createOrReplaceTempView("month_rates")


@pytest.mark.parametrize("source", ["lines", "wide", "narrow"])
def test_spark_gives_the_figures_of_duckdb(spark: Any, ledger: Path, source: str) -> None:
    files = [str(f) for f in source_files(ledger, source)]
    spark.read.parquet(*files).createOrReplaceTempView(rollups.SOURCES[source])
    lay_question(spark)
    found = rows(on_spark(spark, f"statements_from_{source}"))
    assert exactly(found) == exactly(by_duckdb(ledger, source))
