"""What an import counts on its documents: lines kept, of others, left out; and the months written on them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from directbill.core.periods import Month
from directbill.ledger import converting
from directbill.ledger.converting import INCOMING, Sum
from directbill.ledger.taken import Lines, Taken, with_lines


def count_lines(connection: duckdb.DuckDBPyConnection, files: Sequence[Taken]) -> None:
    """Put the counts of kept, other resellers' and rejected rows on each file's documents.

    A document without a month that has nothing but other resellers' rows is forgotten.
    A file with nothing but other resellers' rows is their slice, and one without a reseller column tells nobody
    apart: neither shows that the partner sold nothing.
    """
    counted: dict[int, list[Sum]] = defaultdict(list)
    for found in converting.sums(connection):
        counted[found.part].append(found)
    for taken, lines in with_lines(files):
        lines.sums = counted[taken.part]
        kept = Counter[str]()
        for found in lines.sums:
            kept[found.document] += found.lines
        out = _rejected(connection, lines)
        attributable = (
            lines.staged.format.own or lines.staged.format.roles.reseller in lines.staged.match.found
        )
        for document in lines.found:
            rejected = sum(out.get(text, 0) for text in document.texts)
            own = kept[document.entry.id]
            others = document.rows - own - rejected
            covers = document.entry.covers and attributable and (bool(kept) or not others)
            document.entry = replace(
                document.entry, lines=own, others=others, rejected=rejected, covers=covers
            )
        lines.found = [f for f in lines.found if f.entry.month or f.entry.lines or f.entry.rejected]


def _rejected(connection: duckdb.DuckDBPyConnection, lines: Lines) -> Mapping[tuple[str, str, str], int]:
    if not lines.rejected:
        return {}
    staged = lines.staged
    rows = connection.execute(
        f"SELECT document, tenant, period, count(*) FROM {staged.table}"
        f" WHERE {staged.row_sql()} IN (SELECT unnest(?::INTEGER[])) GROUP BY ALL",
        [lines.rejected],
    ).fetchall()
    return {(document, tenant, period): count for document, tenant, period, count in rows}


def set_months(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Taken], *, months: Mapping[str, Month]
) -> None:
    """Write each document's settled month on its incoming rows, where the first guess differs."""
    guessed = {(f.entry.id, f.entry.month) for _, lines in with_lines(files) for f in lines.found}
    for id_, guess in guessed:
        if id_ in months and guess != str(months[id_]):
            connection.execute(
                f"UPDATE {INCOMING} SET month = ? WHERE document = ?", [months[id_].first_day, id_]
            )
