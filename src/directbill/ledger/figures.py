"""Figures: a statement from groups, each group multiplied once by its rate, exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from directbill.core import exchange, grading, verdicts
from directbill.core.edition import RevenueRule
from directbill.core.errors import Refusal
from directbill.core.exchange import OwnerRates, Rates, Wanted
from directbill.core.ledger import ESTIMATES, Category, Document, Stream, may_hold
from directbill.core.money import times, total
from directbill.core.periods import Month, Window
from directbill.core.statement import (
    EXTERNAL,
    Band,
    Comparison,
    Left,
    LeftOut,
    MonthFigure,
    NotCounted,
    Part,
    Prepayment,
    RateUsed,
    Statement,
)
from directbill.ledger import groups
from directbill.ledger.groups import Group

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """One group under one rule: why it does not count (or empty), its rate, and what it comes to."""

    group: Group
    reason: str
    used: RateUsed | None
    value: Decimal | None

    @property
    def detail(self) -> str:
        return self.group.detail(self.reason)


K = TypeVar("K")


@dataclass(slots=True)
class Tally(Generic[K]):
    """Exact sums by key, with the number of lines; `unknown` are the keys with an amount no rate converts."""

    amounts: dict[K, Decimal] = field(default_factory=dict)
    lines: dict[K, int] = field(default_factory=dict)
    unknown: set[K] = field(default_factory=set)

    def add(self, key: K, amount: Decimal | None, *, lines: int) -> None:
        if amount is None:
            self.unknown.add(key)
        self.amounts[key] = total([self.amounts.get(key, ZERO), amount or ZERO])
        self.lines[key] = self.lines.get(key, 0) + lines

    def amount(self, key: K) -> Decimal:
        return self.amounts.get(key, ZERO)

    def known(self, key: K) -> Decimal | None:
        return None if key in self.unknown else self.amount(key)


def rate(wanted: Wanted, rule: RevenueRule, *, owner: OwnerRates, rates: Rates) -> RateUsed | None:
    """The rate a document's amount is converted with under a rule."""
    return exchange.resolve(wanted, to=rule.currency, owner=owner, rates=rates)


def is_stated(currency: str, stated: Decimal | None, *, rule: RevenueRule) -> bool:
    """Whether the source's own amount in the statement's currency is taken."""
    return stated is not None and rule.currency == exchange.PRICED_IN != currency


def wanted(group: Group) -> Wanted:
    return Wanted(group.document, group.month, group.currency, group.unit_rate, group.rate_date)


def sums(
    found: Iterable[Group], rule: RevenueRule, *, window: Window, owner: OwnerRates, rates: Rates
) -> tuple[Sum, ...]:
    """Price every group. A group that counts and has no rate is refused, all such currencies together."""
    made = []
    for group in found:
        reason = groups.reason(group, rule=rule, window=window)
        if is_stated(group.currency, group.stated, rule=rule):
            made.append(Sum(group, reason, None, group.stated))
            continue
        used = rate(wanted(group), rule, owner=owner, rates=rates)
        made.append(Sum(group, reason, used, times(group.amount, used.rate) if used else None))
    lost = {
        (s.group.document, s.group.month, s.group.currency) for s in made if not s.reason and s.value is None
    }
    if lost:
        raise Refusal(*(exchange.rate_missing(d, month=m, currency=c) for d, m, c in sorted(lost)))
    return tuple(made)


def prepayments(every: Iterable[Sum]) -> tuple[Prepayment, ...]:
    """Counted amounts paid for more than one month at once, by month and number of months."""
    tally = Tally[tuple[Month, int]]()
    for s in every:
        if not s.reason and s.group.prepaid_months > 1:
            tally.add((s.group.month, s.group.prepaid_months), s.value, lines=s.group.lines)
    return tuple(Prepayment(*key, tally.amount(key)) for key in sorted(tally.amounts))


@dataclass(slots=True)
class Frame:
    """What a statement is made for."""

    rule: RevenueRule
    window: Window
    documents: tuple[Document, ...]
    covered: frozenset[Month]
    rates: Rates


def statement(every: tuple[Sum, ...], frame: Frame) -> Statement:
    """Every figure of the statement, in one pass over the groups for each kind of figure."""
    counted = tuple(s for s in every if not s.reason)
    left = tuple(s for s in every if s.reason)
    figure = _amount(counted)
    billed = _band(counted)
    told = {d.id: d.paid for d in frame.documents}
    ground = _ground(counted, left, frame)
    grade, grade_reasons = grading.grade(ground)
    used = _rates(counted)
    categories, if_counted = _categories(counted, left, frame.rule, figure)
    return Statement(
        window=frame.window,
        currency=frame.rule.currency,
        counted=figure,
        paid=_paid(counted, told),
        low=billed.low,
        high=billed.high,
        grade=grade,
        grade_reasons=grade_reasons,
        months=_months(counted, frame),
        categories=categories,
        accounts=_accounts(counted),
        not_counted=_not_counted(left),
        comparisons=_comparisons(counted, left),
        rates=used,
        documents=frame.documents,
        lines_counted=sum(s.group.lines for s in counted),
        lines_not_counted=sum(s.group.lines for s in left),
        if_counted=if_counted,
        notes=exchange.notes(used, frame.rates),
        rejected=ground.rejected,
        paid_band=_paid_band(counted, told),
        left_out=_left_out(left, (category for category, _ in if_counted), told, frame.rule),
    )


def _amount(every: Iterable[Sum]) -> Decimal:
    return total(s.value or ZERO for s in every)


def _paid(counted: Iterable[Sum], told: Mapping[str, bool | None]) -> Decimal | None:
    of_told = [s for s in counted if told.get(s.group.document) is not None]
    return _amount(s for s in of_told if told[s.group.document]) if of_told else None


