"""Damage to single cells: numbers, dates, identifiers."""

import random
from collections.abc import Callable
from decimal import Decimal

from tests.fixtures import cast, legacy
from tests.fixtures.table import as_csv
from tests.mutilations.clean import (
    MONTH_FIRST,
    Clean,
    Damaged,
    Handled,
    Makers,
    any_clean,
    costs,
    eligibility,
    focus_export,
    licenses,
    nce,
    refused,
    usage,
)  # fmt: skip

AMOUNT = "amount_unreadable"
DAY = "date_unreadable"
DOLLARLESS = (nce, licenses, costs, eligibility, focus_export)
"""Every format but legacy usage, whose documented example shows a currency sign."""


def _money(
    chance: random.Random, write: Callable[[Decimal], str], *codes: str, makers: Makers = (*DOLLARLESS, usage)
) -> Damaged:
    """One counted line's amount rewritten: a row fault, so the file is refused, naming row and column."""
    clean = any_clean(chance, makers)
    row = chance.choice(clean.counted_rows())
    text = write(clean.lines[row - 2].stated_usd or clean.lines[row - 2].amount)
    content = clean.write(clean.sheet.with_cell(row, clean.money, text))
    return Damaged({clean.file: content}, refused(*codes, file=clean.file, row=row, column=clean.money))


def comma_decimals(chance: random.Random) -> Damaged:
    def write(amount: Decimal) -> str:
        whole = f"{amount + chance.choice((0, 1000, 10**6)):,.2f}"
        return whole.translate(str.maketrans(",.", ".,"))

    return _money(chance, write, AMOUNT)


def spaced_thousands(chance: random.Random) -> Damaged:
    blank = chance.choice((" ", "\u00a0", "\u202f", "'", "_"))
    return _money(chance, lambda a: f"{abs(a) + 1234567:,.2f}".replace(",", blank), AMOUNT)


def parentheses(chance: random.Random) -> Damaged:
    return _money(chance, lambda a: f"({abs(a)})", AMOUNT)


def currency_sign(chance: random.Random) -> Damaged:
    sign = chance.choice(("${}", "{} €", "EUR {}", "£{}", "{}USD", "${}-"))
    return _money(chance, lambda a: sign.format(abs(a)), AMOUNT, makers=DOLLARLESS)


def not_a_number(chance: random.Random) -> Damaged:
    text = chance.choice(
        ("NaN", "nan", "-NaN", "sNaN", "#N/A", "n/a", "#VALUE!", "abc", "1e", "--1", "0x1F", "1.2.3")
    )
    return _money(chance, lambda _: text, AMOUNT)


def infinity(chance: random.Random) -> Damaged:
    text = chance.choice(("Infinity", "-Infinity", "inf", "+inf", "INF", "∞"))
    return _money(chance, lambda _: text, AMOUNT)


def amount_missing(chance: random.Random) -> Damaged:
    """No amount is not a zero amount."""
    return _money(chance, lambda _: chance.choice(("", " ")), AMOUNT, "amount_missing")


def beyond_the_limit(chance: random.Random) -> Damaged:
    text = chance.choice(
        ("1000000000000000.01", "-1000000000000001", "1e16", "9" * 30, "1e400", "123456789012345678.5")
    )
    return _money(chance, lambda _: text, "amount_too_large")


def sixteen_fraction_digits(chance: random.Random) -> Damaged:
    digits = chance.choice((16, 17, 28))
    return _money(chance, lambda a: f"{a.quantize(Decimal('0.01'))}{'3' * (digits - 2)}", "amount_too_fine")


def fifteen_fraction_digits(chance: random.Random) -> Damaged:
    """Kept exactly: the total moves by exactly the digits added, even when it is not shown."""
    clean = any_clean(chance, (nce, licenses, usage, eligibility))
    row = chance.choice(list(clean.counted_rows()))
    sold = clean.lines[row - 2]
    more = Decimal(chance.randrange(10**10, 9 * 10**14)).scaleb(-15)
    text = f"{sold.amount + more:f}"
    content = clean.write(clean.sheet.with_cell(row, clean.money, text))
    return Damaged({clean.file: content}, Handled(more), base=clean.truth.counted)


def day_in_the_month_place(chance: random.Random) -> Damaged:
    """25/12/2025 in a file documented as month/day/year."""
    clean, row = _dated_row(chance)
    text = f"{chance.randrange(13, 29)}/{chance.randrange(1, 13)}/2026"
    return _dated(clean, row, text)


def excel_serial(chance: random.Random) -> Damaged:
    clean, row = _dated_row(chance)
    return _dated(clean, row, chance.choice(("46112", "46112.0", "46112.75")))


def impossible_day(chance: random.Random) -> Damaged:
    clean, row = _dated_row(chance)
    return _dated(
        clean, row, chance.choice(("2/30/2026", "13/13/2026", "4/31/2026", "0/1/2026", "yesterday"))
    )


def _dated_row(chance: random.Random) -> tuple[Clean, int]:
    clean = any_clean(chance, MONTH_FIRST)
    rows = [r for r in clean.counted_rows() if clean.sheet.cell(r, clean.day)]
    usage_rows = [r for r in rows if clean.lines[r - 2].category == "azure_usage"]
    return clean, chance.choice(usage_rows or rows)


def _dated(clean: Clean, row: int, text: str) -> Damaged:
    content = clean.write(clean.sheet.with_cell(row, clean.day, text))
    ending = refused(DAY, "date_order", file=clean.file, row=row, column=clean.day)
    return Damaged({clean.file: content}, ending)


