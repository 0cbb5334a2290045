"""Amounts that SQL does not convert itself: Python reads each distinct text once, a batch at a time, into a table.

A file may hold as many of them as it has rows, so they are never all in Python's memory.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from directbill.ledger import cells
from directbill.ledger.cells import PLAIN, Read
from directbill.ledger.staging import Staged

ROLES = ("amount", "own_usd")
BATCH = 10_000
COLUMNS = {
    "text": "VARCHAR",
    "value": "DECIMAL(38,15)",
    "amount": "DECIMAL(18,4)",
    "rest": "DECIMAL(38,15)",
    "code": "VARCHAR",
}
"""`value` is `amount` (at most four places) and `rest`; `code` says what is wrong with the text, or nothing."""


@dataclass(frozen=True, slots=True)
class Odd:
    """The table of one role's odd texts, and how many of them are faulty."""

    table: str
    faulty: int


def lay(
    connection: duckdb.DuckDBPyConnection, staged: Staged, *, role: str, reader: Callable[[str], Read]
) -> Odd | None:
    """Read the role's odd texts into a table beside the staged one; None where there are none."""
    texts, table = f"{staged.table}_{role}_texts", name(staged.table, role)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {texts} AS SELECT DISTINCT {role} AS text FROM {staged.table}"
        f" WHERE NOT regexp_full_match({role}, '{PLAIN}')"
    )
    columns = ", ".join(f"{column} {kind}" for column, kind in COLUMNS.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
    first = 0
    while found := _batch(connection, texts, first):
        _insert(connection, table, ((text, reader(text)) for text in found))
        first += BATCH
    connection.execute(f"DROP TABLE {texts}")
    counted = connection.execute(f"SELECT count(*) FROM {table} WHERE code <> ''").fetchone()
    return Odd(table, counted[0] if counted else 0) if first else None


def name(staged: str, role: str) -> str:
    """What the table beside a staged one is called."""
    return f"{staged}_{role}"


def _batch(connection: duckdb.DuckDBPyConnection, texts: str, first: int) -> list[str]:
    rows = connection.execute(
        f"SELECT text FROM {texts} WHERE rowid >= ? AND rowid < ?", [first, first + BATCH]
    ).fetchall()
    return [text for (text,) in rows]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, read: Iterable[tuple[str, Read]]) -> None:
    rows = [_row(text, found) for text, found in read]
    unnested = ", ".join(f"unnest(?::{kind}[])" for kind in COLUMNS.values())
    connection.execute(
        f"INSERT INTO {table} SELECT {unnested}", [list(column) for column in zip(*rows, strict=True)]
    )


def _row(text: str, found: Read) -> tuple[str, Decimal | None, Decimal | None, Decimal | None, str]:
    value = found.value if isinstance(found.value, Decimal) else None
    return (text, value, *(cells.split(value) if value is not None else (None, None)), found.code)
