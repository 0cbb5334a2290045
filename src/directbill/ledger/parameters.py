"""The small tables of parameters laid beside the charges for a measure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import duckdb

from directbill.core import grading
from directbill.core.ledger import Document
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month


def lay(
    connection: duckdb.DuckDBPyConnection,
    documents: Iterable[Document],
    *,
    months: Sequence[Month],
    partner: Partner,
    role: Role,
) -> None:
    """Documents and their states, the company's identifiers, and how it can have sold in each month."""
    known = grading.current(documents)
    void = grading.void(known)
    states = [(d.id, d.state.value, d.source, d.id in void) for d in known]
    valid = {(m.first_day, a.id) for a in partner.accounts for m in months if a.valid_in(m)}
    columns = {"document": "varchar", "state": "varchar", "source": "varchar", "void": "boolean"}
    _lay(connection, "known_documents", columns, states)
    _lay(connection, "own_ids", {"account": "varchar"}, [(i,) for i in sorted(set(partner.ids))])
    _lay(connection, "valid_ids", {"month": "date", "account": "varchar"}, sorted(valid))
    sold = {"month": "date", "direct": "boolean", "only_direct": "boolean", "played": "boolean"}
    _lay(connection, "role_months", sold, [_sold(partner, role, month) for month in months])
    _lay(connection, "asked", {"divided": "boolean"}, [(partner.divided,)])


def _sold(partner: Partner, role: Role, month: Month) -> tuple[date, bool, bool, bool]:
    """Whether the company may have sold directly in a month, and in no other way, and had a role asked about."""
    asked = partner.asked_in(month, role)
    direct = Role.DIRECT_BILL in asked
    return month.first_day, direct, asked == {Role.DIRECT_BILL}, partner.played(month, role)


def _lay(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Lay a small table of parameters beside the charges."""
    picked = ", ".join(f"unnest(cast(? as {kind}[])) as {column}" for column, kind in columns.items())
    values = [[row[place] for row in rows] for place in range(len(columns))]
    connection.execute(f"create or replace table {name} as select {picked}", values)
