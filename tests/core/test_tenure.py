"""Months as a reseller: three counts, and what is not known of them."""

from datetime import date

from directbill.core import tenure
from directbill.core.evaluation import Tenure
from directbill.core.periods import Month

LAST = Month(2026, 10)


def months(*texts: str) -> tuple[Month, ...]:
    return tuple(Month.parse(t) for t in texts)


def test_the_three_counts_with_their_evidence() -> None:
    found = months("2026-03", "2026-04", "2026-07", "2026-08", "2026-09", "2026-11")
    covered = {*found, *months("2026-02", "2026-05", "2026-10")}
    assert tenure.count(found, covered, last=LAST) == Tenure(
        distinct=5,
        since_first=8,
        longest_run=3,
        first=Month(2026, 3),
        last=Month(2026, 9),
        months=found[:5],
        uncovered=months("2026-06"),
        first_declared=None,
        earlier_covered=True,
    )


def test_months_after_the_last_closed_one_do_not_count() -> None:
    assert tenure.count(months("2026-11"), (), last=LAST).distinct == 0


def test_an_earlier_declared_start_opens_the_months_since() -> None:
    found = tenure.count(
        months("2026-09", "2026-10"), months("2026-09", "2026-10"), last=LAST, declared=date(2026, 6, 5)
    )
    assert (found.first, found.since_first, found.uncovered) == (
        Month(2026, 6),
        5,
        months("2026-06", "2026-07", "2026-08"),
    )
    assert tenure.possible(found) == 5


def test_a_later_declared_start_does_not_hide_what_the_ledger_shows() -> None:
    found = tenure.count(months("2026-05"), (), last=LAST, declared=date(2026, 9, 1))
    assert found.first == Month(2026, 5)


def test_the_first_month_is_known_when_declared_or_when_the_month_before_is_covered() -> None:
    only = months("2026-05")
    assert tenure.first_known(tenure.count(only, months("2026-04", "2026-05"), last=LAST))
    assert tenure.first_known(tenure.count(only, only, last=LAST, declared=date(2026, 5, 2)))
    assert not tenure.first_known(tenure.count(only, months("2026-03", "2026-05"), last=LAST))


def test_a_declared_start_that_the_ledger_contradicts_makes_nothing_known() -> None:
    late = tenure.count(months("2026-05"), months("2026-05"), last=LAST, declared=date(2026, 6, 1))
    assert (tenure.contradicted(late), tenure.first_known(late)) == (True, False)
    covered = tenure.count(
        months("2026-05"), months("2026-04", "2026-05"), last=LAST, declared=date(2026, 6, 1)
    )
    assert tenure.first_known(covered)


def test_a_start_still_to_come_makes_the_absence_of_months_known() -> None:
    assert tenure.first_known(tenure.count((), (), last=LAST, declared=date(2027, 1, 1)))


def test_nothing_found_and_nothing_declared_is_nothing() -> None:
    assert tenure.count((), months("2026-10"), last=LAST) == Tenure(
        0, None, 0, None, None, (), (), None, False
    )
