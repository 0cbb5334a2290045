"""The figure by month, by category and by account."""

from collections.abc import Iterable
from decimal import Decimal

from directbill.core import verdicts
from directbill.core.edition import RevenueRule
from directbill.core.money import total
from directbill.core.periods import Month, Window
from directbill.core.statement import (
    MonthFigure,
    NotCounted,
    Part,
)
from directbill.ledger.priced import Sum
from directbill.ledger.tally import Tally


def by_month(counted: Iterable[Sum], window: Window, *, covered: frozenset[Month]) -> tuple[MonthFigure, ...]:
    """Every month of the window, those without a document too."""
    tally = Tally[Month]()
    for s in counted:
        tally.add(s.group.month, s.value, lines=s.group.lines)
    return tuple(MonthFigure(m, tally.amount(m), tally.lines.get(m, 0), m in covered) for m in window)


def by_category(
    counted: Iterable[Sum], left: Iterable[Sum], *, rule: RevenueRule, figure: Decimal
) -> tuple[tuple[Part, ...], tuple[tuple[str, Decimal | None], ...]]:
    """The counted categories, then those left out, each with what the figure would be if it counted.

    What nobody can tell is one category there, whatever words the files have for it.
    """
    inside, outside, would = Tally[str](), Tally[str](), Tally[str]()
    for s in counted:
        inside.add(s.group.category, s.value, lines=s.group.lines)
    for s in left:
        if s.reason == NotCounted.CATEGORY:
            outside.add(s.group.category, s.value, lines=s.group.lines)
            would.add(verdicts.told(s.group.category, rule), s.value, lines=s.group.lines)
    named = [e.category for e in rule.excludes]
    last = [*(c for c in named if c in outside.lines), *sorted(outside.lines.keys() - set(named))]
    parts = [Part(c, inside.amount(c), inside.lines[c]) for c in rule.counts if c in inside.lines]
    parts += [Part(c, outside.amount(c), outside.lines[c], counts=False) for c in last]
    if_counted: list[tuple[str, Decimal | None]] = []
    for category in dict.fromkeys(verdicts.told(c, rule) for c in last):
        worth = would.known(category)
        if_counted.append((category, None if worth is None else total([figure, worth])))
    return tuple(parts), tuple(if_counted)


def by_account(counted: Iterable[Sum]) -> tuple[Part, ...]:
    """The counted figure of each identifier it belongs to."""
    tally = Tally[str]()
    for s in counted:
        tally.add(s.group.seller, s.value, lines=s.group.lines)
    return tuple(Part(a, tally.amount(a), tally.lines[a]) for a in sorted(tally.lines))
