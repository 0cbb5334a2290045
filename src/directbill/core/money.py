"""Money: Decimal with a currency; exact until shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

EXACT = Context(prec=100, rounding=ROUND_HALF_EVEN)
RATE_PLACES = Decimal("1e-12")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217). Amounts of two currencies are never added."""

    amount: Decimal
    currency: str


def unit_rate(price_to_billing: Decimal) -> Decimal:
    """Statement currency per unit of billing currency: 1 / rate, 12 places, half even.

    Source: billing = pricing x rate (reconciliation column PCToBCExchangeRate).
    """
    return EXACT.quantize(EXACT.divide(Decimal(1), price_to_billing), RATE_PLACES)


def cross_rate(per_base_from: Decimal, per_base_to: Decimal) -> Decimal:
    """Units of `to` per unit of `from`, both quoted per one base unit; 12 places, half even."""
    return EXACT.quantize(EXACT.divide(per_base_to, per_base_from), RATE_PLACES)


def times(amount: Decimal, rate: Decimal) -> Decimal:
    """The exact product: no rounding."""
    return EXACT.multiply(amount, rate)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum: no rounding."""
    with localcontext(EXACT):
        return sum(amounts, Decimal(0))


def shown(amount: Decimal, places: int = 2) -> Decimal:
    """The figure as shown: rounded once, half even. Never compare or add shown figures."""
    return EXACT.quantize(amount, Decimal(1).scaleb(-places))


def shown_against(amount: Decimal, threshold: Decimal) -> Decimal:
    """The figure as shown beside a threshold: more digits when rounding would hide that it is below."""
    for places in range(2, 40):
        figure = shown(amount, places)
        if amount >= threshold or figure < threshold:
            return figure
    return amount
