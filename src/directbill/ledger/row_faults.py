"""Every faulty row of a staged file: its place, its column, and what was found there."""

from collections.abc import Iterable

import duckdb

from directbill.core.errors import Fault, Place
from directbill.ledger import readings
from directbill.ledger.formats.format import Kind
from directbill.ledger.readings import Readings
from directbill.ledger.staging import Staged

LAST = "~"
"""Where a row has several faults, that of its identifiers is told last."""
FILE_FAULTS = frozenset({"date_order"})
"""Faults that say the whole file was misread: never accepted row by row."""
MOST_FAULTS = 10_000
"""Rows located one by one: a file with more is damaged as a whole, and its first faults say how."""


def faults(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    *,
    found: Readings,
    foreign: Iterable[tuple[str, str]],
) -> list[Fault]:
    """Every fault with its row, in file order. Rows of `foreign` pairs are left out but for a faulty identifier."""
    located: dict[str, list[tuple[int, Fault]]] = {}
    for role, bad in found.bad.items():
        if bad:
            located[role] = _located(connection, staged, (role, bad), foreign)
    for role, odd in found.odd.items():
        if odd.faulty:
            located[role] = _odd(connection, staged, (role, odd.table), foreign)
    if found.float_ids:
        located[LAST] = _float_ids(connection, staged, foreign)
    every = [(row, role, fault) for role, told in located.items() for row, fault in told]
    return [fault for _, _, fault in sorted(every, key=lambda place: place[:2])]


def _located(
    connection: duckdb.DuckDBPyConnection, staged: Staged, bad: tuple[str, dict[str, str]],
    foreign: Iterable[tuple[str, str]],
) -> list[tuple[int, Fault]]:  # fmt: skip
    role, codes = bad
    column = column_of(staged, role)
    whole_file = role in ("reseller", "owner") or bool(FILE_FAULTS & set(codes.values()))
    clause, values = ("", []) if whole_file else not_foreign(foreign)
    rows = connection.execute(
        f"SELECT {staged.row_sql()}, {role} FROM {staged.table}"
        f" WHERE {role} IN (SELECT unnest(?::VARCHAR[])) {clause} ORDER BY rowid LIMIT {MOST_FAULTS}",
        [list(codes), *values],
    ).fetchall()
    name = staged.sheet.name
    return [(row, Fault(codes[text], Place(name, row, column), text)) for row, text in rows]


def _odd(
    connection: duckdb.DuckDBPyConnection, staged: Staged, odd: tuple[str, str],
    foreign: Iterable[tuple[str, str]],
) -> list[tuple[int, Fault]]:  # fmt: skip
    role, table = odd
    clause, values = not_foreign(foreign)
    joined = f"{staged.table} s JOIN {table} odd ON s.{role} = odd.text"
    rows = connection.execute(
        f"SELECT {staged.row_sql('s.')}, s.{role}, odd.code FROM {joined}"
        f" WHERE odd.code <> '' {clause} ORDER BY s.rowid LIMIT {MOST_FAULTS}",
        values,
    ).fetchall()
    made, name, column = staged.format, staged.sheet.name, column_of(staged, role)
    shown = made.readers.shown if made.readers else str
    return [(row, Fault(code, Place(name, row, column), shown(text))) for row, text, code in rows]


def _float_ids(
    connection: duckdb.DuckDBPyConnection, staged: Staged, foreign: Iterable[tuple[str, str]]
) -> list[tuple[int, Fault]]:
    clause, values = not_foreign(foreign)
    rows = connection.execute(
        f"SELECT {staged.row_sql()}, split_part(float_id, '=', 1), split_part(float_id, '=', 2)"
        f" FROM {staged.table} WHERE float_id <> '' {clause} ORDER BY rowid LIMIT {MOST_FAULTS}",
        values,
    ).fetchall()
    name, shown = staged.sheet.name, staged.match.shown
    return [(row, Fault("id_as_float", Place(name, row, shown(column)), text)) for row, column, text in rows]


def not_foreign(foreign: Iterable[tuple[str, str]]) -> tuple[str, list[object]]:
    """A condition (with its values) that leaves out other resellers' rows."""
    pairs = list(foreign)
    if not pairs:
        return "", []
    clause = "AND (reseller, owner) NOT IN (SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))"
    return clause, [[r for r, _ in pairs], [o for _, o in pairs]]


def column_of(staged: Staged, role: str) -> str:
    """The file's own name of the column a role is read from."""
    made = staged.format
    days = dict(zip(readings.day_roles(staged), made.of_kind(Kind.DAY, Kind.MONTH), strict=True))
    canonical = days[role].name if role in days else getattr(made.roles, role)
    return staged.match.shown(canonical)
