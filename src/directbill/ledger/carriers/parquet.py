"""Parquet: every column cast to text by DuckDB and streamed into a CSV; doubles in their shortest form."""

from pathlib import Path

import duckdb

from directbill.core.errors import Refusal, refuse
from directbill.ledger import engine
from directbill.ledger.carriers import files, tables
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.scan import path_sql, quoted
from directbill.ledger.carriers.sheet import Sheet

NESTED = ("STRUCT", "MAP", "UNION")
MEMORY = engine.MEMORY
FULL_DISK = "No space left"


def read(source: Source, *, workdir: Path) -> Sheet:
    """The file's rows as text, in file order: NULL is an empty cell, times are UTC, nested values are JSON."""
    source = files.hashed(source)
    target = files.work_file(source, workdir, kind="parquet.csv")
    try:
        # one thread: each of several would hold a row group
        with engine.connect(MEMORY, workdir=workdir, threads=1) as connection:
            header = _copy(connection, source.content, target)
    except duckdb.Error as error:
        raise _fault(source.name, error) from None
    return tables.sheet(source, target, header=header, carrier="parquet")


def _copy(connection: duckdb.DuckDBPyConnection, path: Path, target: Path) -> list[str]:
    table = f"read_parquet({path_sql(path)}, hive_partitioning = false)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
    columns = {str(name): str(kind) for name, kind, *_ in described}
    texts = ", ".join(f"{_text(name, kind)} AS {quoted(name)}" for name, kind in columns.items())
    connection.execute(
        f"COPY (SELECT {texts} FROM {table}) TO '{str(target).replace(chr(39), chr(39) * 2)}'"
        " (FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', FORCE_QUOTE *)"
    )
    return list(columns)


def _text(name: str, kind: str) -> str:
    value = quoted(name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        value = f"({value} AT TIME ZONE 'UTC')"
    elif kind.startswith(NESTED) or kind.endswith("]"):
        value = f"to_json({value})"
    return f"coalesce({value}::VARCHAR, '')"


def _fault(name: str, error: duckdb.Error) -> Refusal:
    if FULL_DISK in str(error):
        return refuse("disk_full", file=name)
    if isinstance(error, duckdb.OutOfMemoryException):
        return refuse("parquet_row_group", file=name, most=MEMORY)
    return refuse("parquet_broken", file=name, found=str(error).strip().partition("\n")[0])
