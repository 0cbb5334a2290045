"""Exchange: which rate, by which method, an amount becomes the statement's currency with.

    1 same_currency   the amount is already in it
    2 line_rate       the owner's own rate on the line (1 / pricing-to-billing rate), or the amount the source states
    3 month_rate      the owner's rate of the same month and currency, from other lines
    4 day_reference   published reference rate two working days before the month starts
    5 month_average   mean of the month's published cross rates
    6 user_rate       a rate the user gives, with its source

The first that exists is used. 1 to 3 are the owner's own and give no band; 4 to 6 are outside rates: low and high
are the least and greatest of those that exist. Every rate is fixed to 12 places, half even.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from directbill.core.errors import Fault
from directbill.core.findings import Reason
from directbill.core.money import EXACT, RATE_PLACES, total
from directbill.core.periods import Month, working_days_before
from directbill.core.statement import Method, RateUsed

PRICED_IN = "USD"
"""The currency that the owner's rates on lines, and the amounts a source itself converts, lead to."""
LEAD_DAYS = 2
REACH = timedelta(days=7)
LATEST = "latest"
"""Source of a month's rate where the month has several and the latest-dated is taken."""
REFERENCE = frozenset({Method.DAY_REFERENCE, Method.MONTH_AVERAGE})


@dataclass(frozen=True, slots=True)
class Reference:
    """Published reference rates: units per one unit of `base`, by currency, each ascending by day."""

    name: str
    base: str
    first: date
    last: date
    sha256: str
    quotes: Mapping[str, tuple[tuple[date, Decimal], ...]]


