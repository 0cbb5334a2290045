"""Lines added to a submitted figure: they are summed, never edited, and a figure below the bar does not pass."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import adjusting
from directbill.core.adjusting import Adjusted, Line, Step
from directbill.core.errors import Refusal
from directbill.core.findings import Outcome
from directbill.core.plainly import Stated

STATED = Stated(Outcome.MET, Decimal(1000), Decimal(900), "USD")
AMOUNTS = st.decimals(min_value=-10_000, max_value=10_000, places=2).filter(bool)


def line(number: int, amount: str) -> Step:
    return Step(number, "adjust", {"amount": amount})


def found(*steps: Step) -> Adjusted:
    whole = adjusting.adjusted(STATED, steps, field="amount")
    assert whole
    return whole


def test_lines_are_added_to_what_was_submitted() -> None:
    whole = found(Step(1, "open", {}), line(2, "-50.25"), line(3, "\N{MINUS SIGN}49.75"), line(4, "+1"))
    lines = (Line(2, Decimal("-50.25")), Line(3, Decimal("-49.75")), Line(4, Decimal(1)))
    assert whole == Adjusted(Decimal(1000), lines, Decimal(900), "USD")
    assert (whole.figure, whole.short) == (Decimal("901.00"), False)


@given(st.lists(AMOUNTS, max_size=6))
def test_a_line_is_taken_back_by_one_of_the_other_sign(amounts: list[Decimal]) -> None:
    there = [line(n, f"{amount:f}") for n, amount in enumerate(amounts)]
    back = [line(n + 10, f"{-amount:f}") for n, amount in enumerate(amounts)]
    whole = found(*there, *back)
    assert (whole.figure, len(whole.lines)) == (1000, 2 * len(amounts))


def test_lines_of_what_was_submitted_before_do_not_hold_for_what_is_submitted_anew() -> None:
    whole = found(line(2, "-500"), Step(3, "recheck", {}), line(4, "7"))
    assert whole.lines == (Line(4, Decimal(7)),)


@pytest.mark.parametrize("said", ["", "0", "-0.00", "12 500", "1,5", "1e3", "NaN", "1.1234567", "€5"])
def test_what_is_no_plain_amount_is_no_line(said: str) -> None:
    with pytest.raises(Refusal) as caught:
        adjusting.amount("amount", {"amount": said})
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.column, fault.found) == ("adjustment_unreadable", "amount", said)


@pytest.mark.parametrize(
    ("amount", "verb", "code"),
    [
        ("-100", "accept", ""),
        ("-100.01", "accept", "adjusted_short"),
        ("-100.01", "refuse", ""),
        ("-100.01", "adjust", ""),
    ],
)
def test_a_figure_that_its_lines_brought_below_the_bar_is_not_accepted(
    amount: str, verb: str, code: str
) -> None:
    refusal = adjusting.objection(found(line(2, amount)), verb=verb)
    assert (refusal.code if refusal else "") == code


def test_without_lines_a_figure_below_the_bar_is_for_a_person_to_accept() -> None:
    low = adjusting.adjusted(Stated(Outcome.NOT_MET, Decimal(1), Decimal(900)), (), field="amount")
    assert adjusting.objection(low, verb="accept") is None


@pytest.mark.parametrize("stated", [None, Stated(Outcome.UNKNOWN, None, Decimal(900))])
def test_where_no_figure_was_submitted_no_line_is_added(stated: Stated | None) -> None:
    nothing = adjusting.adjusted(stated, (), field="amount")
    refusal = adjusting.objection(nothing, verb="adjust")
    assert (nothing, refusal.code if refusal else "") == (None, "adjustment_of_nothing")
