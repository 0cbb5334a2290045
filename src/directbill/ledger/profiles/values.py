"""The cells of a mapped file under its declared locale. What contradicts the declaration is no value."""

import re
from datetime import date
from functools import cache

from directbill.ledger.profiles.model import APOSTROPHES, SPACES, DateOrder, Locale, Sign

TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z| ?[+-]\d{2}:?\d{2})?)?"
APART = r" ?[./-] ?"
DAY, YEAR = r"(\d{1,2})", r"(20\d{2})"
ORDERS = {
    DateOrder.DMY: (re.compile(f"{DAY}{APART}{DAY}{APART}{YEAR}{TIME}", re.ASCII), (3, 2, 1)),
    DateOrder.MDY: (re.compile(f"{DAY}{APART}{DAY}{APART}{YEAR}{TIME}", re.ASCII), (3, 1, 2)),
    DateOrder.YMD: (re.compile(f"{YEAR}{APART}{DAY}{APART}{DAY}{TIME}", re.ASCII), (1, 2, 3)),
}
COMPACT = re.compile(rf"{YEAR}(\d{{2}})(\d{{2}})", re.ASCII)
ISO = re.compile(rf"{YEAR}-(\d{{2}})-(\d{{2}}){TIME}", re.ASCII)
YEAR_MONTH = re.compile(rf"{YEAR}(?:[-/.]{DAY}|(\d{{2}}))", re.ASCII)
MONTH_YEAR = re.compile(rf"{DAY} ?[-/.] ?{YEAR}", re.ASCII)


def number(text: str, locale: Locale) -> str | None:
    """The number's plain text (`-1234.56`), `''` for a blank cell, None where the locale is contradicted."""
    text = text.strip()
    if not text:
        return ""
    found = _number(locale).fullmatch(text)
    if found is None:
        return None
    sign, whole, fraction = found.groups()
    digits = "".join(character for character in whole if character.isdigit())
    return f"{'-' if sign == '-' else ''}{digits}{'.' + fraction[1:] if fraction else ''}"


def amount(charge: str, credit: str, *, locale: Locale, sign: Sign) -> str | None:
    """A line's signed amount as plain text; `credit` is the credit column's cell, if the file has one.

    None where a cell contradicts the locale, or where both columns hold an amount, or a credit has a sign.
    """
    plain = number(charge, locale)
    if plain is None or sign is Sign.AS_IS:
        return plain
    if sign is Sign.NEGATE:
        return negated(plain)
    back = number(credit, locale)
    if back is None or back.startswith("-") or (_says_something(plain) and _says_something(back)):
        return None
    return negated(back) if _says_something(back) else plain or back


def negated(plain: str) -> str:
    """The same amount with the other sign."""
    if not _says_something(plain):
        return plain
    return plain[1:] if plain.startswith("-") else f"-{plain}"


def day(text: str, locale: Locale, *, typed: bool = False) -> date | None:
    """A day in the declared order. `typed`: the carrier knows dates (XLSX, Parquet) and writes them as ISO."""
    text = text.strip()
    pattern, places = ORDERS[locale.date_order]
    found = pattern.fullmatch(text)
    if found is None:
        compact = COMPACT.fullmatch(text) if locale.date_order is DateOrder.YMD else None
        found, places = compact or (ISO.fullmatch(text) if typed else None), (1, 2, 3)
    if found is None:
        return None
    year, month_, day_ = (int(found[place]) for place in places)
    return _date(year, month_, day_)


def month(text: str, locale: Locale, *, typed: bool = False) -> date | None:
    """The first day of a month written as 2026-03, 202603, 03/2026 or as any of its days."""
    text = text.strip()
    if found := YEAR_MONTH.fullmatch(text):
        return _date(int(found[1]), int(found[2] or found[3]), 1)
    if found := MONTH_YEAR.fullmatch(text):
        return _date(int(found[2]), int(found[1]), 1)
    named = day(text, locale, typed=typed)
    return named.replace(day=1) if named else None


@cache
def _number(locale: Locale) -> re.Pattern[str]:
    mark, group = re.escape(locale.decimal_mark), alike(locale.grouping_mark)
    whole = rf"\d{{1,3}}(?:[{group}]\d{{3}})+|\d+" if group else r"\d+"
    return re.compile(rf"([+-]?) ?({whole})({mark}\d+)?", re.ASCII)


def alike(mark: str) -> str:
    """The marks that group as this one does: all kinds of blanks group alike, and both apostrophes."""
    return next((marks for marks in (SPACES, APOSTROPHES) if mark and mark in marks), mark)


def _says_something(plain: str) -> bool:
    return bool(plain.strip("-0."))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
