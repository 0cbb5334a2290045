"""How many months a company has transacted: three counts, with the evidence for each."""

from collections.abc import Collection
from datetime import date

from directbill.core.evaluation import Tenure
from directbill.core.periods import Month, months_between


def count(
    transacting: Collection[Month],
    covered: Collection[Month],
    *,
    last: Month,
    declared: date | None = None,
) -> Tenure:
    """Count the months with revenue up to `last`, the last closed month.

    `transacting` are the months whose signed billed revenue is not zero in some currency, `covered` those that any
    document covers, `declared` the day of the first transaction if the company says it. An earlier month found in
    the ledger outweighs a later declared day.
    """
    months = tuple(sorted({m for m in transacting if m <= last}))
    first = _first(months, declared, last)
    span = () if first is None else tuple(first.plus(n) for n in range(months_between(first, last) + 1))
    return Tenure(
        distinct=len(months),
        since_first=len(span) or None,
        longest_run=_longest_run(months),
        first=first,
        last=months[-1] if months else None,
        months=months,
        uncovered=tuple(m for m in span if m not in covered and m not in months),
        first_declared=declared,
        earlier_covered=first is not None and first.plus(-1) in covered,
    )


def possible(tenure: Tenure) -> int:
    """How many months it would be if revenue were found in every month no document covers."""
    return tenure.distinct + len(tenure.uncovered)


def first_known(tenure: Tenure) -> bool:
    """Whether the first transaction is known to be the first: declared, or the month before it is covered."""
    return tenure.earlier_covered or (tenure.first_declared is not None and not contradicted(tenure))


def contradicted(tenure: Tenure) -> bool:
    """Whether the ledger shows a transaction before the one declared to be the first."""
    declared, first = tenure.first_declared, tenure.first
    return declared is not None and first is not None and first < Month.of(declared)


def _first(months: tuple[Month, ...], declared: date | None, last: Month) -> Month | None:
    found = [*months[:1], *([Month.of(declared)] if declared else [])]
    first = min(found, default=None)
    return first if first is not None and first <= last else None


def _longest_run(months: tuple[Month, ...]) -> int:
    longest = run = 0
    previous: Month | None = None
    for month in months:
        run = run + 1 if previous is not None and previous.plus(1) == month else 1
        longest, previous = max(longest, run), month
    return longest