def _paid_band(every: Iterable[Sum], told: Mapping[str, bool | None]) -> Band:
    """Of paid documents all; each document nobody says of is paid in whole or not at all."""
    paid: list[Sum] = []
    silent: dict[str, list[Sum]] = {}
    for s in every:
        match told.get(s.group.document):
            case True:
                paid.append(s)
            case None:
                silent.setdefault(s.group.document, []).append(s)
    bands = [_band(paid)]
    for of_one in silent.values():
        its = _band(of_one)
        bands.append(Band(min(ZERO, its.low), max(ZERO, its.high)))
    return Band(total(b.low for b in bands), total(b.high for b in bands))


def _left_out(
    left: Iterable[Sum], categories: Iterable[str], told: Mapping[str, bool | None], rule: RevenueRule
) -> tuple[LeftOut, ...]:
    """The categories left out, of which every line has a rate."""
    found: dict[str, list[Sum]] = {category: [] for category in categories}
    for s in left:
        if s.reason == NotCounted.CATEGORY:
            found[verdicts.told(s.group.category, rule)].append(s)
    return tuple(
        LeftOut(category, _amount(every), _band(every), _paid_band(every, told))
        for category, every in found.items()
        if all(s.value is not None for s in every)
    )


def _band(counted: Iterable[Sum]) -> Band:
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


def _ground(counted: tuple[Sum, ...], left: tuple[Sum, ...], frame: Frame) -> grading.Ground:
    known = {d.id: d for d in frame.documents}
    pairs = sorted({(s.group.document, s.group.authority) for s in counted if s.group.document in known})
    return grading.Ground(
        counted=tuple((known[document], authority) for document, authority in pairs),
        rejected=grading.rejected(frame.documents, tuple(frame.window)),
        missing=tuple(m for m in frame.window if m not in frame.covered),
        covered=not frame.covered.isdisjoint(frame.window),
        estimates=any(s.group.basis in ESTIMATES for s in counted),
        other_prices=any(s.reason == NotCounted.PRICE_BASIS for s in left),
        uncategorized=sum(s.group.lines for s in left if _untold(s, frame.rule)),
    )


def _untold(s: Sum, rule: RevenueRule) -> bool:
    return s.reason == NotCounted.CATEGORY and verdicts.told(s.group.category, rule) == Category.UNKNOWN


def _rates(counted: Iterable[Sum]) -> tuple[RateUsed, ...]:
    """One entry for each rate fixed for a document and currency, of its dates the latest."""
    found: dict[tuple[str, Month, str, int, Decimal], RateUsed] = {}
    for s in counted:
        if s.used is not None:
            key = s.used.document, s.used.month, s.used.currency, int(s.used.method), s.used.rate
            known = found.get(key)
            if known is None or (s.used.rate_date or date.min) > (known.rate_date or date.min):
                found[key] = s.used
    return tuple(found[key] for key in sorted(found))


def _months(counted: Iterable[Sum], frame: Frame) -> tuple[MonthFigure, ...]:
    tally = Tally[Month]()
    for s in counted:
        tally.add(s.group.month, s.value, lines=s.group.lines)
    return tuple(
        MonthFigure(m, tally.amount(m), tally.lines.get(m, 0), m in frame.covered) for m in frame.window
    )


def _categories(
    counted: Iterable[Sum], left: Iterable[Sum], rule: RevenueRule, figure: Decimal
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


def _accounts(counted: Iterable[Sum]) -> tuple[Part, ...]:
    tally = Tally[str]()
    for s in counted:
        tally.add(s.group.seller, s.value, lines=s.group.lines)
    return tuple(Part(a, tally.amount(a), tally.lines[a]) for a in sorted(tally.lines))


def _not_counted(left: Iterable[Sum]) -> tuple[Left, ...]:
    tally = Tally[tuple[str, str]]()
    currencies: dict[tuple[str, str], Tally[str]] = {}
    for s in left:
        key = s.reason, s.detail
        tally.add(key, s.value, lines=s.group.lines)
        currencies.setdefault(key, Tally[str]()).add(s.group.currency, s.group.amount, lines=s.group.lines)
    made = []
    for key in sorted(currencies, key=lambda key: (_place(key[0]), key)):
        sums_of = currencies[key].amounts
        by_currency = tuple((c, sums_of[c]) for c in sorted(sums_of))
        made.append(Left(key[0], tally.known(key), tally.lines[key], by_currency, key[1]))
    return tuple(made)


def _place(reason: str) -> int:
    order = [r.value for r in NotCounted]
    return order.index(reason) if reason in order else len(order)


def _comparisons(counted: tuple[Sum, ...], left: Iterable[Sum]) -> tuple[Comparison, ...]:
    """Each outranked source with what counts in its place."""
    tally = Tally[tuple[Month, str, str, str]]()
    streams: dict[tuple[Month, str, str, str], set[Stream]] = {}
    for s in left:
        if s.reason == NotCounted.OVERLAP:
            key = s.group.month, s.group.seller, s.group.source, s.detail
            tally.add(key, s.value, lines=s.group.lines)
            streams.setdefault(key, set()).add(s.group.stream)
    made = []
    for key in sorted(streams):
        month, seller, source, winner = key
        instead = _amount(s for s in counted if _stands_for(s.group, (month, seller, winner), streams[key]))
        made.append(Comparison(month, seller, source, tally.known(key), winner, instead))
    return tuple(made)


def _stands_for(group: Group, place: tuple[Month, str, str], streams: set[Stream]) -> bool:
    month, seller, winner = place
    if (group.month, group.source) != (month, winner) or seller not in (group.seller, ""):
        return False
    return any(may_hold(group.stream, stream, authority=group.authority) for stream in streams)
