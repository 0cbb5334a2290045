"""Groups priced under a rule: why each does not count, its rate, and what it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core import exchange
from directbill.core.edition import RevenueRule
from directbill.core.errors import Refusal
from directbill.core.exchange import OwnerRates, Rates, Wanted
from directbill.core.money import times, total
from directbill.core.periods import Month, Window
from directbill.core.statement import (
    RateUsed,
)
from directbill.ledger import groups
from directbill.ledger.groups import Group
from directbill.ledger.tally import ZERO


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


def amount(every: Iterable[Sum]) -> Decimal:
    """What groups come to that all have a rate."""
    return total(s.value or ZERO for s in every)


def rates_used(counted: Iterable[Sum]) -> tuple[RateUsed, ...]:
    """One entry for each rate fixed for a document and currency, of its dates the latest."""
    found: dict[tuple[str, Month, str, int, Decimal], RateUsed] = {}
    for s in counted:
        if s.used is not None:
            key = s.used.document, s.used.month, s.used.currency, int(s.used.method), s.used.rate
            known = found.get(key)
            if known is None or (s.used.rate_date or date.min) > (known.rate_date or date.min):
                found[key] = s.used
    return tuple(found[key] for key in sorted(found))
