"""Counting what an import did: lines per document, totals per currency, and the receipt."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import duckdb

from directbill.core.findings import Reason
from directbill.core.ledger import Attribution, DocumentState
from directbill.core.money import total
from directbill.core.periods import Month
from directbill.ledger import cells, converting
from directbill.ledger.attribution import Scope
from directbill.ledger.converting import INCOMING, Sum
from directbill.ledger.documents_register import Found
from directbill.ledger.formats import invoices
from directbill.ledger.profiles import CATEGORIES
from directbill.ledger.receipt import CurrencyTotal, DocumentReceipt, Done, FileReceipt, Receipt
from directbill.ledger.register import Entry, Register
from directbill.ledger.sameness import Settled
from directbill.ledger.taken import Lines, Taken, with_lines
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
        charge_types=_charge_types(connection, place, lines),
        categories=_categories(connection, part, after.categories),
        totals=_totals(lines.sums),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        rejects=tuple(lines.rejects),
        notes=_notes(lines),
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


def _charge_types(
    connection: duckdb.DuckDBPyConnection, place: int, lines: Lines
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


def _categories(
    connection: duckdb.DuckDBPyConnection, part: tuple[int, Lines], known: frozenset[str]
) -> tuple[tuple[str, int], ...]:
    """A distributor's own words for what is sold, where the profile does not say what they mean."""
    place, lines = part
    if not lines.staged.format.roles.category:
        return ()
    rows = connection.execute(
        f"SELECT category, count(*) FROM {INCOMING} WHERE part = ? AND category NOT IN"
        " (SELECT unnest(?::VARCHAR[])) GROUP BY category ORDER BY category",
        [place, sorted(known)],
    ).fetchall()
    return tuple((word, count) for word, count in rows)


def _notes(lines: Lines) -> tuple[Reason, ...]:
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
