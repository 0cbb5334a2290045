"""Numbers that prove themselves: right, wrong with what is wrong, or unknown; never a fault of the program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import form
from directbill.core.errors import Fault, Place
from directbill.core.form import FieldKind
from directbill.core.numbers import Check, Judged, Verdict
from directbill.programs import numbers
from directbill.programs.numbers import RULES
from tests.core.asking import choices, field

V = Verdict


@pytest.mark.parametrize(
    ("rule", "typed", "country", "verdict", "number"),
    [
        ("iban", "CZ65 0800 0000 1920 0014 5399", "CZ", V.RIGHT, "CZ6508000000192000145399"),
        ("iban", "cz65-0800-0000-1920-0014-5399", "", V.RIGHT, "CZ6508000000192000145399"),
        ("iban", "CZ6508000000192000145939", "CZ", V.CHECKSUM, "CZ6508000000192000145939"),
        ("iban", "DE89370400440532013000", "CZ", V.COUNTRY, "DE89370400440532013000"),
        ("iban", "19-2000145399/0800", "CZ", V.FORM, "192000145399/0800"),
        ("iban", "021000021 1234567890", "US", V.UNKNOWN, "021000021 1234567890"),
        ("iban", "none", "US", V.FORM, "none"),
        ("tax", "CZ12345679", "CZ", V.RIGHT, "12345679"),
        ("tax", "12345679", "CZ", V.RIGHT, "12345679"),
        ("tax", "CZ12345678", "CZ", V.CHECKSUM, "CZ12345678"),
        ("tax", "CZ123456", "CZ", V.LENGTH, "CZ123456"),
        ("tax", "CZ12345679", "DE", V.COUNTRY, "12345679"),
        ("tax", "EL094259216", "GR", V.RIGHT, "094259216"),
        ("tax", "12-3456789", "US", V.RIGHT, "123456789"),
        ("tax", "1234567", "KZ", V.UNKNOWN, "1234567"),
        ("tax", "https://example.com/1", "KZ", V.FORM, "https://example.com/1"),
        ("tax", "CZ12345679", "", V.RIGHT, "12345679"),
        ("registration", "12345679", "CZ", V.RIGHT, "12345679"),
        ("registration", "123 45 679", "SK", V.RIGHT, "12345679"),
        ("registration", "19", "CZ", V.RIGHT, "00000019"),
        ("registration", "12345678", "CZ", V.CHECKSUM, "12345678"),
        ("registration", "123456789", "CZ", V.LENGTH, "123456789"),
        ("registration", "CZ12345679", "CZ", V.FORM, "CZ12345679"),
        ("registration", "HRB 12345", "DE", V.UNKNOWN, "HRB 12345"),
        ("registration", "732829320", "FR", V.RIGHT, "732829320"),
        ("registration", "732829321", "FR", V.CHECKSUM, "732829321"),
        ("lei", "0000 0CONTOSO 000001 80", "", V.RIGHT, "00000CONTOSO00000180"),
        ("lei", "00000CONTOSO00000181", "", V.CHECKSUM, "00000CONTOSO00000181"),
        ("lei", "00000CONTOSO", "", V.LENGTH, "00000CONTOSO"),
        ("duns", "12-345-6789", "", V.RIGHT, "123456789"),
        ("duns", "12345678", "", V.LENGTH, "12345678"),
        ("duns", "12345678x", "", V.FORM, "12345678x"),
        ("domain", "Contoso.Example", "", V.RIGHT, "contoso.example"),
        ("domain", "příklad.example", "", V.RIGHT, "xn--pklad-zsa96e.example"),
        ("domain", "https://contoso.example/", "", V.FORM, "https://contoso.example/"),
        ("domain", "ada@contoso.example", "", V.FORM, "ada@contoso.example"),
        ("domain", "192.0.2.1", "", V.FORM, "192.0.2.1"),
        ("domain", "contoso", "", V.FORM, "contoso"),
        ("domain", ".".join(["x" * 60] * 5), "", V.LENGTH, ".".join(["x" * 60] * 5)),
    ],
)
def test_a_number_is_judged_without_asking_anybody(
    rule: str, typed: str, country: str, verdict: Verdict, number: str
) -> None:
    assert RULES[rule](typed, country) == Judged(verdict, number)


COUNTRIES = st.sampled_from(["", "CZ", "SK", "DE", "GR", "US", "IN", "IS", "EU", "ZZ", "..", "cz"])


@given(
    st.sampled_from(sorted(RULES)), st.text(max_size=40) | st.from_regex(r"[A-Z]{2}[0-9 ]{4,24}"), COUNTRIES
)
def test_whatever_is_typed_is_judged(rule: str, typed: str, country: str) -> None:
    assert RULES[rule](typed, country).verdict in V


@given(st.text("0123456789", min_size=7, max_size=7))
def test_one_check_digit_fits_each_register_number(beginning: str) -> None:
    right = [d for d in "0123456789" if RULES["registration"](beginning + d, "CZ").verdict is V.RIGHT]
    assert len(right) == (0 if beginning.startswith("9") else 1)


def _checked(rule: str, *, required: bool = True) -> tuple[form.Field, ...]:
    check = Check(rule, numbers.RULES[rule], "of")
    offered = choices("CZ", "DE", "KZ")
    return (
        field("of", FieldKind.COUNTRY, choices=offered, required=False),
        field("number", check=check, required=required),
    )


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("rule", "typed", "country", "code"),
    [
        ("iban", "CZ6508000000192000145399", "CZ", ""),
        ("iban", "CZ6508000000192000145398", "CZ", "number_checksum"),
        ("tax", "CZ123", "CZ", "number_length"),
        ("tax", "CZ12345679", "DE", "number_country"),
        ("tax", "123456", "KZ", ""),
        ("lei", "one two", "CZ", "number_length"),
        ("domain", "a b", "CZ", "number_form"),
    ],
)
def test_a_wrong_number_is_refused_and_one_nobody_can_judge_is_not(
    rule: str, typed: str, country: str, code: str, strict: bool
) -> None:
    found = form.problems(_checked(rule), {"of": country, "number": typed}, strict=strict)
    assert found == ((Fault(code, Place(column="number"), typed),) if code else ())


def test_in_a_list_a_number_goes_by_the_country_of_its_own_entry() -> None:
    accounts = field("accounts", FieldKind.ITEMS, fields=_checked("iban"))
    said = [
        {"of": "CZ", "number": "CZ6508000000192000145399"},
        {"of": "DE", "number": "CZ6508000000192000145399"},
    ]
    found = form.problems((accounts,), {"accounts": said}, strict=True)
    place = Place(row=2, column="accounts.number")
    assert found == (Fault("number_country", place, "CZ6508000000192000145399"),)


def test_no_number_is_no_wrong_number() -> None:
    assert form.problems(_checked("iban", required=False), {"number": " "}, strict=True) == ()
