"""One cell's text becomes a value, or a code that says what is wrong with it. Never through a float.

Files hold few distinct texts per column, so each distinct text is read here once and SQL does the rest by join.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core.money import EXACT, unit_rate

LARGEST = Decimal(10) ** 15
FINEST = 15
PLACES = Decimal("0.0001")
WIDEST_RATE = Decimal(10) ** 12

PLAIN = r"-?[0-9]{1,13}(\.[0-9]{0,15}0*)?"
"""An amount SQL converts itself, exactly."""
SHORT = r"-?[0-9]{1,13}(\.[0-9]{1,4})?"
"""One it converts at once, without a rest."""

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
SIGNED_DOLLARS = re.compile(r"(-?)\$(\d.*)", re.ASCII)
FLOAT_ID = re.compile(r"\d+[.,]\d+([eE]\+?\d+)?|\d+[eE]\+\d+", re.ASCII)
CURRENCY = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says: a value, nothing (`value` None, no code), or a fault's code."""

    value: Decimal | date | str | None = None
    code: str = ""


NOTHING = Read()


def plain(text: str) -> str:
    """The text without blanks around it; a literal NULL says nothing."""
    text = text.strip()
    return "" if text.casefold() == "null" else text


def amount(text: str, *, currency_sign: bool = False) -> Read:
    """A decimal with a dot, at most 15 fraction digits and 10^15. An empty cell is no zero."""
    text = plain(text)
    if not text:
        return Read(code="amount_missing")
    dollars = SIGNED_DOLLARS.fullmatch(text) if currency_sign else None
    if dollars:
        text = dollars[1] + dollars[2]
    if not NUMBER.fullmatch(text):
        return Read(code="amount_unreadable")
    value = Decimal(text)
    if value and (value.adjusted() > FINEST or abs(value) > LARGEST):
        return Read(code="amount_too_large")
    exponent = value.normalize(EXACT).as_tuple().exponent
    if isinstance(exponent, int) and exponent < -FINEST:
        return Read(code="amount_too_fine")
    return Read(value)


def split(value: Decimal) -> tuple[Decimal, Decimal | None]:
    """The part of at most four places, and the rest (None when zero); from 10^14 on all of it is rest."""
    if abs(value) >= LARGEST / 10:
        return Decimal(0), value
    with_places = EXACT.multiply(value, Decimal(10_000)).to_integral_value(
        rounding="ROUND_DOWN", context=EXACT
    )
    coarse = EXACT.multiply(with_places, PLACES)
    rest = EXACT.subtract(value, coarse)
    return coarse, rest or None


def rate(text: str) -> Read:
    """Statement currency per unit, 12 places, from the owner's billing-per-pricing rate."""
    text = plain(text)
    if not NUMBER.fullmatch(text):
        return Read(code="rate_unreadable")
    value = Decimal(text)
    if not 1 / WIDEST_RATE < value < WIDEST_RATE:
        return Read(code="rate_unreadable")
    return Read(unit_rate(value))


def currency(text: str) -> Read:
    """Three letters, as ISO 4217 writes them."""
    text = plain(text)
    if not text:
        return Read(code="currency_missing")
    return Read(text.upper()) if CURRENCY.fullmatch(text) else Read(code="currency_unreadable")


def identifier(text: str) -> Read:
    """Text as it stands; what a spreadsheet made a number of is refused, for its last digits are gone."""
    text = plain(text)
    return Read(code="id_as_float") if FLOAT_ID.fullmatch(text) else Read(text)
