"""Whether a document's rows come to the total its invoice states, before tax or with it."""

from dataclasses import replace
from decimal import Decimal

import duckdb

from directbill.core.money import total
from directbill.ledger import staging
from directbill.ledger.carriers.scan import scan_sql
from directbill.ledger.cells import PLAIN
from directbill.ledger.documents_register import Found
from directbill.ledger.receipt import TieOut
from directbill.ledger.register import Entry, Invoice
from directbill.ledger.taken import Lines


def of(
    connection: duckdb.DuckDBPyConnection,
    lines: Lines,
    *,
    found: Found,
    entry: Entry,
    invoice: Invoice | None,
) -> TieOut | None:
    """Only of a whole document: all of its rows in one file, none of them another reseller's or rejected.

    An invoice does not say whether its total is with tax, so rows that do not come to it are summed with tax as well.
    """
    own = [s for s in lines.sums if s.document == entry.id]
    whole = not entry.others and not entry.rejected and sum(s.lines for s in own) == entry.lines
    if not invoice or not invoice.total or not whole or {s.currency for s in own} - {invoice.currency}:
        return None
    tie = TieOut(total(s.amount for s in own), Decimal(invoice.total), invoice.currency)
    return tie if tie.ties else replace(tie, with_tax=_with_tax(connection, lines, found))


def _with_tax(connection: duckdb.DuckDBPyConnection, lines: Lines, found: Found) -> Decimal | None:
    """The rows with tax, read again from the file; None where it has no such column, or not in every row."""
    staged = lines.staged
    column = staged.format.roles.with_tax
    if column not in staged.match.found:
        return None
    document, tenant = (staging.role_sql(staged.format, role) for role in ("document", "tenant"))
    texts = sorted({(number, whose) for number, whose, _ in found.texts})
    rows = connection.execute(
        f"""SELECT count(*), count(*) FILTER (regexp_full_match("{column}", '{PLAIN}')),
                sum(CASE WHEN regexp_full_match("{column}", '{PLAIN}') THEN "{column}"::DECIMAL(38, 15) END)
            FROM {scan_sql(staged.sheet, staged.match.names)}
            WHERE ({document}, {tenant}) IN (SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))""",
        [[number for number, _ in texts], [whose for _, whose in texts]],
    ).fetchall()
    count, plain, amount = rows[0]
    return amount if count == plain else None
