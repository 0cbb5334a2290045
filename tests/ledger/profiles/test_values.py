from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.ledger.profiles import DateOrder, Locale, Sign, values

COMMA = Locale(decimal_mark=",", grouping_mark=".", date_order=DateOrder.DMY)
DOT = Locale(decimal_mark=".", grouping_mark=",", date_order=DateOrder.MDY)
CZECH = Locale(decimal_mark=",", grouping_mark=" ", date_order=DateOrder.DMY)
SWISS = Locale(decimal_mark=".", grouping_mark="'", date_order=DateOrder.DMY)
BARE = Locale()


@pytest.mark.parametrize(
    ("locale", "text", "plain"),
    [
        (COMMA, "1.234,56", "1234.56"),
        (COMMA, "-1.234.567,5", "-1234567.5"),
        (COMMA, "1234,56", "1234.56"),
        (COMMA, "1.234", "1234"),
        (COMMA, " +7 ", "7"),
        (COMMA, "- 7,00", "-7.00"),
        (COMMA, "", ""),
        (DOT, "1,234.56", "1234.56"),
        (DOT, "1.234", "1.234"),
        (CZECH, "1 234,56", "1234.56"),
        (CZECH, "1\N{NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,5", "1234567.5"),
        (SWISS, "1\N{RIGHT SINGLE QUOTATION MARK}234.50", "1234.50"),
        (BARE, "00012.30", "00012.30"),
    ],
)
def test_a_number_is_read_under_the_declared_marks(locale: Locale, text: str, plain: str) -> None:
    assert values.number(text, locale) == plain


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (COMMA, "1,234.56"), (COMMA, "1234.56"), (COMMA, "1.23"), (COMMA, "12.34.567"), (COMMA, "1.2345"),
        (DOT, "1.234,56"), (DOT, "12,34"), (DOT, "1234,567.00"), (BARE, "1,234.56"), (BARE, "1,5"), (CZECH, "1.234,56"),
        (BARE, "(12.00)"), (BARE, "$12.00"), (BARE, "12.00 EUR"), (BARE, "12.00-"), (BARE, "1e3"), (BARE, "NaN"),
        (BARE, "."), (BARE, "1."), (BARE, ".5"), (BARE, "--1"), (BARE, "\N{ARABIC-INDIC DIGIT ONE}"), (BARE, "NULL"),
    ],
)  # fmt: skip
def test_a_number_that_contradicts_the_declaration_is_none(locale: Locale, text: str) -> None:
    assert values.number(text, locale) is None


@given(st.decimals(-(10**14), 10**14, allow_nan=False, places=4), st.sampled_from([COMMA, DOT, CZECH, SWISS]))
def test_any_amount_written_in_a_locale_is_read_back_exactly(amount: Decimal, locale: Locale) -> None:
    marks = str.maketrans({",": locale.grouping_mark, ".": locale.decimal_mark})
    assert Decimal(values.number(f"{amount:,}".translate(marks), locale) or "NaN") == amount


@pytest.mark.parametrize(
    ("sign", "charge", "credit", "plain"),
    [
        (Sign.AS_IS, "-12,50", "", "-12.50"),
        (Sign.NEGATE, "-12,50", "", "12.50"),
        (Sign.NEGATE, "12,50", "", "-12.50"),
        (Sign.NEGATE, "0,00", "", "0.00"),
        (Sign.CREDIT_COLUMN, "12,50", "", "12.50"),
        (Sign.CREDIT_COLUMN, "12,50", "0,00", "12.50"),
        (Sign.CREDIT_COLUMN, "", "12,50", "-12.50"),
        (Sign.CREDIT_COLUMN, "0,00", "12,50", "-12.50"),
        (Sign.CREDIT_COLUMN, "", "", ""),
        (Sign.CREDIT_COLUMN, "12,50", "1,00", None),
        (Sign.CREDIT_COLUMN, "", "-12,50", None),
        (Sign.CREDIT_COLUMN, "1.50", "", None),
    ],
)
def test_a_credit_is_told_as_declared(sign: Sign, charge: str, credit: str, plain: str | None) -> None:
    assert values.amount(charge, credit, locale=COMMA, sign=sign) == plain


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        (DateOrder.DMY, "03/04/2026", date(2026, 4, 3)),
        (DateOrder.MDY, "03/04/2026", date(2026, 3, 4)),
        (DateOrder.DMY, "3. 4. 2026", date(2026, 4, 3)),
        (DateOrder.DMY, "31-12-2026 23:59:59", date(2026, 12, 31)),
        (DateOrder.MDY, "1/31/2023 11:59:59 PM", date(2023, 1, 31)),
        (DateOrder.YMD, "2026-04-03T10:00:00.000Z", date(2026, 4, 3)),
        (DateOrder.YMD, "2026/4/3", date(2026, 4, 3)),
        (DateOrder.YMD, "20260403", date(2026, 4, 3)),
    ],
)
def test_a_day_is_read_in_the_declared_order(order: DateOrder, text: str, day: date) -> None:
    assert values.day(text, Locale(date_order=order)) == day


@pytest.mark.parametrize(
    ("order", "text"),
    [
        (DateOrder.DMY, "04/13/2026"), (DateOrder.MDY, "13/04/2026"), (DateOrder.DMY, "2026-04-03"),
        (DateOrder.YMD, "03/04/2026"), (DateOrder.DMY, "30/2/2026"), (DateOrder.DMY, "3/4/26"),
        (DateOrder.DMY, "46112"),        (DateOrder.DMY, ""), (DateOrder.YMD, "yesterday"),
        (DateOrder.YMD, "46112026"), (DateOrder.DMY, "1/1/1900"),
    ],
)  # fmt: skip
def test_a_day_that_contradicts_the_declaration_is_none(order: DateOrder, text: str) -> None:
    assert values.day(text, Locale(date_order=order)) is None


def test_a_carrier_that_knows_dates_writes_them_as_iso_whatever_is_declared() -> None:
    assert values.day("2026-04-03", COMMA, typed=True) == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text", ["2026-03", "202603", "2026/3", "03/2026", "3.2026", "31/03/2026", "1.3.2026 00:00"]
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert values.month(text, COMMA) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text", ["2026-13", "13/2026", "03/31/2026", "March", "3/26", "46112", "461126", "20263", ""]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert values.month(text, COMMA) is None
