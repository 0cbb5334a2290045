"""A measure asked of both engines: DuckDB as it stands, Spark as sqlglot translates it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import sqlglot

from directbill.ledger import groups

Rows = list[tuple[Any, ...]]


def on_spark(spark: Any, measure: str) -> Any:
    """The measure's data frame."""
    [text] = sqlglot.transpile(groups.measure(measure), read="duckdb", write="spark", comments=False)
    return spark.sql(text)


def rows(frame: Any) -> Rows:
    return [tuple(row) for row in frame.collect()]


def on_duckdb(connection: duckdb.DuckDBPyConnection, measure: str) -> Rows:
    return connection.execute(groups.measure(measure)).fetchall()


def hand_over(connection: duckdb.DuckDBPyConnection, spark: Any, tables: Iterable[str], folder: Path) -> None:
    """Give Spark DuckDB's tables, through Parquet, as a lake would."""
    for table in tables:
        target = folder / f"{table}.parquet"
        connection.execute(f"copy (select * from {table}) to '{target}' (format parquet)")
        spark.read.parquet(str(target)).createOrReplaceTempView(table)


def exactly(found: Rows) -> list[str]:
    """Rows in one order, with every digit and every place of every decimal."""
    return sorted(map(repr, found))
