"""A credit limit: one person alone up to the program's bar, a second one above it, and where nobody can tell."""

from datetime import date
from decimal import Decimal

import pytest

from directbill.core import lending
from directbill.core.edition import Source
from directbill.core.errors import Refusal
from directbill.core.lending import Exposure, Rule
from directbill.core.money import Money

BAR = Money(Decimal(1000), "USD")
RULE = Rule(
    limit="most",
    currency="in",
    valid_until="last",
    second_person_above=BAR,
    terms_days=60,
    source=Source("handbook"),
)


@pytest.mark.parametrize(
    ("amount", "currency", "verb", "code"),
    [
        ("1000", "USD", "pass", ""),
        ("1000.01", "USD", "pass", "credit_second_person"),
        ("1000.01", "USD", "approve", ""),
        ("1", "EUR", "pass", "credit_not_comparable"),
        ("1", "EUR", "approve", ""),
        ("1000.01", "USD", "fail", ""),
    ],
)
def test_one_person_alone_grants_up_to_the_bar_and_nothing_that_cannot_be_compared(
    amount: str, currency: str, verb: str, code: str
) -> None:
    found = lending.objection(RULE, Money(Decimal(amount), currency), verb=verb)
    assert (found.code if found else "") == code


def test_the_objection_names_the_limit_and_the_bar() -> None:
    found = lending.objection(RULE, Money(Decimal("2500.5"), "USD"), verb="pass")
    assert found is not None
    fault = found.faults[0]
    assert (fault.place.column, fault.found) == ("most", "2500.5")
    assert fault.params == {"currency": "USD", "bar": "1000", "bar_currency": "USD"}


def test_the_verbs_that_grant_are_of_the_table_and_approving_is_a_second_persons() -> None:
    assert ({"pass", "approve"}, {"pass"}) == (lending.PASSES, lending.ALONE)


@pytest.mark.parametrize("said", ["", "0", "0.00", "-5", "1e9", "250 000", "250,000", "1.234", "NaN", "٢٥"])
def test_a_limit_that_is_no_plain_amount_is_refused_at_its_field(said: str) -> None:
    with pytest.raises(Refusal) as refused:
        lending.granted(RULE, {"most": said, "in": "USD"})
    fault = refused.value.faults[0]
    assert (fault.code, fault.place.column, fault.found) == ("credit_limit_unreadable", "most", said)


def test_a_plain_amount_is_read_exactly() -> None:
    assert lending.granted(RULE, {"most": " 250000.50 ", "in": "USD"}) == Money(Decimal("250000.50"), "USD")


def test_a_result_holds_on_its_last_day_and_none_is_given_that_is_over() -> None:
    day = date(2026, 12, 1)
    assert lending.valid_until(RULE, {"last": "2026-12-01"}, on=day) == day
    with pytest.raises(Refusal) as refused:
        lending.valid_until(RULE, {"last": "2026-11-30"}, on=day)
    assert (refused.value.code, refused.value.faults[0].place.column) == ("credit_day_passed", "last")


def test_what_may_be_owed_at_once_is_the_running_month_and_the_invoices_that_are_not_due() -> None:
    found = lending.exposure(RULE, Decimal("30000.10"))
    assert found == Exposure(Decimal("30000.10"), Decimal("90000.30"), Decimal("360001.20"))


def test_at_a_pace_below_nothing_nothing_is_owed() -> None:
    assert lending.exposure(RULE, Decimal(-5)) == Exposure(Decimal(0), Decimal(0), Decimal(0))
