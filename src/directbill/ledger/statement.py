"""The statement of a company from a ledger, with every line behind it. The engine judges and sums; Python multiplies.

All of it is held to the plain calculation of `core.revenue`: the same charges give the same figures and verdicts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from directbill.core import exchange, grading
from directbill.core import tenure as tenures
from directbill.core.edition import RevenueRule
from directbill.core.evaluation import Tenure
from directbill.core.exchange import OwnerRates, Rates, Wanted
from directbill.core.money import times, total
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month, Window, closed_window
from directbill.core.statement import Method, Prepayment, RateUsed, Statement, StatementLine
from directbill.ledger import figures, groups, priced
from directbill.ledger.groups import Books, Group
from directbill.ledger.rates import RateBook

BATCH = 4096


def statement(
    books: Books, *, rule: RevenueRule, partner: Partner, role: Role, as_of: date, rates: RateBook
) -> Statement:
    """What counts for the rule's window as of a day, and what does not, and why; amounts exact, in the rule's currency.

    A counted line whose currency has no rate by any method is refused (`rate_missing`).
    """
    asked = _ask(books, rule, partner, role, as_of, rates)
    documents = grading.current(books.documents())
    frame = figures.Frame(rule, asked.window, documents, books.covered(), asked.rates)
    return figures.statement(asked.sums(), frame)


def prepayments(
    books: Books, *, rule: RevenueRule, partner: Partner, role: Role, as_of: date, rates: RateBook
) -> tuple[Prepayment, ...]:
    """The counted amounts of the window that pay for more than one month at once."""
    return figures.prepayments(_ask(books, rule, partner, role, as_of, rates).sums())


def lines(
    books: Books, *, rule: RevenueRule, partner: Partner, role: Role, as_of: date, rates: RateBook
) -> Iterator[StatementLine]:
    """Every line with its verdict, rate and exact amount, streamed in the order of file and row."""
    asked = _ask(books, rule, partner, role, as_of, rates)
    cursor = books.connection().cursor()
    cursor.execute(groups.measure("lines"))
    reader = _Reader(asked, {})
    while batch := cursor.fetchmany(BATCH):
        yield from map(reader.line, batch)
    cursor.close()


def tenure(books: Books, *, rule: RevenueRule, partner: Partner, role: Role, as_of: date) -> Tenure:
    """The months in which the company transacted, up to the window's last, counted three ways.

    A month counts where some currency's signed sum of its own billed lines, of any category, is not zero.
    """
    sums: dict[tuple[Month, str], Decimal] = {}
    for group in groups.read(books, partner=partner, role=role):
        if not group.early and not group.late:
            key = group.month, group.currency
            sums[key] = total([sums.get(key, Decimal(0)), group.amount])
    months = {month for (month, _), amount in sums.items() if amount}
    window = closed_window(as_of, length=rule.months, closing_day=rule.closing_day)
    return tenures.count(months, books.covered(), last=window.last, declared=partner.first_transaction)


@dataclass(frozen=True, slots=True)
class _Asked:
    rule: RevenueRule
    window: Window
    groups: tuple[Group, ...]
    owner: OwnerRates
    rates: Rates

    def sums(self) -> tuple[priced.Sum, ...]:
        return priced.sums(self.groups, self.rule, window=self.window, owner=self.owner, rates=self.rates)


def _ask(
    books: Books, rule: RevenueRule, partner: Partner, role: Role, as_of: date, rates: RateBook
) -> _Asked:
    found = groups.read(books, partner=partner, role=role)
    owner = exchange.owner_rates(groups.priced(found, books.documents()))
    window = closed_window(as_of, length=rule.months, closing_day=rule.closing_day)
    outside = {g.month for g in found if _needs_outside(g, rule, owner)}
    return _Asked(rule, window, found, owner, rates.rates(outside))


def _needs_outside(group: Group, rule: RevenueRule, owner: OwnerRates) -> bool:
    if priced.is_stated(group.currency, group.stated, rule=rule):
        return False
    return priced.rate(priced.wanted(group), rule, owner=owner, rates=Rates()) is None


class _Reader:
    """Makes statement lines of rows; each rate is resolved once."""

    def __init__(self, asked: _Asked, known: dict[Wanted, RateUsed | None]) -> None:
        self.asked, self.known = asked, known

    def line(self, row: tuple[Any, ...]) -> StatementLine:
        (
            file, number, document, first_day, seller, category, category_rule, amount, rest, currency,
            unit_rate, rate_date, own, early, late, customer, subscription, product, charge_type,
        ) = row  # fmt: skip
        month = Month.of(first_day)
        inside = month in self.asked.window
        reason = groups.why(early, late, category=category, inside=inside, rule=self.asked.rule)
        figure = groups.exact(amount, rest)
        method, rate, value = self._value(
            Wanted(document, month, currency, unit_rate, rate_date), figure, own
        )
        return StatementLine(
            file, number, document, month, seller, category, category_rule, figure, currency, not reason, reason,
            method, rate, value, customer, subscription, product, charge_type,
        )  # fmt: skip

    def _value(
        self, wanted: Wanted, amount: Decimal, own: Decimal | None
    ) -> tuple[Method | None, Decimal | None, Decimal | None]:
        if priced.is_stated(wanted.currency, own, rule=self.asked.rule):
            return Method.LINE_RATE, None, own
        if wanted not in self.known:
            self.known[wanted] = priced.rate(
                wanted, self.asked.rule, owner=self.asked.owner, rates=self.asked.rates
            )
        used = self.known[wanted]
        return (used.method, used.rate, times(amount, used.rate)) if used else (None, None, None)
