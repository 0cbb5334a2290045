"""What SQL takes for a plain amount is what Python reads; the rest is left to Python, and never taken for plain."""

import re
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core.ledger import Basis
from directbill.ledger.cells import PLAIN
from directbill.ledger.formats import mapped_amount
from directbill.ledger.profiles import Locale, Profile, Sign
from directbill.ledger.profiles.values import amount

MARKS = [(".", ""), (".", ","), (",", "."), (",", " "), (",", "\N{NO-BREAK SPACE}"), (".", "'")]
PIECES = [
    "0",
    "1",
    "00",
    "000",
    "250",
    "999",
    "1234567890123",
    ".",
    ",",
    " ",
    "'",
    "\N{NO-BREAK SPACE}",
    "-",
    "+",
    "x",
]
CELL = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


def profile(locale: Locale, sign: Sign) -> Profile:
    columns = {"amount": "charge"} | ({"credit": "credit"} if sign is Sign.CREDIT_COLUMN else {})
    return Profile(name="p", locale=locale, sign=sign, basis=Basis.BILLED, columns=columns)


def by_sql(made: Profile, charge: str, credit: str) -> str:
    with duckdb.connect() as connection:
        asked = f"select {mapped_amount.sql(made)} from (select ? as charge, ? as credit)"
        found = connection.execute(asked, [charge, credit]).fetchone()
    assert found
    return str(found[0])


@pytest.mark.parametrize("sign", Sign)
@given(marks=st.sampled_from(MARKS), charge=CELL, credit=CELL)
def test_sql_and_python_agree(sign: Sign, marks: tuple[str, str], charge: str, credit: str) -> None:
    made = profile(Locale(*marks), sign)
    found = by_sql(made, charge, credit)
    expected = amount(charge, credit, locale=made.locale, sign=sign)
    if re.fullmatch(PLAIN, found):
        assert expected not in (None, "")
        assert Decimal(found) == Decimal(str(expected))
    else:
        two = credit if sign is Sign.CREDIT_COLUMN else ""
        assert found == f"{charge}{mapped_amount.BETWEEN}{two}"


@pytest.mark.parametrize(
    ("sign", "charge", "credit", "plain"),
    [
        (Sign.AS_IS, " 1.234,50 ", "", "1234.50"),
        (Sign.AS_IS, "+7", "", "7"),
        (Sign.AS_IS, "-0,5", "", "-0.5"),
        (Sign.NEGATE, "1.234,50", "", "-1234.50"),
        (Sign.NEGATE, "-2,00", "", "2.00"),
        (Sign.NEGATE, "0,00", "", "0.00"),
        (Sign.CREDIT_COLUMN, "5,00", "", "5.00"),
        (Sign.CREDIT_COLUMN, "5,00", "0,00", "5.00"),
        (Sign.CREDIT_COLUMN, "", "5,00", "-5.00"),
        (Sign.CREDIT_COLUMN, "0,00", "5,00", "-5.00"),
    ],
)
def test_ordinary_amounts_need_no_python(sign: Sign, charge: str, credit: str, plain: str) -> None:
    """A large file would otherwise be read text by text."""
    assert by_sql(profile(Locale(",", "."), sign), charge, credit) == plain


@pytest.mark.parametrize(
    "charge", ["1,234.50", "1.23", "12 EUR", "", "1e3", "12345678901234", "0,0000000000000001"]
)
def test_anything_else_is_left_as_found(charge: str) -> None:
    found = by_sql(profile(Locale(",", "."), Sign.AS_IS), charge, "")
    assert (found, mapped_amount.shown(found)) == (charge + mapped_amount.BETWEEN, charge)
