"""Staged texts become canonical charges: one statement per file, exact, other resellers' rows left behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from directbill.core.ledger import Attribution
from directbill.core.money import total
from directbill.ledger import beside, canonical, conversion
from directbill.ledger.attribution import Whose
from directbill.ledger.beside import Plan
from directbill.ledger.staging import full_or

INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Sum:
    """Kept rows of one file and document, of one attribution and currency."""

    part: int
    document: str
    attribution: str
    currency: str
    lines: int
    amount: Decimal


def create_incoming(connection: duckdb.DuckDBPyConnection) -> None:
    """An empty table of incoming rows: the canonical columns and the file's place."""
    connection.execute(canonical.create_sql(INCOMING, temporary=True))
    connection.execute(f"ALTER TABLE {INCOMING} ADD COLUMN part INTEGER")


def convert(connection: duckdb.DuckDBPyConnection, plan: Plan, *, rejected: Iterable[int]) -> None:
    """Add the file's kept rows to the incoming table; rejected rows and other resellers' rows stay out."""
    if not plan.staged.rows:
        return
    out = list(rejected)
    tables = beside.tables(plan)
    clause = f"WHERE whose.attribution <> '{Attribution.OTHER}'"
    if out:
        clause += f" AND {plan.staged.row_sql('s.')} NOT IN (SELECT unnest(?::INTEGER[]))"
    try:
        connection.execute(
            f"WITH {', '.join(b.sql for b in tables)} INSERT INTO {INCOMING}"
            f" SELECT {conversion.select(plan)} FROM {plan.staged.table} s {beside.joins(tables)} {clause}",
            [*(column for b in tables for column in b.columns), *([out] if out else [])],
        )
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise full_or(error) from None


def sums(connection: duckdb.DuckDBPyConnection) -> list[Sum]:
    """The incoming rows, counted and summed exactly, per currency."""
    rows = connection.execute(
        "SELECT part, document, attribution, currency, count(*), sum(amount), sum(rest)"
        f" FROM {INCOMING} GROUP BY ALL"
    ).fetchall()
    return [
        Sum(part, document, attribution, currency, lines, total(v for v in (amount, rest) if v is not None))
        for part, document, attribution, currency, lines, amount, rest in rows
    ]


def foreign(whose: Mapping[tuple[str, str], Whose]) -> list[tuple[str, str]]:
    """The pairs of other resellers."""
    return [pair for pair, found in whose.items() if found.attribution is Attribution.OTHER]
