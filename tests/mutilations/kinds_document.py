"""Odd but legal documents, and sources that overlap: handled, with the total moved by a known amount."""

import random
from dataclasses import replace
from decimal import Decimal

from tests.fixtures import cast, cost_management, insights, invoices, new_commerce
from tests.fixtures.new_commerce import Line
from tests.fixtures.table import Table, as_csv
from tests.fixtures.truth import Sold, add, counts
from tests.mutilations.clean import (
    MONTHS,
    Clean,
    Damaged,
    Handled,
    any_clean,
    costs,
    eligibility,
    focus_export,
    nce,
    refused,
    usage,
)

RECON = "recon.csv"


def _lines(
    chance: random.Random, *, currencies: tuple[str, ...] = ("USD",), months: tuple[str, ...] = MONTHS
) -> tuple[Line, ...]:
    return new_commerce.lines(chance.randrange(10**9), months=months, per_document=5, currencies=currencies)


def _csv(every: tuple[Line, ...]) -> bytes:
    return as_csv(new_commerce.portal(every))


def _total(every: tuple[Line, ...]) -> Decimal:
    return new_commerce.truth(every).counted


def _usd(line: Line) -> Decimal:
    return line.sold.usd if counts(line.sold) else Decimal(0)


def _of(every: tuple[Line, ...], document: str) -> tuple[Line, ...]:
    return tuple(line for line in every if line.sold.document == document)


def _documents(every: tuple[Line, ...]) -> list[str]:
    return sorted({line.sold.document for line in every})


def two_currencies(chance: random.Random) -> Damaged:
    """The euro lines join, each at the rate its own document gives."""
    both = _lines(chance, currencies=("USD", "EUR"))
    dollars = tuple(line for line in both if line.sold.currency == "USD")
    return Damaged({RECON: _csv(both)}, Handled(_total(both) - _total(dollars)), base=_total(dollars))


def no_rate(chance: random.Random) -> Damaged:
    """A currency no central bank quotes, on a line its own file gives no rate for."""
    every = _lines(chance)
    at = chance.choice([n for n, line in enumerate(every) if counts(line.sold)])
    sheet = (
        new_commerce.portal(every)
        .with_cell(at + 2, "Currency", "AED")
        .with_cell(at + 2, "PricingCurrency", "AED")
    )
    return Damaged({RECON: as_csv(sheet)}, refused("rate_missing"))


def unbilled(chance: random.Random) -> Damaged:
    every = _lines(chance)
    document = chance.choice(_documents(every))
    sheet = new_commerce.portal(every).with_column("InvoiceNumber", lambda t: "" if t == document else t)
    return Damaged({RECON: as_csv(sheet)}, _gone(every, document), base=_total(every))


def test_invoice(chance: random.Random) -> Damaged:
    every = _lines(chance)
    document = chance.choice(_documents(every))
    sheet = new_commerce.portal(every).with_column(
        "InvoiceNumber", lambda t: "T" + t[1:] if t == document else t
    )
    return Damaged({RECON: as_csv(sheet)}, _gone(every, document), base=_total(every))


def _gone(every: tuple[Line, ...], document: str) -> Handled:
    return Handled(-add(_usd(line) for line in _of(every, document)))


def _pretax(every: tuple[Line, ...], document: str) -> Decimal:
    return add(line.sold.amount for line in _of(every, document))


def _register(every: tuple[Line, ...], **status: str) -> bytes:
    month = {line.sold.document: line.sold.month for line in every}
    return invoices.page(
        invoices.Invoice(d, month[d], _pretax(every, d), status=status.get(d, "")) for d in _documents(every)
    )


def void_invoice(chance: random.Random) -> Damaged:
    """The register says the invoice is void: its lines stay listed and count nothing."""
    every = _lines(chance)
    document = chance.choice(_documents(every))
    files = {RECON: _csv(every), "invoices.json": _register(every, **{document: "void"})}
    return Damaged(files, _gone(every, document), base=_total(every))


