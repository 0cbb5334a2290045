"""Bands: lines judged and converted, and the least and the most several of them come to, billed and paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from directbill.core.ledger import ESTIMATES, Charge
from directbill.core.money import times, total
from directbill.core.statement import EXTERNAL, Band, Method, RateUsed
from directbill.core.verdicts import Verdict

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, judged and converted. `value` is None where no rate is known."""

    verdict: Verdict
    reason: str
    detail: str
    method: Method | None
    used: RateUsed | None
    value: Decimal | None

    @property
    def charge(self) -> Charge:
        return self.verdict.charge

    @property
    def worth(self) -> Decimal:
        """The value of a line known to have one."""
        return self.value or Decimal(0)


def worth(lines: Iterable[Line]) -> Decimal:
    """What lines come to that all have a rate."""
    return total(line.worth for line in lines)


def known_worth(lines: Iterable[Line]) -> Decimal | None:
    """What the lines come to; None where one of them has no rate."""
    lines = tuple(lines)
    return None if any(line.value is None for line in lines) else worth(lines)


def band(lines: Iterable[Line]) -> Band:
    """Billed lines at their least and most favourable outside rates; estimates from nothing to their whole."""
    lines = tuple(lines)
    low, high = _spread([line for line in lines if line.charge.basis not in ESTIMATES])
    least, most = _spread([line for line in lines if line.charge.basis in ESTIMATES])
    return Band(total([low, min(NOTHING, least)]), total([high, max(NOTHING, most)]))


def paid_band(lines: Iterable[Line], paid: Mapping[str, bool | None]) -> Band:
    """The lines of paid documents; each document nobody says of is paid in whole or not at all."""
    lines = tuple(lines)
    bands = [band(line for line in lines if paid.get(line.charge.document))]
    for document in sorted(
        {line.charge.document for line in lines if paid.get(line.charge.document) is None}
    ):
        its = band(line for line in lines if line.charge.document == document)
        bands.append(Band(min(NOTHING, its.low), max(NOTHING, its.high)))
    return Band(total(b.low for b in bands), total(b.high for b in bands))


def _spread(lines: list[Line]) -> tuple[Decimal, Decimal]:
    """The least and the most the lines can come to: each month and currency at whichever outside rate does it."""
    fixed = worth(line for line in lines if line.method not in EXTERNAL)
    ends = [(fixed, fixed)]
    outside = [line.used for line in lines if line.used is not None and line.method in EXTERNAL]
    for month, currency in sorted({(u.month, u.currency) for u in outside}):
        sold = [
            x
            for x in lines
            if x.method in EXTERNAL and (x.charge.month, x.charge.currency) == (month, currency)
        ]
        amount = total(x.charge.amount for x in sold)
        bounds = next((u.low, u.high) for u in outside if (u.month, u.currency) == (month, currency))
        worths = [times(amount, bound) for bound in bounds]
        ends.append((min(worths), max(worths)))
    return total(low for low, _ in ends), total(high for _, high in ends)
