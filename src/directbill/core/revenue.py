"""Revenue: what the lines that count come to. The plain, slow, obvious calculation.

It is the judge of the fast one: for the same charges both give the same statement and the same verdict on every
line. Nothing here is meant to be quick.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core import exchange, grading, verdicts
from directbill.core.bands import Line, band, known_worth, paid_band, worth
from directbill.core.edition import RevenueRule
from directbill.core.errors import Refusal
from directbill.core.exchange import OwnerRates, Rates, Wanted
from directbill.core.ledger import ESTIMATES, Authority, Category, Charge, Document, DocumentState, may_hold
from directbill.core.money import times, total
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month, Window, closed_window
from directbill.core.statement import (
    Comparison,
    Left,
    LeftOut,
    Method,
    MonthFigure,
    NotCounted,
    Part,
    Prepayment,
    RateUsed,
    Statement,
    StatementLine,
)
from directbill.core.verdicts import Verdict, detail, judge, reason, transacting


@dataclass(frozen=True, slots=True)
class Ledger:
    """Charges, the documents they came in, and the months of which some billed document is here."""

    charges: tuple[Charge, ...]
    documents: tuple[Document, ...]
    covered: frozenset[Month]


def statement(
    ledger: Ledger, *, rule: RevenueRule, partner: Partner, role: Role, as_of: date, rates: Rates
) -> tuple[Statement, tuple[StatementLine, ...]]:
    """The statement of a company on a day, and every line with its verdict, in the order of file and row.

    A counted line whose currency has no rate by any method is refused (`rate_missing`).
    """
    window = closed_window(as_of, length=rule.months, closing_day=rule.closing_day)
    lines = _lines(
        ledger, rule, judge(ledger.charges, ledger.documents, partner=partner, role=role), window, rates
    )
    _all_convert(lines)
    return _Figures(ledger, rule, window, lines, rates).statement(), tuple(map(_shown, lines))


def months(ledger: Ledger, *, partner: Partner, role: Role) -> frozenset[Month]:
    """The months in which the company transacted: some currency's signed sum is not zero."""
    sums: dict[tuple[Month, str], Decimal] = {}
    for verdict in transacting(judge(ledger.charges, ledger.documents, partner=partner, role=role)):
        key = verdict.charge.month, verdict.charge.currency
        sums[key] = total([sums.get(key, Decimal(0)), verdict.charge.amount])
    return frozenset(month for (month, _), amount in sums.items() if amount)


def prepayments(
    ledger: Ledger, *, rule: RevenueRule, partner: Partner, role: Role, as_of: date, rates: Rates
) -> tuple[Prepayment, ...]:
    """Counted amounts paid for more than one month at once, by month and number of months."""
    window = closed_window(as_of, length=rule.months, closing_day=rule.closing_day)
    lines = _lines(
        ledger, rule, judge(ledger.charges, ledger.documents, partner=partner, role=role), window, rates
    )
    _all_convert(lines)
    ahead = [line for line in lines if not line.reason and line.charge.prepaid_months > 1]
    keys = sorted({(line.charge.month, line.charge.prepaid_months) for line in ahead})
    return tuple(
        Prepayment(
            month, n, total(x.worth for x in ahead if (x.charge.month, x.charge.prepaid_months) == (month, n))
        )
        for month, n in keys
    )


def _billed(documents: Iterable[Document]) -> dict[str, bool]:
    return {d.id: d.state is DocumentState.BILLED for d in documents}


def _lines(
    ledger: Ledger, rule: RevenueRule, verdicts: tuple[Verdict, ...], window: Window, rates: Rates
) -> tuple[Line, ...]:
    owner = _owner_rates(ledger)
    lines = []
    for verdict in verdicts:
        why = reason(verdict, rule=rule, window=window)
        method, used, value = _value(verdict.charge, rule.currency, owner, rates)
        lines.append(Line(verdict, why, detail(verdict, why), method, used, value))
    return tuple(sorted(lines, key=lambda x: (x.charge.file, x.charge.row, x.charge.document)))


def _owner_rates(ledger: Ledger) -> OwnerRates:
    """The rates the owner used on billed lines; a breakdown repeats them and is not asked."""
    billed = _billed(grading.current(ledger.documents))
    return exchange.owner_rates(
        (c.month, c.currency, c.unit_rate, c.rate_date)
        for c in ledger.charges
        if c.unit_rate is not None and c.authority is not Authority.BREAKDOWN and billed.get(c.document, True)
    )