def void_note(chance: random.Random) -> Damaged:
    """A note that voids an invoice: neither of them counts."""
    every = _lines(chance)
    document = chance.choice(_documents(every))
    note = "G009999999"
    mirrored = tuple(_reversed(line, note) for line in _of(every, document))
    month = _of(every, document)[0].sold.month
    total = _pretax(every, document)
    voided = invoices.Invoice(document, month, total, status="void")
    register = invoices.page(
        [voided, invoices.Invoice(note, month, -total, kind="void_note", amends=document)]
    )
    files = {RECON: _csv(every), "note.csv": _csv(mirrored), "invoices.json": register}
    return Damaged(files, _gone(every, document), base=_total(every))


def credit_note(chance: random.Random) -> Damaged:
    """A credit note is a document of its own, signed: the total falls by what it credits."""
    every = _lines(chance)
    line = chance.choice([n for n in every if counts(n.sold)])
    note = "G008888888"
    credit = (_reversed(line, note),)
    month = line.sold.month
    register = invoices.page(
        [invoices.Invoice(note, month, -line.sold.amount, kind="Credit Note", amends=line.sold.document)]
    )
    files = {RECON: _csv(every), "credit.csv": _csv(credit), "invoices.json": register}
    return Damaged(files, Handled(-_usd(line)), base=_total(every))


def _reversed(line: Line, document: str) -> Line:
    sold = line.sold
    return replace(line, sold=replace(sold, document=document, amount=-sold.amount))