def identifier_as_float(chance: random.Random) -> Damaged:
    """What a spreadsheet makes of an 18-digit number: the last digits are gone."""
    every = legacy.license_lines(chance.randrange(10**9), months=("2026-03",), per_month=8)
    sheet = legacy.license_file(every)
    row = chance.choice([n + 2 for n, sold in enumerate(every) if sold.reseller != cast.RIVAL])
    text = chance.choice(("5.66891E+17", "5.66890604832738E+17", "566890604832738000.0", "5,66891E+17"))
    content = as_csv(sheet.with_cell(row, "OrderId", text))
    return Damaged(
        {"license.csv": content}, refused("id_as_float", file="license.csv", row=row, column="OrderId")
    )


def fault_in_a_strangers_row(chance: random.Random) -> Damaged:
    """Another reseller's row is counted and dropped unread: what is wrong in it is not ours to tell."""
    every = legacy.license_lines(chance.randrange(10**9), months=("2026-03",), per_month=30)
    sheet, truth = legacy.license_file(every), legacy.license_truth(every)
    row = chance.choice([n + 2 for n, sold in enumerate(every) if sold.reseller == cast.RIVAL])
    column, text = chance.choice((("OrderId", "5.66891E+17"), ("Subtotal", "(1.00)"), ("Currency", "€")))
    content = as_csv(sheet.with_cell(row, column, text))
    return Damaged({"license.csv": content}, Handled(said={"others": truth.others}), base=truth.counted)


def partner_id_as_float(chance: random.Random) -> Damaged:
    """6900001.0 or 6.9E+06 must not become another reseller, nor none."""
    clean = any_clean(chance)
    row = chance.choice(clean.counted_rows())
    text = chance.choice(("6900001.0", "6.900001E+06", "6.9E+06"))
    content = clean.write(clean.sheet.with_cell(row, clean.reseller, text))
    return Damaged(
        {clean.file: content}, refused("id_as_float", file=clean.file, row=row, column=clean.reseller)
    )


def null_in_an_idle_cell(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    row = chance.randrange(2, len(clean.sheet.rows) + 2)
    word = chance.choice(("NULL", "null", "Null"))
    content = clean.write(clean.sheet.with_cell(row, chance.choice(clean.idle), word))
    return Damaged({clean.file: content}, Handled(), base=clean.truth.counted)


def null_as_reseller(chance: random.Random) -> Damaged:
    """NULL is no identifier: the line becomes unattributed, kept and listed, and leaves the total."""
    clean = any_clean(chance, (nce, licenses, usage, costs, focus_export))
    row = chance.choice(clean.counted_rows())
    content = clean.write(clean.sheet.with_cell(row, clean.reseller, "NULL"))
    ending = Handled(-clean.usd(row), said={"unattributed": clean.truth.unattributed + 1})
    return Damaged({clean.file: content}, ending, base=clean.truth.counted)


def blanks_around(chance: random.Random) -> Damaged:
    """Blanks around a number or an identifier are no part of it."""
    clean = any_clean(chance)
    row = chance.choice(clean.counted_rows())
    column = chance.choice((clean.money, clean.reseller))
    content = clean.write(clean.sheet.with_cell(row, column, f" {clean.sheet.cell(row, column)} "))
    return Damaged({clean.file: content}, Handled(), base=clean.truth.counted)


def exponent(chance: random.Random) -> Damaged:
    """FOCUS allows an exponent; a tiny number is often written with one."""
    clean = any_clean(chance, (focus_export,))
    row = chance.choice(clean.counted_rows())
    amount = clean.lines[row - 2].amount
    text = f"{amount * 10000:f}e-4".replace(".0000e", "e")
    content = clean.write(clean.sheet.with_cell(row, clean.money, text))
    return Damaged({clean.file: content}, Handled(), base=clean.truth.counted)


def currency_unknown(chance: random.Random) -> Damaged:
    clean = any_clean(chance, (nce, licenses, usage))
    column = "currency" if "currency" in clean.sheet.header else "Currency"
    row = chance.choice(clean.counted_rows())
    cell = chance.choice(("EURO", "€", "US", "", "12"))
    content = clean.write(clean.sheet.with_cell(row, column, cell))
    ending = refused(
        "currency_unreadable" if cell else "currency_missing", file=clean.file, row=row, column=column
    )
    return Damaged({clean.file: content}, ending)


def rejects_accepted(chance: random.Random) -> Damaged:
    """A row fault taken out by consent: the rest counts, the statement is incomplete."""
    clean = any_clean(chance)
    row = chance.choice(clean.counted_rows())
    content = clean.write(clean.sheet.with_cell(row, clean.money, "abc"))
    ending = Handled(-clean.usd(row), incomplete=True, said={"rejected": 1})
    return Damaged({clean.file: content}, ending, options=("--accept-rejects",), base=clean.truth.counted)


KINDS = (
    fault_in_a_strangers_row, comma_decimals, spaced_thousands, parentheses, currency_sign, not_a_number, infinity,
    amount_missing,
    beyond_the_limit, sixteen_fraction_digits, fifteen_fraction_digits, day_in_the_month_place, excel_serial,
    impossible_day, identifier_as_float, partner_id_as_float, null_in_an_idle_cell, null_as_reseller, blanks_around,
    exponent, currency_unknown, rejects_accepted,
)  # fmt: skip
