"""The figure that decides, billed or paid, with all it can be; and what would say the opposite."""

from decimal import Decimal
from typing import Any

import pytest

from directbill.core import thresholds
from directbill.core.edition import Operator
from directbill.core.findings import Outcome
from directbill.core.statement import Band, Grade, LeftOut, Statement, point
from tests.core import made

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
BAR = made.bar("revenue", "300", "USD")
PAID = made.rule(billed_decides=False)


def amounts(low: int, high: int) -> Band:
    return Band(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("statement", "outcome", "code"),
    [
        (made.statement("900", paid=Decimal(300)), MET, "revenue_paid_met"),
        (made.statement("900", paid=Decimal(299)), NOT_MET, "revenue_paid_short"),
        (made.statement("900"), UNKNOWN, "revenue_paid_unknown"),
        (made.statement("299"), NOT_MET, "revenue_paid_at_most"),
        (
            made.statement("900", paid=Decimal(100), paid_band=amounts(100, 300)),
            UNKNOWN,
            "revenue_paid_in_band",
        ),
        (
            made.statement("900", paid=Decimal(100), paid_band=amounts(100, 299)),
            NOT_MET,
            "revenue_paid_at_most",
        ),
        (made.statement("900", paid=Decimal(310), paid_band=amounts(300, 900)), MET, "revenue_paid_met"),
        (
            made.statement("900", paid=Decimal(310), paid_band=amounts(299, 900)),
            UNKNOWN,
            "revenue_paid_in_band",
        ),
        (made.statement("900", paid=Decimal(100), missing=1), UNKNOWN, "revenue_months_missing"),
        (made.statement("900", paid=Decimal(300), missing=1), MET, "revenue_paid_met"),
        (made.statement("900", paid=Decimal(300), grade=Grade.D), UNKNOWN, "revenue_no_basis"),
    ],
)
def test_where_paid_decides_the_paid_band_is_held_against_the_bar(
    statement: Statement, outcome: Outcome, code: str
) -> None:
    found, reason = thresholds.judged(statement, BAR, rule=PAID)
    assert (found, reason.code) == (outcome, code)


def test_a_figure_nobody_can_say_more_of_may_be_paid_from_nothing_to_its_whole() -> None:
    assert made.statement("5", low=Decimal(4), high=Decimal(6)).may_be_paid == amounts(0, 6)
    assert made.statement("-5", low=Decimal(-6), high=Decimal(-4)).may_be_paid == amounts(-6, 0)


@pytest.mark.parametrize(
    ("rule", "changes", "codes"),
    [
        (made.rule(), {}, []),
        (made.rule(), {"paid": Decimal(299)}, ["paid_would_flip"]),
        (made.rule(), {"paid": Decimal(299), "paid_band": amounts(299, 300)}, ["paid_could_flip"]),
        (made.rule(), {"paid": Decimal(300), "paid_band": amounts(290, 400)}, []),
        (PAID, {}, []),
        (PAID, {"paid": Decimal(299)}, ["billed_would_flip"]),
        (PAID, {"paid": Decimal(300)}, []),
    ],
)
def test_the_figure_that_does_not_decide_is_named_where_it_says_the_opposite(
    rule: Any, changes: dict[str, Any], codes: list[str]
) -> None:
    found = thresholds.flips(made.statement("310", **changes), BAR, rule=rule)
    assert [reason.code for reason in found] == codes


def contested(least: str, most: str, *, paid: Band | None = None) -> tuple[LeftOut, ...]:
    figure, billed = Decimal(most), Band(Decimal(least), Decimal(most))
    return (LeftOut("perpetual_software", figure, billed, paid or billed),)


def with_contested(counted: str, least: str, most: str, **changes: Any) -> Statement:
    would_be = Decimal(counted) + Decimal(most)
    return made.statement(
        counted, left_out=contested(least, most), if_counted=(("perpetual_software", would_be),), **changes
    )


@pytest.mark.parametrize(
    ("statement", "code", "other"),
    [
        (with_contested("280", "20", "20"), "revenue_short_contested", "met"),
        (with_contested("280", "19", "20"), "revenue_short_contested", "unknown"),
        (with_contested("280", "18", "19"), "revenue_short", ""),
        (with_contested("310", "-11", "-11"), "revenue_met_contested", "not_met"),
        (with_contested("310", "-11", "-10"), "revenue_met_contested", "unknown"),
        (with_contested("280", "20", "20", missing=1), "revenue_months_missing_contested", "met"),
        (with_contested("280", "19", "19", missing=1), "revenue_months_missing", ""),
        (with_contested("280", "20", "20", rejected=1), "revenue_rows_rejected_contested", "met"),
        (
            with_contested("295", "5", "5", low=Decimal(295), high=Decimal(300)),
            "revenue_in_band_contested",
            "met",
        ),
        (with_contested("280", "20", "20", grade=Grade.D), "revenue_no_basis", ""),
    ],
)
def test_a_contested_category_is_named_wherever_counting_it_would_change_the_outcome(
    statement: Statement, code: str, other: str
) -> None:
    _, reason = thresholds.judged(statement, BAR, rule=made.rule())
    assert (reason.code, reason.params.get("contested_outcome", "")) == (code, other)


def test_where_paid_decides_only_what_is_paid_of_a_contested_category_would_count() -> None:
    for paid, code in (
        (point(Decimal(20)), "revenue_paid_short_contested"),
        (amounts(0, 0), "revenue_paid_short"),
    ):
        statement = made.statement(
            "900",
            paid=Decimal(280),
            left_out=contested("20", "20", paid=paid),
            if_counted=(("perpetual_software", Decimal(920)),),
        )
        assert thresholds.judged(statement, BAR, rule=PAID)[1].code == code


def test_where_less_is_better_more_of_a_contested_category_breaks_what_holds() -> None:
    most = made.bar("revenue", "300", "USD", Operator.AT_MOST)
    _, reason = thresholds.judged(with_contested("290", "20", "20"), most, rule=made.rule())
    assert (reason.code, reason.params["contested_outcome"]) == ("revenue_met_contested", "not_met")