def same_file_twice(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    content = clean.write(clean.sheet)
    return Damaged({clean.file: content, "again.csv": content}, Handled(), base=clean.truth.counted)


def same_invoice_reordered(chance: random.Random) -> Damaged:
    """The same rows in another order are the same document."""
    every = _lines(chance)
    other = list(every)
    while tuple(other) == every:
        chance.shuffle(other)
    return Damaged({RECON: _csv(every), "again.csv": _csv(tuple(other))}, Handled(), base=_total(every))


def same_invoice_in_another_carrier(chance: random.Random) -> Damaged:
    """Portal CSV and API page of one invoice: one document."""
    every = _lines(chance)
    files = {RECON: _csv(every), "page.json": new_commerce.api_page(every)}
    return Damaged(files, Handled(), base=_total(every))


def ambiguous_version(chance: random.Random) -> Damaged:
    """Two files of one invoice, some rows the same and some not: parts or versions? Nobody can tell."""
    every, newer, _ = _versions(chance)
    return Damaged({RECON: _csv(every), "newer.csv": _csv(newer)}, refused("document_ambiguous"))


def newer_version(chance: random.Random) -> Damaged:
    """Named as the newer one, it replaces the older."""
    every, newer, change = _versions(chance)
    return Damaged(
        {RECON: _csv(every), "newer.csv": _csv(newer)},
        Handled(change),
        options=("--newer", "newer.csv"),
        base=_total(every),
    )


def _versions(chance: random.Random) -> tuple[tuple[Line, ...], tuple[Line, ...], Decimal]:
    every = _lines(chance, months=("2026-03",))
    at = chance.choice([n for n, line in enumerate(every) if counts(line.sold)])
    sold = every[at].sold
    changed = replace(every[at], sold=replace(sold, amount=sold.amount + Decimal("12.34")))
    newer = (*every[:at], changed, *every[at + 1 :])
    return every, newer, _total(newer) - _total(every)


def parts_of_one_invoice(chance: random.Random) -> Damaged:
    """Files with no row in common are parts: together they are the document."""
    every = _lines(chance, months=("2026-03",))
    cut = chance.randrange(1, len(every))
    return Damaged(
        {"part1.csv": _csv(every[:cut]), "part2.csv": _csv(every[cut:])}, Handled(), base=_total(every)
    )


def overlapping_report(chance: random.Random) -> Damaged:
    """The program's own report for the same months and account: a comparison, not an addition."""
    every = _own(_lines(chance, months=("2026-03",)))
    report = tuple(
        replace(s, reseller=cast.OWN) for s in insights.lines(chance.randrange(10**9), months=("2026-03",))
    )
    files = {RECON: _csv(every), "report.csv": as_csv(insights.eligibility(report))}
    return Damaged(files, Handled(), base=_total(every))


def overlapping_cost_export(chance: random.Random) -> Damaged:
    """Azure cost detail beside the reconciliation that holds the same money."""
    every = _own(_lines(chance, months=("2026-03",)))
    detail = tuple(
        replace(s, reseller=cast.OWN)
        for s in cost_management.lines(chance.randrange(10**9), months=("2026-03",))
    )
    files = {RECON: _csv(every), "costs.csv": as_csv(cost_management.file(detail))}
    return Damaged(files, Handled(), base=_total(every))


def _own(every: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(line, sold=replace(line.sold, reseller=cast.OWN)) for line in every)


def other_partners_file(chance: random.Random) -> Damaged:
    """All of it another reseller's: read, counted, dropped; nothing of it is stored or shown."""
    every = _lines(chance)
    foreign = tuple(
        replace(line, sold=replace(line.sold, reseller=cast.RIVAL, document="G00777777" + str(n % 2)))
        for n, line in enumerate(_lines(chance))
    )
    said = {"others": len(foreign) + new_commerce.truth(every).others}
    return Damaged({RECON: _csv(every), "theirs.csv": _csv(foreign)}, Handled(said=said), base=_total(every))


def month_missing(chance: random.Random) -> Damaged:
    """A month no document covers is missing, not zero."""
    every = _lines(chance, months=cast.WINDOW)
    month = chance.choice(cast.WINDOW)
    rest = tuple(line for line in every if line.sold.month != month)
    return Damaged(
        {RECON: _csv(rest)}, Handled(_total(rest) - _total(every), incomplete=True), base=_total(every)
    )


def future_months(chance: random.Random) -> Damaged:
    """Billing months that have not begun on the day asked for."""
    clean = any_clean(chance, (nce, usage, costs, focus_export, eligibility))
    sheet = clean.sheet
    for column in {clean.day, "OrderDate", "orderDate"} & set(sheet.header):
        sheet = sheet.with_column(column, lambda text: text.replace("2026", "2031"))
    return Damaged({clean.file: clean.write(sheet)}, refused("month_future", "date_future", file=clean.file))


def unknown_charge_type(chance: random.Random) -> Damaged:
    """Kept, counted and said."""
    every = _lines(chance)
    row = chance.choice([n + 2 for n, line in enumerate(every) if counts(line.sold)])
    sheet = new_commerce.portal(every).with_cell(row, "ChargeType", "levitation")
    return Damaged({RECON: as_csv(sheet)}, Handled(said={"unknown_charge_types": 1}), base=_total(every))


def identical_lines(chance: random.Random) -> Damaged:
    """Lines that look the same are two charges: nothing is removed for looking alike."""
    every = _lines(chance)
    line = chance.choice([n for n in every if counts(n.sold)])
    sheet = new_commerce.portal(every)
    row = sheet.rows[every.index(line)]
    content = as_csv(Table(sheet.header, (*sheet.rows, row)))
    return Damaged({RECON: content}, Handled(_usd(line)), base=_total(every))


def lines_in_another_order(chance: random.Random) -> Damaged:
    clean: Clean = any_clean(chance)
    rows = list(clean.sheet.rows)
    chance.shuffle(rows)
    return Damaged(
        {clean.file: clean.write(Table(clean.sheet.header, tuple(rows)))}, Handled(), base=clean.truth.counted
    )


def spread_over_files(chance: random.Random) -> Damaged:
    """One file per document says what one file said."""
    every = _lines(chance, currencies=("USD", "EUR"))
    files = {f"{d}.csv": _csv(_of(every, d)) for d in _documents(every)}
    return Damaged(files, Handled(), base=_total(every))


def zero_lines_added(chance: random.Random) -> Damaged:
    every = _lines(chance)
    zero: Sold = replace(every[0].sold, amount=Decimal("0.00"))
    more = (*every, *(replace(every[0], sold=zero) for _ in range(chance.randrange(1, 4))))
    return Damaged({RECON: _csv(more)}, Handled(), base=_total(every))


KINDS = (
    two_currencies, no_rate, unbilled, test_invoice, void_invoice, void_note, credit_note, same_file_twice,
    same_invoice_reordered, same_invoice_in_another_carrier, ambiguous_version, newer_version, parts_of_one_invoice,
    overlapping_report, overlapping_cost_export, other_partners_file, month_missing, future_months,
    unknown_charge_type, identical_lines, lines_in_another_order, spread_over_files, zero_lines_added,
)  # fmt: skip
