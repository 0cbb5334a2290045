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
    """Documents and their states, the company's identifiers, and the months it had another role."""
    known = grading.current(documents)
    void = grading.void(known)
    states = [(d.id, d.state.value, d.source, d.id in void) for d in known]
    valid = {(m.first_day, a.id) for a in partner.accounts for m in months if a.valid_in(m)}
    direct = role is Role.DIRECT_BILL
    columns = {"document": "varchar", "state": "varchar", "source": "varchar", "void": "boolean"}
    _lay(connection, "known_documents", columns, states)
    _lay(connection, "own_ids", {"account": "varchar"}, [(i,) for i in sorted(set(partner.ids))])
    _lay(connection, "valid_ids", {"month": "date", "account": "varchar"}, sorted(valid))
    _lay(connection, "other_role_months", {"month": "date"}, _other_role(partner, role, months))
    _lay(connection, "asked", {"direct": "boolean", "divided": "boolean"}, [(direct, partner.divided)])


def _other_role(partner: Partner, role: Role, months: Iterable[Month]) -> list[tuple[date]]:
    """The months in which the company is told to have had roles, but not this one."""
    told = {month: partner.roles_in(month) for month in months}
    return [(month.first_day,) for month, roles in told.items() if roles and role not in roles]


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
