"""Reference rates made up for tests: a straight line, so that every rate can be told by hand."""

from datetime import date, timedelta
from decimal import Decimal

from directbill.core.exchange import Reference

FIRST, LAST = date(2025, 8, 1), date(2026, 11, 20)


def _quotes(start: str, step: str) -> tuple[tuple[date, Decimal], ...]:
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    published = (day for day in days if day.weekday() < 5)
    return tuple((day, Decimal(start) + Decimal(step) * place) for place, day in enumerate(published))


EURO = Reference(
    "made rates",
    "EUR",
    FIRST,
    LAST,
    "0" * 64,
    {"USD": _quotes("1.05", "0.0005"), "CZK": _quotes("25", "0.01")},
)