@dataclass(frozen=True, slots=True)
class UserRate:
    """A rate somebody gives: statement currency per unit of `currency`, for a month, perhaps of a day in it."""

    month: Month
    currency: str
    rate: Decimal
    source: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """The outside rates at hand."""

    reference: Reference | None = None
    user: tuple[UserRate, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerRates:
    """The owner's rates seen on priced lines, by month and currency, with the latest date of each."""

    seen: Mapping[tuple[Month, str], Mapping[Decimal, date | None]] = field(default_factory=dict)

    def of(self, month: Month, currency: str) -> tuple[Decimal, date | None, int] | None:
        """The month's single rate, or the latest-dated of several (of one date, the lowest); and how many."""
        found = self.seen.get((month, currency))
        if not found:
            return None
        rate, day = min(found.items(), key=lambda item: (-(item[1] or date.min).toordinal(), item[0]))
        return rate, day, len(found)


def owner_rates(priced: Iterable[tuple[Month, str, Decimal, date | None]]) -> OwnerRates:
    """Gather the owner's rates from priced lines: month, currency, rate, its date."""
    seen: dict[tuple[Month, str], dict[Decimal, date | None]] = {}
    for month, currency, rate, day in priced:
        of_month = seen.setdefault((month, currency), {})
        known = of_month.get(rate)
        of_month[rate] = max(day, known) if day and known else day or known
    return OwnerRates(seen)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rate is wanted for. `line_rate` is the owner's rate where the line gives one."""

    document: str
    month: Month
    currency: str
    line_rate: Decimal | None = None
    rate_date: date | None = None


def resolve(wanted: Wanted, *, to: str, owner: OwnerRates, rates: Rates) -> RateUsed | None:
    """The first method's rate; None where no method has one. The owner's rates only lead to the priced currency."""
    if wanted.currency == to:
        return _own(wanted, Method.SAME_CURRENCY, Decimal(1), None, "")
    if to == PRICED_IN and wanted.line_rate is not None:
        return _own(wanted, Method.LINE_RATE, wanted.line_rate, wanted.rate_date, "")
    of_month = owner.of(wanted.month, wanted.currency) if to == PRICED_IN else None
    if of_month is not None:
        rate, day, several = of_month
        return _own(wanted, Method.MONTH_RATE, rate, day, LATEST if several > 1 else "")
    return _outside(wanted, to, rates)


def rate_missing(document: str, *, month: Month, currency: str) -> Fault:
    """The fault of a counted line that no method can convert."""
    params = {"document": document, "month": str(month), "currency": currency}
    return Fault("rate_missing", found=currency, params=params)


def notes(used: Iterable[RateUsed], rates: Rates) -> tuple[Reason, ...]:
    """What has to be said of the rates used: several in a month, which published file, whose own rates."""
    used = tuple(used)
    said = [
        Reason("month_rate_latest", {"month": str(month), "currency": currency})
        for month, currency in sorted({(u.month, u.currency) for u in used if u.source == LATEST})
    ]
    file = rates.reference
    if file is not None and any(u.method in REFERENCE for u in used):
        span = {"first": file.first.isoformat(), "last": file.last.isoformat()}
        said.append(Reason("reference_rates", {"name": file.name, **span, "sha256": file.sha256}))
    own = sorted({u.source for u in used if u.method is Method.USER_RATE})
    return (*said, *([Reason("user_rates", {"sources": "; ".join(own)})] if own else ()))


def outside(
    month: Month, currency: str, *, to: str, rates: Rates
) -> dict[Method, tuple[Decimal, date | None, str]]:
    """Every outside method's rate, its date and its source, in order of preference."""
    found = {
        Method.DAY_REFERENCE: day_reference(rates.reference, month, currency=currency, to=to),
        Method.MONTH_AVERAGE: month_average(rates.reference, month, currency=currency, to=to),
        Method.USER_RATE: _user(rates.user, month, currency),
    }
    return {method: rate for method, rate in found.items() if rate is not None}


def day_reference(
    reference: Reference | None, month: Month, *, currency: str, to: str
) -> tuple[Decimal, date | None, str] | None:
    """The cross rate of the last published day on or before two working days before the month, at most 7 days back."""
    if reference is None:
        return None
    target = working_days_before(month.first_day, LEAD_DAYS)
    crossed = _crosses(reference, currency, to, target - REACH, target)
    if not crossed:
        return None
    day, rate = max(crossed)
    return EXACT.quantize(rate, RATE_PLACES), day, reference.name


def month_average(
    reference: Reference | None, month: Month, *, currency: str, to: str
) -> tuple[Decimal, date | None, str] | None:
    """The mean of the cross rates of the month's published days, rounded once.

    None until the month's last working day is published, and where either series ends within the month.
    """
    if reference is None or reference.last < working_days_before(month.plus(1).first_day, 1):
        return None
    crossed = _crosses(reference, currency, to, month.first_day, month.last_day)
    if not crossed or max(crossed)[0] < _last_published(reference, month):
        return None
    mean = EXACT.divide(total(rate for _, rate in crossed), Decimal(len(crossed)))
    return EXACT.quantize(mean, RATE_PLACES), max(crossed)[0], reference.name


def _last_published(reference: Reference, month: Month) -> date:
    first, last = month.first_day, month.last_day
    days = (day for quotes in reference.quotes.values() for day, _ in quotes if first <= day <= last)
    return max(days, default=date.max)


def _crosses(
    reference: Reference, currency: str, to: str, first: date, last: date
) -> list[tuple[date, Decimal]]:
    """Units of `to` per unit of `currency`, unrounded, for each day on which both are published."""
    start, end = _series(reference, currency, first, last), _series(reference, to, first, last)
    days = (start or end or {}) if start is None or end is None else start.keys() & end.keys()
    one = Decimal(1)
    return [
        (day, EXACT.divide(one if end is None else end[day], one if start is None else start[day]))
        for day in days
    ]


def _series(reference: Reference, currency: str, first: date, last: date) -> dict[date, Decimal] | None:
    """A currency's quotes between two days; None for the base itself, which is always one."""
    if currency == reference.base:
        return None
    return {day: rate for day, rate in reference.quotes.get(currency, ()) if first <= day <= last}


def _user(
    given: tuple[UserRate, ...], month: Month, currency: str
) -> tuple[Decimal, date | None, str] | None:
    """The rate given for the month; of several days in it the latest."""
    found = [u for u in given if (u.month, u.currency) == (month, currency)]
    if not found:
        return None
    latest = max(found, key=lambda u: u.day or date.min)
    return EXACT.quantize(latest.rate, RATE_PLACES), latest.day, latest.source


def _own(wanted: Wanted, method: Method, rate: Decimal, day: date | None, source: str) -> RateUsed:
    return RateUsed(
        wanted.document, wanted.month, wanted.currency, method, rate, day, source, low=rate, high=rate
    )


def _outside(wanted: Wanted, to: str, rates: Rates) -> RateUsed | None:
    found = outside(wanted.month, wanted.currency, to=to, rates=rates)
    if not found:
        return None
    method, (rate, day, source) = next(iter(found.items()))
    low, high = min(r for r, _, _ in found.values()), max(r for r, _, _ in found.values())
    return RateUsed(wanted.document, wanted.month, wanted.currency, method, rate, day, source, low, high)
