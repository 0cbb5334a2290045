"""Formats are told by their headers alone."""

from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.ledger.carriers import Sheet
from directbill.ledger.formats import FORMATS
from directbill.ledger.recognize import recognize
from tests.fixtures import cost_management, daily_rated, focus, insights, legacy, new_commerce

HEADERS = {
    "nce_recon": new_commerce.PORTAL, "daily_rated": daily_rated.FULL, "legacy_license": legacy.LICENSE,
    "legacy_usage": legacy.USAGE, "cost_management": cost_management.COLUMNS,
    "insights_eligibility": insights.ELIGIBILITY, "insights_subscriptions": insights.SUBSCRIPTIONS,
    "focus": focus.V1_0, "focus_invoiced": focus.V1_2, "focus_microsoft": (*focus.V1_1, *focus.OWN_COLUMNS),
}  # fmt: skip


def sheet(header: tuple[str, ...], delimiter: str = ",") -> Sheet:
    return Sheet(
        name="x.csv", path=Path("x.csv"), sha256="", carrier="csv", text=Path("x.csv"), delimiter=delimiter,
        header=header, bytes=0,
    )  # fmt: skip


def refused(header: tuple[str, ...], delimiter: str = ",") -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as refusal:
        recognize(sheet(header, delimiter), FORMATS)
    return [(f.code, f.place.column) for f in refusal.value.faults]


@pytest.mark.parametrize("name", HEADERS)
def test_every_published_header_is_recognized(name: str) -> None:
    assert recognize(sheet(HEADERS[name]), FORMATS).format.name == name


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_the_case_of_a_header_says_nothing(name: str, change: object) -> None:
    header = tuple(change(h) for h in HEADERS[name])  # type: ignore[operator]
    assert recognize(sheet(header), FORMATS).format.name == name


def test_the_newer_names_are_the_same_columns() -> None:
    match = recognize(sheet(tuple(new_commerce.camel(c) for c in new_commerce.NEWER)), FORMATS)
    assert (match.shown("ResellerMpnId"), match.shown("Total"), match.shown("Subtotal")) == (
        "tier2MpnId", "totalForCustomer", "subtotal",
    )  # fmt: skip


def test_the_basic_set_is_daily_rated_usage_too() -> None:
    assert recognize(sheet(daily_rated.BASIC), FORMATS).format.name == "daily_rated"


@pytest.mark.parametrize(("name", "column"), [
    ("nce_recon", "Subtotal"), ("nce_recon", "OrderDate"), ("legacy_license", "Currency"),
    ("legacy_usage", "PretaxCharges"), ("cost_management", "billingPeriodStartDate"), ("focus", "BilledCost"),
    ("insights_eligibility", "MonthKey"), ("daily_rated", "BillingPreTaxTotal"),
])  # fmt: skip
def test_a_missing_column_is_named(name: str, column: str) -> None:
    header = tuple(h for h in HEADERS[name] if h != column)
    assert refused(header) == [("column_missing", column)]


def test_a_missing_column_is_spelled_as_the_file_spells() -> None:
    header = tuple(new_commerce.camel(c) for c in new_commerce.PORTAL if c != "InvoiceNumber")
    assert refused(header) == [("column_missing", "invoiceNumber")]


def test_two_names_of_one_column_are_refused() -> None:
    assert refused((*new_commerce.PORTAL, "Tier2MpnId")) == [("column_said_twice", "Tier2MpnId")]


def test_a_header_nobody_knows_is_refused() -> None:
    assert refused(("what", "is", "this")) == [("header_unknown", "")]


def test_a_few_familiar_columns_make_no_format() -> None:
    assert refused(("BilledCost", "ProviderName", "InvoiceIssuerName")) == [("header_unknown", "")]


def test_quantities_without_amounts_are_recognized_and_refused() -> None:
    header = ("customerBillableAccount", "usageDate", "consumedQuantity", "serviceName")
    assert refused(header) == [("format_without_money", "")]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_delimiter_that_is_not_published_is_refused(delimiter: str) -> None:
    assert refused(new_commerce.PORTAL, delimiter) == [("delimiter_wrong", "")]


def test_reports_come_with_tabs_as_well() -> None:
    assert recognize(sheet(insights.ELIGIBILITY, "\t"), FORMATS).format.name == "insights_eligibility"


def test_formats_that_fit_alike_are_ambiguous() -> None:
    twice = (*FORMATS, FORMATS[0])
    with pytest.raises(Refusal) as refusal:
        recognize(sheet(new_commerce.PORTAL), twice)
    assert refusal.value.code == "header_ambiguous"
