"""What a credit review may grant: up to which limit one person alone, and where its fields hold the limit and its day.

Which fields those are, and the bar, is said by the program.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from directbill.core.edition import Source
from directbill.core.errors import Refusal, refuse
from directbill.core.money import EXACT, Money
from directbill.core.work import LIVES, Work

MONTH_DAYS, MONTHS = 30, 12
"""A month of thirty days, as terms of payment are counted."""
PLAIN = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
LIFE = LIVES[Work.CREDIT]
PASSES = frozenset(row.verb for row in LIFE.table.steps if row.target in LIFE.passed)
"""Verbs by which a limit is granted."""
ALONE = PASSES - LIFE.checks
"""Of these, verbs by which one person grants it alone."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The fields of a verb that grants, by what they hold; and the most that one person alone may grant."""

    limit: str
    currency: str
    valid_until: str
    second_person_above: Money
    terms_days: int
    """Days from the invoice of a month until it is due."""
    source: Source


@dataclass(frozen=True, slots=True)
class Exposure:
    """What may be owed at once, by the pace of the last months, in the currency of the statement."""

    monthly: Decimal
    unpaid: Decimal
    """The running month, not billed yet, and every invoice that is not due yet."""
    year: Decimal
    """What a year comes to at that pace."""


def granted(rule: Rule, values: Mapping[str, object]) -> Money:
    """The limit that is asked for. Refuses `credit_limit_unreadable` where it is no plain amount above zero."""
    said = str(values.get(rule.limit, "")).strip()
    if not PLAIN.fullmatch(said) or not Decimal(said):
        raise refuse("credit_limit_unreadable", column=rule.limit, found=said)
    return Money(Decimal(said), str(values.get(rule.currency, "")))


def exposure(rule: Rule, monthly: Decimal) -> Exposure:
    """What a limit must carry at a pace of so much a month: nothing is owed where the pace is below nothing."""
    pace = max(monthly, Decimal(0))
    with localcontext(EXACT):
        unpaid = pace * (MONTH_DAYS + rule.terms_days) / MONTH_DAYS
        return Exposure(pace, unpaid, pace * MONTHS)


def objection(rule: Rule, limit: Money, *, verb: str) -> Refusal | None:
    """Why a second person is needed for a limit; None where the verb is a second person's, or it is within the bar.

    A limit in another currency than the bar's is neither above nor below it: what is not known is no pass.
    """
    bar = rule.second_person_above
    if verb not in ALONE or (limit.currency == bar.currency and limit.amount <= bar.amount):
        return None
    known = limit.currency == bar.currency
    return refuse(
        "credit_second_person" if known else "credit_not_comparable",
        column=rule.limit if known else rule.currency,
        found=f"{limit.amount:f}",
        currency=limit.currency,
        bar=f"{bar.amount:f}",
        bar_currency=bar.currency,
    )


def valid_until(rule: Rule, values: Mapping[str, object], *, on: date) -> date:
    """The last day on which the result holds. Refuses `credit_day_passed` where that day is over already."""
    last = date.fromisoformat(str(values[rule.valid_until]))
    if last < on:
        raise refuse("credit_day_passed", column=rule.valid_until, found=last.isoformat())
    return last
