"""Whether a document's rows come to the total its invoice states, before tax or with it."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

import duckdb

from directbill.core.money import total
from directbill.ledger import staged_columns
from directbill.ledger.carriers.scan import scan_sql
from directbill.ledger.cells import PLAIN
from directbill.ledger.converting import Sum
from directbill.ledger.documents_register import Found
from directbill.ledger.receipt import TieOut
from directbill.ledger.register import Entry, Invoice
from directbill.ledger.taken import Lines


class TieOuts:
    """Of one file's documents: their sums, and with tax once one of them asks for it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, lines: Lines) -> None:
        self.connection = connection
        self.lines = lines
        self.sums: dict[str, list[Sum]] = defaultdict(list)
        for each in lines.sums:
            self.sums[each.document].append(each)

    def of(self, found: Found, *, entry: Entry, invoice: Invoice | None) -> TieOut | None:
        """Only of a whole document: all of its rows in one file, none of them another reseller's or rejected.

        An invoice does not say whether its total is with tax, so rows that do not come to it are summed with tax too.
        """
        own = self.sums[entry.id]
        whole = not entry.others and not entry.rejected and sum(s.lines for s in own) == entry.lines
        if not invoice or not invoice.total or not whole or {s.currency for s in own} - {invoice.currency}:
            return None
        tie = TieOut(total(s.amount for s in own), Decimal(invoice.total), invoice.currency)
        return tie if tie.ties else replace(tie, with_tax=self._with_tax(found))

    def _with_tax(self, found: Found) -> Decimal | None:
        """The document's rows with tax; None where the file has no such column, or not in every row."""
        texts = {(number, whose) for number, whose, _ in found.texts}
        amounts = [self._every_with_tax.get(text) for text in texts]
        return None if None in amounts else total(a for a in amounts if a is not None)

    @cached_property
    def _every_with_tax(self) -> dict[tuple[str, str], Decimal | None]:
        """By document and tenant, read again from the file."""
        staged = self.lines.staged
        column = staged.format.roles.with_tax
        if column not in staged.match.found:
            return {}
        document, tenant = (staged_columns.role_sql(staged.format, role) for role in ("document", "tenant"))
        plain = f"regexp_full_match(\"{column}\", '{PLAIN}')"
        rows = self.connection.execute(
            f"""SELECT {document}, {tenant}, bool_and({plain}),
                    sum(CASE WHEN {plain} THEN "{column}"::DECIMAL(38, 15) END)
                FROM {scan_sql(staged.sheet, staged.match.names)} GROUP BY ALL"""
        ).fetchall()
        return {(number, whose): amount if every else None for number, whose, every, amount in rows}
