"""Single cells: what is read, and what each refusal is called."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core.money import EXACT
from directbill.ledger import cell_days, cells
from directbill.ledger.cells import NOTHING, Read


@pytest.mark.parametrize(("text", "value"), [
    ("0", "0"), ("-112.25", "-112.25"), ("+5", "5"), (".5", "0.5"), ("5.", "5"), (" 12.30 ", "12.30"),
    ("1e3", "1000"), ("-1.5E-4", "-0.00015"), ("1.234567890123455", "1.234567890123455"),
    ("1000000000000000", "1000000000000000"), ("12.340000000000000000000", "12.34"), ("007.10", "7.10"),
])  # fmt: skip
def test_an_amount_is_read_exactly(text: str, value: str) -> None:
    assert cells.amount(text) == Read(Decimal(value))


@pytest.mark.parametrize(("text", "code"), [
    ("", "amount_missing"), ("  ", "amount_missing"), ("NULL", "amount_missing"), ("1.234,56", "amount_unreadable"),
    ("1,234.56", "amount_unreadable"), ("(12.00)", "amount_unreadable"), ("$5", "amount_unreadable"),
    ("5 EUR", "amount_unreadable"), ("NaN", "amount_unreadable"), ("-Infinity", "amount_unreadable"),
    ("1_000", "amount_unreadable"), ("--1", "amount_unreadable"), ("1e", "amount_unreadable"),
    ("\uff11\uff12", "amount_unreadable"), ("1000000000000000.01", "amount_too_large"), ("-1e16", "amount_too_large"),
    ("1e400", "amount_too_large"), ("0.1234567890123456", "amount_too_fine"), ("1e-16", "amount_too_fine"),
])  # fmt: skip
def test_what_is_no_amount_has_its_own_code(text: str, code: str) -> None:
    assert cells.amount(text) == Read(code=code)


@pytest.mark.parametrize(("text", "value"), [("$0.085", "0.085"), ("-$12", "-12"), ("$0", "0")])
def test_a_dollar_sign_is_read_where_it_is_documented(text: str, value: str) -> None:
    assert cells.amount(text, currency_sign=True) == Read(Decimal(value))


def test_a_dollar_sign_does_not_excuse_anything_else() -> None:
    texts = ("$-5", "($5)", "€5", "$1,000", "$", "$$5")
    assert {cells.amount(t, currency_sign=True).code for t in texts} == {"amount_unreadable"}


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=15))
def test_the_two_parts_of_an_amount_are_the_amount(value: Decimal) -> None:
    amount, rest = cells.split(value)
    assert EXACT.add(amount, rest or Decimal(0)) == value
    assert (amount.as_tuple().exponent in (-4, 0), rest != 0) == (True, True)


def test_a_great_amount_is_all_rest() -> None:
    assert cells.split(Decimal(10) ** 14) == (Decimal(0), Decimal(10) ** 14)


@pytest.mark.parametrize(("text", "day"), [
    ("9/30/2020", date(2020, 9, 30)), ("09/30/2020", date(2020, 9, 30)), ("2/1/2019 0:00", date(2019, 2, 1)),
    ("2/28/2019 23:59", date(2019, 2, 28)), ("1/31/2023 11:59:59 PM", date(2023, 1, 31)),
    ("2021-05-20T18:30:06.6045692Z", date(2021, 5, 20)), ("2024-10-01 00:00:00", date(2024, 10, 1)),
    ("2019-08-02T00:00:00", date(2019, 8, 2)), ("2021-05-20", date(2021, 5, 20)),
    ("2021-05-20T18:30:06-08:00", date(2021, 5, 21)), ("2021-05-20T03:30:00+0500", date(2021, 5, 19)),
])  # fmt: skip
def test_a_day_is_read_in_every_published_form(text: str, day: date) -> None:
    assert cell_days.day(text) == Read(day)


@pytest.mark.parametrize("text", ["", "NULL", "0001-01-01T00:00:00", "1/1/0001", "1/1/0001 0:00"])
def test_no_day_is_no_fault(text: str) -> None:
    assert cell_days.day(text) == NOTHING


@pytest.mark.parametrize(("text", "code"), [
    ("25/12/2025", "date_order"), ("13/1/2026 0:00", "date_order"), ("13/13/2026", "date_unreadable"),
    ("2/30/2026", "date_unreadable"), ("0/1/2026", "date_unreadable"), ("46112", "date_unreadable"),
    ("46112.75", "date_unreadable"), ("2026-13-01", "date_unreadable"), ("yesterday", "date_unreadable"),
    ("3/1/1926", "date_unreadable"), ("2021-05-20T25:30:06-08:00", "date_unreadable"), ("1/2/26", "date_unreadable"),
])  # fmt: skip
def test_what_is_no_day_has_its_own_code(text: str, code: str) -> None:
    assert cell_days.day(text) == Read(code=code)


@pytest.mark.parametrize("text", ["202603", "2026-03", "2026-03-15", "3/31/2026", "2026-03-01T00:00:00Z"])
def test_a_month_is_read_in_every_published_form(text: str) -> None:
    assert cell_days.month(text) == Read(date(2026, 3, 1))


@pytest.mark.parametrize("text", ["202613", "03/2026", "2026", "0000-01", "March"])
def test_what_is_no_month_is_refused(text: str) -> None:
    assert cell_days.month(text).code == "date_unreadable"


def test_a_rate_becomes_units_of_the_statement_currency_at_twelve_places() -> None:
    assert cells.rate("0.846202666") == Read(Decimal("1.181749999355"))
    assert {cells.rate(t).code for t in ("", "0", "-1", "abc", "1e-13", "1e13")} == {"rate_unreadable"}


@pytest.mark.parametrize("text", ["5.66891E+17", "5,66891E+17", "566890604832738000.0", "6.9e+06", "5E+17"])
def test_an_identifier_made_a_number_by_a_spreadsheet_is_refused(text: str) -> None:
    assert cells.identifier(text) == Read(code="id_as_float")


@pytest.mark.parametrize(
    "text", ["94e858b6d855", "1234e56789", "566890604832738111", "0001", "usCBMgAAAAA+IA", "-1", ""]
)
def test_any_other_identifier_stays_as_it_is(text: str) -> None:
    assert cells.identifier(f" {text} ") == Read(text)


def test_a_currency_is_three_letters() -> None:
    assert cells.currency(" eur ") == Read("EUR")
    assert {cells.currency(t).code for t in ("€", "EURO", "US", "12A")} == {"currency_unreadable"}
    assert {cells.currency(t).code for t in ("", " ", "NULL")} == {"currency_missing"}
