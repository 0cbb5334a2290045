"""Faulty rows that name no month are rows all the same: nothing is dropped in silence, nothing asked for in vain."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, focus, insights
from tests.fixtures.bill import charge, recon, year
from tests.fixtures.table import Table, as_csv
from tests.fixtures.truth import Sold
from tests.judge import Answer, check, put, run

ACCEPT = ("--accept-rejects",)
REPORT = insights.eligibility(
    Sold(m, "report", "license", cast.OWN, Decimal("20000.00")) for m in (*cast.WINDOW, "2026-10")
)
LAST = 14
"""The row of the report that is broken below: its thirteenth."""


def ask(folder: Path, content: bytes, *options: str) -> Answer:
    return check(*put(folder, {"a.csv": content}), ids=[cast.OWN], options=options)


def standing(answer: Answer) -> tuple[object, ...]:
    found = answer.statement
    return found["complete"], found["rejected"], found["grade"], answer.finding("revenue_ttm")["outcome"]


def broken(month: str = "garbage") -> bytes:
    return as_csv(REPORT.with_cell(LAST, "MonthKey", month))


def test_a_row_left_out_of_a_report_for_its_month_lowers_the_grade_and_can_decide(tmp_path: Path) -> None:
    assert ask(tmp_path, broken()).faults[0].code == "date_unreadable"
    assert standing(ask(tmp_path, broken(), *ACCEPT)) == (False, 1, "B", "unknown")


def test_an_invoice_whose_only_row_is_left_out_needs_no_month(tmp_path: Path) -> None:
    lines = [*year("20000.00"), charge("9.00", InvoiceNumber="G5", OrderDate="garbage")]
    assert standing(ask(tmp_path, recon(*lines), *ACCEPT)) == (False, 1, "B", "unknown")


def test_a_kept_row_without_any_month_is_refused_with_its_document(tmp_path: Path) -> None:
    lines = [
        charge("9.00", InvoiceNumber="G5", OrderDate=""),
        charge("9.00", InvoiceNumber="G6", OrderDate=""),
    ]
    faults = ask(tmp_path, recon(*lines), *ACCEPT).faults
    assert [(f.code, f.found) for f in faults] == [("month_unknown", "G5"), ("month_unknown", "G6")]


def test_another_resellers_invoice_without_a_month_is_nobodys_concern(tmp_path: Path) -> None:
    lines = [
        *year("20000.00"),
        charge("9.00", reseller=cast.RIVAL, InvoiceNumber="G5", OrderDate="garbage"),
    ]
    answer = ask(tmp_path, recon(*lines))
    assert (answer.counted, [d["id"] for d in answer.result["documents"] if d["id"] == "G5"]) == (
        Decimal("240000.00"),
        [],
    )


def test_a_cost_export_row_without_a_billing_period_is_a_faulty_row(tmp_path: Path) -> None:
    sheet = focus.file(focus.lines(1), generic=True)
    answer = ask(tmp_path, as_csv(sheet.with_cell(3, "BillingPeriodStart", "")))
    assert [(f.code, f.place.row) for f in answer.faults] == [("date_missing", 3)]


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "data"))
    load(tmp_path, broken(), *ACCEPT)
    return tmp_path


def load(folder: Path, content: bytes, *options: str) -> None:
    path = put(folder, {"a.csv": content})[0]
    assert run("ledger", "import", str(path), "--partner-id", cast.OWN, *options).code == 0


def kept(sheet: Table, rows: int) -> bytes:
    return as_csv(Table(sheet.header, sheet.rows[:rows]))


def test_the_mended_report_makes_the_stored_statement_complete(ledger: Path) -> None:
    assert standing(check(ids=[cast.OWN])) == (False, 1, "B", "unknown")
    load(ledger, as_csv(REPORT.with_cell(LAST, "MonthKey", "202605")))
    answer = check(ids=[cast.OWN])
    assert (standing(answer), answer.month("2026-05")["counted"]) == ((True, 0, "A", "not_met"), "40000.00")


def test_a_report_of_some_of_the_months_mends_nothing(ledger: Path) -> None:
    load(ledger, kept(REPORT, 3))
    assert standing(check(ids=[cast.OWN])) == (False, 1, "B", "unknown")
