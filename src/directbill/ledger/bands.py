"""The least and the most that groups come to, billed and paid; and so of each category left out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from directbill.core import verdicts
from directbill.core.edition import RevenueRule
from directbill.core.ledger import ESTIMATES
from directbill.core.money import times, total
from directbill.core.periods import Month
from directbill.core.statement import (
    EXTERNAL,
    Band,
    LeftOut,
    NotCounted,
    RateUsed,
)
from directbill.ledger import priced
from directbill.ledger.priced import Sum
from directbill.ledger.tally import ZERO


def figure_paid(counted: Iterable[Sum], told: Mapping[str, bool | None]) -> Decimal | None:
    """What the documents known to be paid come to; None where none says."""
    of_told = [s for s in counted if told.get(s.group.document) is not None]
    return priced.amount(s for s in of_told if told[s.group.document]) if of_told else None


def paid(every: Iterable[Sum], told: Mapping[str, bool | None]) -> Band:
    """Of paid documents all; each document nobody says of is paid in whole or not at all."""
    whole: list[Sum] = []
    silent: dict[str, list[Sum]] = {}
    for s in every:
        match told.get(s.group.document):
            case True:
                whole.append(s)
            case None:
                silent.setdefault(s.group.document, []).append(s)
    bands = [of(whole)]
    for of_one in silent.values():
        its = of(of_one)
        bands.append(Band(min(ZERO, its.low), max(ZERO, its.high)))
    return Band(total(b.low for b in bands), total(b.high for b in bands))


def left_out(
    left: Iterable[Sum], categories: Iterable[str], *, told: Mapping[str, bool | None], rule: RevenueRule
) -> tuple[LeftOut, ...]:
    """The categories left out, of which every line has a rate."""
    found: dict[str, list[Sum]] = {category: [] for category in categories}
    for s in left:
        if s.reason == NotCounted.CATEGORY:
            found[verdicts.told(s.group.category, rule)].append(s)
    return tuple(
        LeftOut(category, priced.amount(every), of(every), paid(every, told))
        for category, every in found.items()
        if all(s.value is not None for s in every)
    )


def of(counted: Iterable[Sum]) -> Band:
    """Outside rates at their least and most favourable by month and currency; estimates from nothing to their whole."""
    pools: dict[tuple[bool, Month, str], tuple[Decimal, RateUsed]] = {}
    low, high = [ZERO, ZERO], [ZERO, ZERO]
    for s in counted:
        rough = s.group.basis in ESTIMATES
        if s.used is not None and s.used.method in EXTERNAL:
            key = rough, s.group.month, s.group.currency
            amount, used = pools.get(key, (ZERO, s.used))
            pools[key] = total([amount, s.group.amount]), used
        else:
            low[rough] = high[rough] = total([low[rough], s.value or ZERO])
    for (rough, _, _), (amount, used) in pools.items():
        ends = times(amount, used.low), times(amount, used.high)
        low[rough], high[rough] = total([low[rough], min(ends)]), total([high[rough], max(ends)])
    return Band(total([low[False], min(ZERO, low[True])]), total([high[False], max(ZERO, high[True])]))
