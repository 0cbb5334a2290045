"""What leaves the window, and when the figure crosses or falls: by the known pace and known prepayments alone."""

from dataclasses import replace
from decimal import Decimal

from directbill.core.evaluation import Forecast, Leaving
from directbill.core.findings import Reason
from directbill.core.forecast import forecast
from directbill.core.periods import Month
from directbill.core.statement import MonthFigure, Prepayment, Statement
from tests.core import made


def statement(*amounts: int, missing: tuple[int, ...] = ()) -> Statement:
    months = tuple(
        MonthFigure(m, Decimal(a), 1, n not in missing)
        for n, (m, a) in enumerate(zip(made.WINDOW, amounts, strict=True))
    )
    return replace(made.statement(str(sum(amounts))), months=months)


def told(found: Statement, bar: str, *prepayments: Prepayment) -> Forecast:
    return forecast(found, prepayments, rule=made.rule(), threshold=made.bar("revenue", bar, "USD"))


def test_each_close_lets_the_oldest_month_leave() -> None:
    found = told(statement(*range(1, 13)), "1000")
    assert found.leaving[:2] == (
        Leaving(Month(2026, 11), Month(2025, 11), Decimal(1)),
        Leaving(Month(2026, 12), Month(2025, 12), Decimal(2)),
    )
    assert len(found.leaving) == 12


def test_the_pace_is_the_mean_of_the_last_three_covered_months_without_prepayments() -> None:
    months = statement(0, 0, 0, 0, 0, 0, 0, 0, 10, 20, 1000, 40, missing=(9,))
    found = told(months, "5000", Prepayment(Month(2026, 9), 12, Decimal(970)))
    assert (found.run_rate, found.run_rate_months) == (Decimal("26.666666666667"), 3)
    assert found.prepayments == ((Month(2026, 9), Decimal(970)),)


def test_a_figure_below_crosses_in_the_first_month_that_reaches_the_bar() -> None:
    found = told(statement(*[0] * 9, 10, 10, 10), "60")
    assert [(p.assumption, p.crosses, p.falls) for p in found.projections] == [
        (Reason("pace"), Month(2027, 1), None)
    ]
    assert found.projections[0].figures[:3] == tuple(
        (Month(2026, 11).plus(n), Decimal(30 + 10 * (n + 1))) for n in range(3)
    )


def test_a_figure_above_falls_unless_what_was_paid_ahead_is_renewed() -> None:
    months = statement(500, *[0] * 8, 10, 10, 10)
    renewed, lapsed = told(months, "520", Prepayment(Month(2025, 11), 12, Decimal(500))).projections
    assert (renewed.assumption.code, renewed.falls) == ("pace_with_renewals", None)
    assert (lapsed.assumption.code, lapsed.falls, lapsed.crosses) == (
        "pace_without_renewals",
        Month(2026, 11),
        None,
    )


def test_what_is_paid_for_three_years_is_not_renewed_within_one() -> None:
    months = statement(500, *[0] * 8, 10, 10, 10)
    renewed, lapsed = told(months, "520", Prepayment(Month(2025, 11), 36, Decimal(500))).projections
    assert renewed.figures == lapsed.figures


def test_without_any_covered_month_there_is_no_pace() -> None:
    found = told(statement(*[0] * 12, missing=tuple(range(12))), "10")
    assert (found.run_rate, found.run_rate_months) == (Decimal(0), 0)
