"""The receipt of an import, from what it counted and settled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import duckdb

from directbill.core.ledger import Attribution, DocumentState
from directbill.core.money import total
from directbill.core.periods import Month
from directbill.ledger import remarks
from directbill.ledger.attribution import Scope
from directbill.ledger.converting import Sum
from directbill.ledger.documents_register import Found
from directbill.ledger.formats import invoices
from directbill.ledger.profiles import CATEGORIES
from directbill.ledger.receipt import CurrencyTotal, DocumentReceipt, Done, FileReceipt, Receipt
from directbill.ledger.register import Entry, Register
from directbill.ledger.same_documents import Settled
from directbill.ledger.taken import Lines, Taken
from directbill.ledger.tie_out import TieOuts


@dataclass(frozen=True)
class After:
    """What was settled, the register as it will be, and the words that say what is sold."""

    settled: Settled
    register: Register
    categories: frozenset[str] = CATEGORIES

    @cached_property
    def live(self) -> dict[tuple[str, str, str, str], Entry]:
        """The versions in force, by what makes them the same document."""
        return {e.key: e for e in self.register.live()}

    @cached_property
    def voided(self) -> frozenset[str]:
        return self.register.voided()


def receipt(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Taken], *, scope: Scope, after: After
) -> Receipt:
    """What happened to every file."""
    receipts = tuple(_file(connection, taken, after) for taken in files)
    return Receipt(receipts, tuple(sorted(scope.ids)), scope.assumed)


def _file(connection: duckdb.DuckDBPyConnection, taken: Taken, after: After) -> FileReceipt:
    sheet = taken.sheet
    plain = FileReceipt(file=sheet.name, sha256=sheet.sha256, format="", carrier=sheet.carrier)
    if taken.again:
        return replace(plain, done=Done.SAME)
    if taken.lines is None:
        return replace(plain, format=invoices.NAME, done=Done.REGISTER, invoices=len(taken.invoices))
    return _with_lines(connection, plain, (taken.part, taken.lines), after)


def _with_lines(
    connection: duckdb.DuckDBPyConnection, plain: FileReceipt, part: tuple[int, Lines], after: After
) -> FileReceipt:
    place, lines = part
    ties = TieOuts(connection, lines)
    documents = [_document(found, place, ties, after) for found in lines.found]
    days = [day for day in lines.readings.days.values() if day]
    kept = sum(s.lines for s in lines.sums)
    return replace(
        plain,
        format=lines.staged.format.name,
        done=_done([d.done for d in documents]),
        read=lines.staged.rows,
        kept=kept,
        others=lines.staged.rows - kept - len(lines.rejected),
        rejected=len(lines.rejected),
        unattributed=_unattributed(lines.sums),
        charge_types=remarks.charge_types(connection, lines, place=place),
        categories=remarks.categories(connection, lines, place=place, known=after.categories),
        totals=_totals(lines.sums),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        rejects=tuple(lines.rejects),
        notes=remarks.notes(lines),
    )


def _done(each: Sequence[Done]) -> Done:
    """One word for the whole file: what all its documents share, else that there is something new."""
    return each[0] if len(set(each)) == 1 else Done.NEW


def _document(found: Found, place: int, ties: TieOuts, after: After) -> DocumentReceipt:
    entry = found.entry
    invoice = after.register.invoices.get(entry.number)
    settled = after.live.get(entry.key, entry)
    return DocumentReceipt(
        id=entry.id,
        month=Month.parse(settled.month) if settled.month else None,
        month_basis=settled.month_basis,
        state=str(_state(settled, after.voided)),
        lines=entry.lines,
        done=after.settled.done.get((place, entry.id), Done.SAME),
        tie_out=ties.of(found, entry=settled, invoice=invoice),
        invoice_known=invoice is not None and bool(invoice.total),
    )


def _state(entry: Entry, voided: frozenset[str]) -> DocumentState:
    void = entry.state == DocumentState.BILLED and entry.number in voided
    return DocumentState.VOID if void else DocumentState(entry.state)


def _unattributed(sums: Sequence[Sum]) -> tuple[tuple[str, int], ...]:
    kinds = Counter[str]()
    for found in sums:
        if found.attribution != Attribution.OWN:
            kinds[found.attribution] += found.lines
    return tuple(sorted(kinds.items()))


def _totals(sums: Sequence[Sum]) -> tuple[CurrencyTotal, ...]:
    own = [s for s in sums if s.attribution == Attribution.OWN]
    return tuple(
        CurrencyTotal(
            currency,
            total(s.amount for s in own if s.currency == currency),
            sum(s.lines for s in own if s.currency == currency),
        )
        for currency in sorted({s.currency for s in own})
    )