def _value(
    charge: Charge, to: str, owner: OwnerRates, rates: Rates
) -> tuple[Method | None, RateUsed | None, Decimal | None]:
    """What a charge is in the statement's currency: as the source states it, else by the first method's rate."""
    if charge.own_usd is not None and to == exchange.PRICED_IN != charge.currency:
        return Method.LINE_RATE, None, charge.own_usd
    wanted = Wanted(charge.document, charge.month, charge.currency, charge.unit_rate, charge.rate_date)
    used = exchange.resolve(wanted, to=to, owner=owner, rates=rates)
    return (used.method, used, times(charge.amount, used.rate)) if used else (None, None, None)


def _all_convert(lines: Iterable[Line]) -> None:
    lost = {
        (line.charge.document, line.charge.month, line.charge.currency)
        for line in lines
        if not line.reason and line.value is None
    }
    if lost:
        raise Refusal(*(exchange.rate_missing(d, month=m, currency=c) for d, m, c in sorted(lost)))


def _shown(line: Line) -> StatementLine:
    charge = line.charge
    return StatementLine(
        file=charge.file,
        row=charge.row,
        document=charge.document,
        month=charge.month,
        account=line.verdict.seller,
        category=charge.category,
        rule=charge.category_rule,
        amount=charge.amount,
        currency=charge.currency,
        counted=not line.reason,
        reason=line.reason,
        method=line.method,
        rate=line.used.rate if line.used else None,
        usd=line.value,
        customer=charge.customer,
        subscription=charge.subscription,
        product=charge.product,
        charge_type=charge.charge_type,
    )


