"""One document counts once, by number and version; a better source beats a worse one: section 9, Imports."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, cost_management, distributor, focus, insights, invoices
from tests.fixtures.bill import charge, invoice, recon, year
from tests.fixtures.table import as_csv
from tests.fixtures.truth import Sold
from tests.judge import Answer, check, put

MONTH = "2026-03"


def ask(folder: Path, files: dict[str, bytes], *options: str, ids: tuple[str, ...] = (cast.OWN,)) -> Answer:
    return check(*put(folder, files), ids=ids, options=options)


def of_kind(source: str, amount: str, month: str = MONTH, account: str = cast.OWN) -> bytes:
    """One own line of a source, in US dollars."""
    value = Decimal(amount)
    columns = dict.fromkeys(
        (*cost_management.MONEY, *focus.MONEY, *insights.MONEY, *distributor.MONEY), value
    )
    sold = Sold(
        month,
        f"G7{month.replace('-', '')}",
        "azure_usage",
        account,
        value,
        "USD",
        stated_usd=value,
        columns=columns,
    )
    if source == "cost export":
        kept = {k: v for k, v in columns.items() if k in cost_management.MONEY}
        return as_csv(cost_management.file([_with(sold, kept)]))
    if source == "focus":
        return as_csv(focus.file([_with(sold, {k: v for k, v in columns.items() if k in focus.MONEY})]))
    return as_csv(insights.eligibility([sold]))


def _with(sold: Sold, columns: dict[str, Decimal]) -> Sold:
    return Sold(
        sold.month, sold.document, sold.category, sold.reseller, sold.amount, "USD", stated_usd=sold.stated_usd,
        columns=columns,
    )  # fmt: skip


@pytest.mark.parametrize("source", ["cost export", "focus", "report"])
def test_the_reconciliation_beats_every_other_source(source: str, tmp_path: Path) -> None:
    azure = charge("100.00", MONTH, "azure_usage")
    answer = ask(tmp_path, {"recon.csv": recon(azure), "other.csv": of_kind(source, "70.00")})
    assert (answer.code, answer.counted, answer.left("overlap")) == (
        0, Decimal("100.00"), {"reason": "overlap", "amount": "70.00", "lines": 1},
    )  # fmt: skip


@pytest.mark.parametrize("source", ["cost export", "focus"])
def test_a_cost_export_beats_the_report(source: str, tmp_path: Path) -> None:
    files = {"costs.csv": of_kind(source, "100.00"), "report.csv": of_kind("report", "70.00")}
    assert ask(tmp_path, files).counted == Decimal("100.00")


@pytest.mark.parametrize("source", ["cost export", "focus", "report"])
def test_a_source_counts_where_nothing_better_has_lines(source: str, tmp_path: Path) -> None:
    """In another month, the worse source stands alone."""
    files = {"recon.csv": recon(charge("100.00", "2026-04")), "other.csv": of_kind(source, "70.00")}
    assert ask(tmp_path, files).counted == Decimal("170.00")


def test_a_source_counts_where_the_better_one_speaks_of_another_account(tmp_path: Path) -> None:
    files = {
        "recon.csv": recon(charge("100.00", MONTH)),
        "other.csv": of_kind("report", "70.00", account=cast.OWN_SECOND),
    }
    assert ask(tmp_path, files, ids=(cast.OWN, cast.OWN_SECOND)).counted == Decimal("170.00")


def test_azure_detail_does_not_overlap_licenses(tmp_path: Path) -> None:
    """Another money stream: the reconciliation has no Azure line in that month."""
    files = {"recon.csv": recon(charge("100.00", MONTH)), "costs.csv": of_kind("cost export", "70.00")}
    assert ask(tmp_path, files).counted == Decimal("170.00")


def test_the_losing_source_is_shown_as_a_comparison(tmp_path: Path) -> None:
    files = {"recon.csv": recon(charge("100.00", MONTH)), "report.csv": of_kind("report", "70.00")}
    comparisons = ask(tmp_path, files).statement["comparisons"]
    assert [(c["month"], c["amount"], c["counted"]) for c in comparisons] == [(MONTH, "70.00", "100.00")]


def test_two_invoices_of_one_month_are_two_documents(tmp_path: Path) -> None:
    files = {"a.csv": recon(charge("100.00")), "b.csv": recon(charge("100.00", InvoiceNumber="G009999999"))}
    assert ask(tmp_path, files).counted == Decimal("200.00")


def test_one_number_from_two_providers_is_two_documents(tmp_path: Path) -> None:
    other = charge("100.00", PartnerId=cast.PROVIDER_SECOND_TENANT, MpnId=cast.PROVIDER_SECOND)
    assert ask(tmp_path, {"a.csv": recon(charge("100.00")), "b.csv": recon(other)}).counted == Decimal(
        "200.00"
    )


def test_the_same_file_twice_counts_once_and_is_said(tmp_path: Path) -> None:
    content = recon(charge("100.00"))
    answer = ask(tmp_path, {"a.csv": content, "b.csv": content})
    assert (answer.counted, "b.csv" in answer.err) == (Decimal("100.00"), True)


def test_files_without_a_common_row_are_parts_and_it_is_said(tmp_path: Path) -> None:
    answer = ask(tmp_path, {"a.csv": recon(charge("100.00")), "b.csv": recon(charge("50.00"))})
    assert (answer.code, answer.counted, "b.csv" in answer.err) == (0, Decimal("150.00"), True)


def test_some_rows_in_common_are_refused_naming_both_ways_out(tmp_path: Path) -> None:
    one, two, three = charge("100.00"), charge("50.00"), charge("25.00")
    answer = ask(tmp_path, {"a.csv": recon(one, two), "b.csv": recon(two, three)})
    assert (answer.code, answer.faults[0].code) == (2, "document_ambiguous")
    assert [w for w in ("--parts", "--newer", invoice(MONTH)) if w not in answer.err] == []


def test_parts_with_rows_in_common_are_added_when_the_user_says_so(tmp_path: Path) -> None:
    one, two, three = charge("100.00"), charge("50.00"), charge("25.00")
    files = {"a.csv": recon(one, two), "b.csv": recon(two, three)}
    assert ask(tmp_path, files, "--parts", invoice(MONTH)).counted == Decimal("225.00")


def test_the_newer_file_replaces_when_the_user_says_so(tmp_path: Path) -> None:
    one, two, three = charge("100.00"), charge("50.00"), charge("25.00")
    files = {"a.csv": recon(one, two), "b.csv": recon(two, three)}
    assert ask(tmp_path, files, "--newer", str(tmp_path / "b.csv")).counted == Decimal("75.00")


def test_a_void_invoice_does_not_count(tmp_path: Path) -> None:
    register = invoices.page([invoices.Invoice(invoice(MONTH), MONTH, Decimal("100.00"), status="void")])
    answer = ask(tmp_path, {"a.csv": recon(charge("100.00")), "i.json": register})
    assert (answer.counted, answer.left("void_document")["lines"]) == (Decimal("0.00"), 1)


def test_a_note_that_voids_takes_itself_and_the_invoice_out(tmp_path: Path) -> None:
    note = invoices.Invoice("G009999999", MONTH, Decimal("-100.00"), kind="void_note", amends=invoice(MONTH))
    register = invoices.page([invoices.Invoice(invoice(MONTH), MONTH, Decimal("100.00")), note])
    lines = recon(charge("100.00"), charge("-100.00", InvoiceNumber="G009999999"))
    assert ask(tmp_path, {"a.csv": lines, "i.json": register}).left("void_document")["lines"] == 2


def test_what_is_billed_in_place_of_a_void_invoice_counts(tmp_path: Path) -> None:
    """All documents are netted: the void one and its reversal come to nothing, its adjustment to what is billed."""
    number = invoice(MONTH)
    register = invoices.page([
        invoices.Invoice(number, MONTH, Decimal("100.00"), status="void"),
        invoices.Invoice("G8", MONTH, Decimal("-100.00"), kind="Credit Note", amends=number),
        invoices.Invoice("G9", MONTH, Decimal("90.00"), kind="adjustment_note", amends=number),
    ])  # fmt: skip
    lines = [charge("100.00"), charge("-100.00", InvoiceNumber="G8"), charge("90.00", InvoiceNumber="G9")]
    answer = ask(tmp_path, {"a.csv": recon(*lines), "i.json": register})
    assert (answer.counted, answer.left("void_document")["lines"]) == (Decimal("90.00"), 2)


def test_what_is_paid_is_shown_beside_what_is_billed(tmp_path: Path) -> None:
    register = invoices.page([
        invoices.Invoice(invoice("2026-03"), "2026-03", Decimal("100.00"), paid=True),
        invoices.Invoice(invoice("2026-04"), "2026-04", Decimal("50.00")),
    ])  # fmt: skip
    lines = recon(charge("100.00", "2026-03"), charge("50.00", "2026-04"))
    statement = ask(tmp_path, {"a.csv": lines, "i.json": register}).statement
    assert (statement["counted"], statement["paid"]) == ("150.00", "100.00")


def test_paid_is_null_where_no_document_says(tmp_path: Path) -> None:
    assert ask(tmp_path, {"a.csv": recon(charge("100.00"))}).statement["paid"] is None


def test_a_complete_reconciliation_without_its_invoices_is_grade_b(tmp_path: Path) -> None:
    assert ask(tmp_path, {"a.csv": recon(*year())}).statement["grade"] == "B"


def test_with_every_invoice_tied_out_it_is_grade_a(tmp_path: Path) -> None:
    register = invoices.page(invoices.Invoice(invoice(m), m, Decimal("30000.00")) for m in cast.WINDOW)
    assert ask(tmp_path, {"a.csv": recon(*year()), "i.json": register}).statement["grade"] == "A"


def test_the_programs_own_report_is_grade_a(tmp_path: Path) -> None:
    files = {f"{m}.csv": of_kind("report", "100.00", m) for m in cast.WINDOW}
    assert ask(tmp_path, files).statement["grade"] == "A"


def test_a_row_fault_refuses_the_file_and_lists_every_faulty_row(tmp_path: Path) -> None:
    lines = recon(
        charge("1.00"), charge("2.00", Subtotal="x"), charge("3.00"), charge("4.00", Subtotal="(4.00)")
    )
    answer = ask(tmp_path, {"a.csv": lines})
    assert (answer.code, [f.place.row for f in answer.faults]) == (2, [3, 5])


def test_accepted_rejects_leave_the_statement_incomplete_and_the_grade_below_a(tmp_path: Path) -> None:
    lines = recon(*year("100.00"), charge("2.00", Subtotal="x"))
    statement = ask(tmp_path, {"a.csv": lines}, "--accept-rejects").statement
    assert (statement["counted"], statement["complete"], statement["grade"] >= "B") == (
        "1200.00",
        False,
        True,
    )


def test_one_bad_file_among_many_refuses_all(tmp_path: Path) -> None:
    answer = ask(tmp_path, {"a.csv": recon(charge("1.00")), "b.csv": b"what,is,this\n1,2,3\n"})
    assert (answer.code, answer.out, answer.faults[0].place.file) == (2, "", "b.csv")
