"""What a receipt remarks on a file beside its numbers."""

import duckdb

from directbill.core.findings import Reason
from directbill.ledger import cells
from directbill.ledger.converting import INCOMING
from directbill.ledger.taken import Lines


def charge_types(
    connection: duckdb.DuckDBPyConnection, lines: Lines, *, place: int
) -> tuple[tuple[str, int], ...]:
    known = lines.staged.format.charge_types
    unknown = [t for t in lines.readings.charge_types if cells.plain(t).lower() not in known | {""}]
    if not known or not unknown:
        return ()
    rows = connection.execute(
        f"SELECT charge_type, count(*) FROM {INCOMING} WHERE part = ? AND charge_type IN"
        " (SELECT unnest(?::VARCHAR[])) GROUP BY charge_type ORDER BY charge_type",
        [place, [t.strip() for t in unknown]],
    ).fetchall()
    return tuple((name, count) for name, count in rows)


def categories(
    connection: duckdb.DuckDBPyConnection, lines: Lines, *, place: int, known: frozenset[str]
) -> tuple[tuple[str, int], ...]:
    """A distributor's own words for what is sold, where the profile does not say what they mean."""
    if not lines.staged.format.roles.category:
        return ()
    rows = connection.execute(
        f"SELECT category, count(*) FROM {INCOMING} WHERE part = ? AND category NOT IN"
        " (SELECT unnest(?::VARCHAR[])) GROUP BY category ORDER BY category",
        [place, sorted(known)],
    ).fetchall()
    return tuple((word, count) for word, count in rows)


def notes(lines: Lines) -> tuple[Reason, ...]:
    made, found = lines.staged.format, lines.staged.match.found
    notes = [Reason(code) for code in made.notes]
    if made.roles.reseller not in found and not made.own:
        notes.append(Reason(made.without_reseller))
    if not lines.staged.rows:
        notes.append(Reason("header_only"))
    extra = lines.staged.sheet.extra
    if others := extra.get("other_sheets"):
        names = ", ".join(map(str, others)) if isinstance(others, (list, tuple)) else str(others)
        notes.append(Reason("other_sheets", {"sheets": names}))
    whole = str(extra.get("totalCount", ""))
    if whole.isdecimal() and int(whole) > lines.staged.rows:
        notes.append(Reason("page_of_more", {"rows": str(lines.staged.rows), "whole": whole}))
    return tuple(notes)