class _Figures:
    """Every figure of the statement, each from the lines anew."""

    def __init__(
        self, ledger: Ledger, rule: RevenueRule, window: Window, lines: tuple[Line, ...], rates: Rates
    ) -> None:
        self.rule, self.window, self.rates = rule, window, rates
        self.lines = lines
        self.counted = tuple(line for line in lines if not line.reason)
        self.left = tuple(line for line in lines if line.reason)
        self.documents = grading.current(ledger.documents)
        self.paid = {d.id: d.paid for d in self.documents}
        self.covered = ledger.covered

    def statement(self) -> Statement:
        figure = worth(self.counted)
        billed = band(self.counted)
        ground = self._ground()
        grade, grade_reasons = grading.grade(ground)
        used = self._rates_used()
        return Statement(
            window=self.window,
            currency=self.rule.currency,
            counted=figure,
            paid=self._paid(),
            low=billed.low,
            high=billed.high,
            grade=grade,
            grade_reasons=grade_reasons,
            months=self._months(),
            categories=self._categories(),
            accounts=self._accounts(),
            not_counted=self._not_counted(),
            comparisons=self._comparisons(),
            rates=used,
            documents=self.documents,
            lines_counted=len(self.counted),
            lines_not_counted=len(self.left),
            if_counted=self._if_counted(figure),
            notes=exchange.notes(used, self.rates),
            rejected=ground.rejected,
            paid_band=paid_band(self.counted, self.paid),
            left_out=self._categories_left_out(),
        )

    def _paid(self) -> Decimal | None:
        told = [line for line in self.counted if self.paid.get(line.charge.document) is not None]
        return worth(x for x in told if self.paid[x.charge.document]) if told else None

    def _ground(self) -> grading.Ground:
        known = {d.id: d for d in self.documents}
        pairs = {(x.charge.document, x.charge.authority) for x in self.counted}
        return grading.Ground(
            counted=tuple((known[d], a) for d, a in sorted(pairs) if d in known),
            rejected=grading.rejected(self.documents, tuple(self.window)),
            missing=tuple(m for m in self.window if m not in self.covered),
            covered=any(m in self.covered for m in self.window),
            estimates=any(line.charge.basis in ESTIMATES for line in self.counted),
            other_prices=any(line.reason == NotCounted.PRICE_BASIS for line in self.left),
            uncategorized=sum(self._told(line) == Category.UNKNOWN for line in self._left_out()),
        )

    def _rates_used(self) -> tuple[RateUsed, ...]:
        """One entry for each rate fixed for a document and currency, of its dates the latest."""
        found: dict[tuple[object, ...], RateUsed] = {}
        for line in self.counted:
            if line.used is not None:
                key = (
                    line.used.document,
                    line.used.month,
                    line.used.currency,
                    line.used.method,
                    line.used.rate,
                )
                found[key] = max(found.get(key, line.used), line.used, key=lambda u: u.rate_date or date.min)
        return tuple(
            sorted(found.values(), key=lambda u: (u.document, u.month, u.currency, u.method, u.rate))
        )

    def _months(self) -> tuple[MonthFigure, ...]:
        return tuple(
            MonthFigure(
                month=month,
                counted=worth(x for x in self.counted if x.charge.month == month),
                lines=sum(x.charge.month == month for x in self.counted),
                covered=month in self.covered,
            )
            for month in self.window
        )

    def _categories(self) -> tuple[Part, ...]:
        counted = [_part(c, [x for x in self.counted if x.charge.category == c]) for c in self.rule.counts]
        left = [
            _part(c, [x for x in self._left_out() if x.charge.category == c], counts=False)
            for c in self._left_out_categories()
        ]
        return tuple(p for p in (*counted, *left) if p.lines)

    def _accounts(self) -> tuple[Part, ...]:
        sellers = sorted({x.verdict.seller for x in self.counted})
        return tuple(_part(s, [x for x in self.counted if x.verdict.seller == s]) for s in sellers)

    def _not_counted(self) -> tuple[Left, ...]:
        keys = {(x.reason, x.detail) for x in self.left}
        return tuple(
            self._left_for(why, about) for why, about in sorted(keys, key=lambda key: (order(key[0]), key))
        )

    def _left_for(self, why: str, about: str) -> Left:
        lines = [x for x in self.left if (x.reason, x.detail) == (why, about)]
        currencies = sorted({x.charge.currency for x in lines})
        sums = [(c, total(x.charge.amount for x in lines if x.charge.currency == c)) for c in currencies]
        return Left(why, known_worth(lines), len(lines), tuple(sums), about)

    def _left_out(self) -> tuple[Line, ...]:
        return tuple(x for x in self.left if x.reason == NotCounted.CATEGORY)

    def _left_out_categories(self) -> tuple[str, ...]:
        """Those the rule names, in its order; then any other that was found."""
        named = tuple(e.category for e in self.rule.excludes)
        found = {x.charge.category for x in self._left_out()}
        return (*(c for c in named if c in found), *sorted(found - set(named)))

    def _told(self, line: Line) -> str:
        return verdicts.told(line.charge.category, self.rule)

    def _left_out_as_told(self) -> dict[str, list[Line]]:
        """The lines left out by category, those nobody can tell together."""
        told = dict.fromkeys(verdicts.told(c, self.rule) for c in self._left_out_categories())
        return {category: [x for x in self._left_out() if self._told(x) == category] for category in told}

    def _if_counted(self, figure: Decimal) -> tuple[tuple[str, Decimal | None], ...]:
        """What the figure would be with each category left out; all that nobody can tell is one of them."""
        made: list[tuple[str, Decimal | None]] = []
        for category, lines in self._left_out_as_told().items():
            worth = known_worth(lines)
            made.append((category, None if worth is None else total([figure, worth])))
        return tuple(made)

    def _categories_left_out(self) -> tuple[LeftOut, ...]:
        made = []
        for category, lines in self._left_out_as_told().items():
            figure = known_worth(lines)
            if figure is not None:
                made.append(LeftOut(category, figure, band(lines), paid_band(lines, self.paid)))
        return tuple(made)

    def _comparisons(self) -> tuple[Comparison, ...]:
        """Each source that another one outranks, with what counts in its place."""
        lost = [x for x in self.left if x.reason == NotCounted.OVERLAP]
        keys = sorted({(x.charge.month, x.verdict.seller, x.verdict.source, x.detail) for x in lost})
        return tuple(self._comparison(lost, *key) for key in keys)

    def _comparison(
        self, lost: list[Line], month: Month, seller: str, source: str, winner: str
    ) -> Comparison:
        lines = [
            x
            for x in lost
            if (x.charge.month, x.verdict.seller, x.verdict.source, x.detail)
            == (month, seller, source, winner)
        ]
        streams = {x.charge.stream for x in lines}
        instead = [
            x
            for x in self.counted
            if (x.charge.month, x.verdict.source) == (month, winner)
            and seller in (x.verdict.seller, "")
            and any(may_hold(x.charge.stream, s, authority=x.charge.authority) for s in streams)
        ]
        return Comparison(month, seller, source, known_worth(lines), winner, worth(instead))


def order(why: str) -> int:
    """The place of a reason among all; an unknown one comes last."""
    every = [reason.value for reason in NotCounted]
    return every.index(why) if why in every else len(every)


def _part(key: str, lines: list[Line], *, counts: bool = True) -> Part:
    return Part(key, worth(lines), len(lines), counts)
