"""Imports: all or nothing, every row accounted for, faults located, other resellers' rows left behind."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.core.parties import Role
from directbill.core.periods import Month
from directbill.ledger.receipt import CurrencyTotal, Done
from directbill.ledger.store import Store
from tests.fixtures import cast, cost_management, daily_rated, distributor, focus, insights, invoices, legacy
from tests.fixtures import new_commerce as nce
from tests.fixtures.bill import charge, invoice, recon
from tests.fixtures.table import as_csv
from tests.ledger.reading import OWN, Imported, load

MARCH, APRIL = "2026-03", "2026-04"
BOTH = frozenset({cast.OWN, cast.OWN_SECOND})


def faults(folder: Path, files: dict[str, bytes], **asked: object) -> list[tuple[str, str, int | None, str]]:
    with pytest.raises(Refusal) as refused:
        load(folder, files, **asked)  # type: ignore[arg-type]
    return [(f.code, f.place.file, f.place.row, f.place.column) for f in refused.value.faults]


def one(folder: Path, content: bytes, **asked: object) -> Imported:
    return load(folder, {"x.csv": content}, **asked)  # type: ignore[arg-type]


def test_a_line_becomes_a_charge_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    line = charge(
        "-12.3456", category="azure_usage", currency="EUR", rate="0.8", SubscriptionId="s-1", CustomerId="c-1"
    )
    assert one(tmp_path, recon(line)).rows == (
        {
            "file": "x.csv", "row": 2, "document": invoice(MARCH, "EUR"), "month": date(2026, 3, 1),
            "format": "nce_recon", "authority": 1, "stream": "azure", "basis": "billed", "attribution": "own",
            "account": cast.OWN, "owner": cast.PROVIDER, "amount": Decimal("-12.3456"), "rest": None,
            "currency": "EUR", "category": "azure_usage", "category_rule": "nce.8.azure_plan",
            "unit_rate": Decimal("1.250000000000"), "rate_date": date(2026, 3, 2), "own_usd": None,
            "prepaid_months": 0, "not_counted": "", "customer": "c-1", "subscription": "s-1",
            "product": "Azure plan", "charge_type": "New",
        },
    )  # fmt: skip


def test_digits_beyond_four_places_stand_in_the_rest(tmp_path: Path) -> None:
    texts = ("1.23456", "-1.234567890123455", "1.1000000", "99999999999999.99", "1e-15", "1000000000000000")
    found = one(tmp_path, recon(*(charge("1.00", Subtotal=t) for t in texts)))
    assert found.amounts() == [Decimal(t) for t in texts]
    assert [row["rest"] is None for row in found.rows] == [False, False, True, True, False, False]


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    every = nce.lines(7)
    truth = nce.truth(every)
    receipt = one(tmp_path, as_csv(nce.portal(every)), ids=BOTH).receipt
    assert (receipt.read, receipt.kept, receipt.others, receipt.unattributed, receipt.rejected) == (
        truth.rows, truth.kept, truth.others, truth.unattributed, 0,
    )  # fmt: skip


def test_totals_are_the_partners_own_and_never_added_across_currencies(tmp_path: Path) -> None:
    lines = (
        charge("1.10"),
        charge("-0.20"),
        charge("5.00", reseller="0"),
        charge("2.00", currency="EUR", rate="0.8"),
    )
    receipt = one(tmp_path, recon(*lines)).receipt
    assert receipt.files[0].totals == (
        CurrencyTotal("EUR", Decimal(2), 1), CurrencyTotal("USD", Decimal("0.9"), 2),
    )  # fmt: skip


def test_nothing_of_another_reseller_is_kept(tmp_path: Path) -> None:
    found = one(tmp_path, recon(charge("1.00"), charge("987.00", reseller=cast.RIVAL)))
    assert (found.amounts(), found.receipt.others) == ([Decimal(1)], 1)


def test_a_literal_null_names_no_reseller(tmp_path: Path) -> None:
    found = one(
        tmp_path, recon(charge("1.00"), charge("2.00", reseller="NULL"), charge("3.00", reseller=" "))
    )
    assert found.column("attribution") == ["own", "blank", "blank"]


def test_blanks_around_a_cell_are_no_part_of_it(tmp_path: Path) -> None:
    line = charge(
        "1.00", Subtotal=" 1.00 ", Currency=" usd ", ResellerMpnId=f" {cast.OWN} ", InvoiceNumber=" G1 "
    )
    row = one(tmp_path, recon(line)).rows[0]
    assert (row["amount"], row["currency"], row["account"], row["document"]) == (
        Decimal(1),
        "USD",
        cast.OWN,
        "G1",
    )


def test_all_faulty_rows_are_told_in_file_order(tmp_path: Path) -> None:
    lines = (
        charge("1.00"), charge("1.00", Subtotal="(1.00)"), charge("1.00", Currency="EURO"),
        charge("1.00", OrderId="5.66891E+17", Subtotal="x"), charge("1.00", ChargeEndDate="46112"),
    )  # fmt: skip
    assert faults(tmp_path, {"x.csv": recon(*lines)}) == [
        ("amount_unreadable", "x.csv", 3, "Subtotal"), ("currency_unreadable", "x.csv", 4, "Currency"),
        ("amount_unreadable", "x.csv", 5, "Subtotal"), ("id_as_float", "x.csv", 5, "OrderId"),
        ("date_unreadable", "x.csv", 6, "ChargeEndDate"),
    ]  # fmt: skip


def test_files_put_together_are_refused_at_the_second_header(tmp_path: Path) -> None:
    both = as_csv(nce.portal(nce.lines(4)))
    rows = both.count(b"\r\n") or both.count(b"\n")
    assert faults(tmp_path, {"x.csv": both + both}) == [("header_again", "x.csv", rows + 1, "")]


def test_a_row_below_the_table_that_holds_a_sum_is_refused(tmp_path: Path) -> None:
    summed = charge("3.00", Currency="", InvoiceNumber="", ResellerMpnId="")
    assert faults(tmp_path, {"x.csv": recon(charge("1.00"), charge("2.00"), summed)}) == [
        ("currency_missing", "x.csv", 4, "Currency")
    ]


def test_faults_of_all_files_are_told_and_none_is_imported(tmp_path: Path) -> None:
    bad = recon(charge("1.00", Subtotal=""))
    with Store.temporary() as store:
        assert faults(
            tmp_path, {"a.csv": bad, "b.csv": b"", "c.csv": recon(charge("1.00"))}, store=store
        ) == [("file_empty", "b.csv", None, "")]
        assert faults(tmp_path, {"a.csv": bad, "c.csv": recon(charge("1.00"))}, store=store) == [
            ("amount_missing", "a.csv", 2, "Subtotal")
        ]
        assert (store.documents(), store.connection().execute("SELECT count(*) FROM charges").fetchone()) == (
            (),
            (0,),
        )


def test_accepted_rejects_leave_the_rest(tmp_path: Path) -> None:
    lines = (charge("1.00"), charge("1.00", Subtotal="x", Currency="?"), charge("3.00"))
    found = one(tmp_path, recon(*lines), accept_rejects=True)
    file = found.receipt.files[0]
    assert (found.amounts(), file.read, file.kept, file.rejected, len(file.rejects)) == (
        [Decimal(1), Decimal(3)], 3, 2, 1, 2,
    )  # fmt: skip
    assert [d.rejected for d in found.documents] == [1]


def test_a_file_in_the_wrong_date_order_is_refused_even_so(tmp_path: Path) -> None:
    lines = recon(charge("1.00"), charge("1.00", ChargeEndDate="25/12/2025"))
    assert faults(tmp_path, {"x.csv": lines}, accept_rejects=True) == [
        ("date_order", "x.csv", 3, "ChargeEndDate")
    ]


def test_another_resellers_faults_are_not_ours_to_tell(tmp_path: Path) -> None:
    lines = (charge("1.00"), charge("1.00", reseller=cast.RIVAL, Subtotal="x"))
    found = one(tmp_path, recon(*lines))
    assert (found.amounts(), found.receipt.others, found.receipt.files[0].rejects) == ([Decimal(1)], 1, ())


def test_a_damaged_identifier_is_refused_whosever_it_is(tmp_path: Path) -> None:
    lines = recon(charge("1.00"), charge("1.00", reseller="6.9E+06"))
    assert faults(tmp_path, {"x.csv": lines}) == [("id_as_float", "x.csv", 3, "ResellerMpnId")]


@pytest.mark.parametrize(("column", "day"), [
    ("OrderDate", "1/1/2027"), ("ChargeEndDate", "1/1/2030"),
])  # fmt: skip
def test_what_lies_in_the_future_is_refused(column: str, day: str, tmp_path: Path) -> None:
    lines = recon(charge("1.00", **{column: day}))
    assert faults(tmp_path, {"x.csv": lines}) == [("date_future", "x.csv", 2, column)]


def test_a_term_paid_ahead_ends_in_the_future_rightly(tmp_path: Path) -> None:
    assert one(tmp_path, recon(charge("1.00", ChargeEndDate="11/30/2029"))).amounts() == [Decimal(1)]


def test_a_header_alone_is_read_and_said(tmp_path: Path) -> None:
    found = one(tmp_path, recon(charge("1.00")).splitlines(keepends=True)[0])
    assert (found.rows, found.receipt.read, [n.code for n in found.receipt.files[0].notes]) == (
        (),
        0,
        ["header_only"],
    )


def test_unknown_charge_types_are_counted(tmp_path: Path) -> None:
    lines = (charge("1.00", ChargeType=t) for t in ("levitation", "levitation", "cycleCharge", "RENEW", ""))
    assert one(tmp_path, recon(*lines)).receipt.files[0].charge_types == (("levitation", 2),)


@pytest.mark.parametrize(("columns", "months"), [
    ({"BillingFrequency": "Monthly"}, 0), ({"BillingFrequency": "Annual"}, 12), ({"BillingFrequency": ""}, 0),
    ({"BillingFrequency": "", "TermAndBillingCycle": "1 Year Reservation"}, 12),
    ({"BillingFrequency": "", "TermAndBillingCycle": "3 Years Reservation"}, 36),
    ({"BillingFrequency": "Monthly", "TermAndBillingCycle": "3 Years Reservation"}, 0),
])  # fmt: skip
def test_prepaid_months_are_those_one_payment_covers(
    columns: dict[str, str], months: int, tmp_path: Path
) -> None:
    assert one(tmp_path, recon(charge("1.00", **columns))).column("prepaid_months") == [months]


def test_a_direct_bill_partner_keeps_what_it_was_billed_for_itself(tmp_path: Path) -> None:
    lines = (
        charge("1.00", reseller="", MpnId=cast.OWN), charge("2.00", reseller="0", MpnId=cast.OWN),
        charge("4.00", reseller=cast.OWN), charge("8.00", reseller=cast.RIVAL, MpnId=cast.OWN),
    )  # fmt: skip
    found = one(tmp_path, recon(*lines), role=Role.DIRECT_BILL)
    assert (found.amounts(), found.column("account"), found.receipt.others) == (
        [Decimal(1), Decimal(2)], [cast.OWN, cast.OWN], 2,
    )  # fmt: skip


def test_the_only_reseller_of_all_files_is_assumed(tmp_path: Path) -> None:
    files = {"a.csv": recon(charge("1.00")), "b.csv": recon(charge("2.00", APRIL, reseller="0"))}
    receipt = load(tmp_path, files, ids=frozenset()).receipt
    assert (receipt.ids, receipt.ids_assumed, receipt.kept) == ((cast.OWN,), True, 2)


def test_several_resellers_are_refused_when_nobody_is_declared(tmp_path: Path) -> None:
    files = {"a.csv": recon(charge("1.00")), "b.csv": recon(charge("2.00", APRIL, reseller=cast.RIVAL))}
    assert faults(tmp_path, files, ids=frozenset()) == [("ids_ambiguous", "", None, "")]


def test_a_breakdown_is_kept_and_never_counts(tmp_path: Path) -> None:
    sheet = daily_rated.full(daily_rated.lines(1, months=(MARCH,)))
    found = one(tmp_path, as_csv(sheet))
    assert set(found.column("not_counted")) == {"breakdown"}
    assert (found.covered, [n.code for n in found.receipt.files[0].notes]) == (
        frozenset(),
        ["breakdown_only"],
    )


def test_the_basic_set_is_explained(tmp_path: Path) -> None:
    sheet = daily_rated.basic(daily_rated.lines(1, months=(MARCH,)))
    found = one(tmp_path, as_csv(sheet))
    assert [n.code for n in found.receipt.files[0].notes] == ["breakdown_only", "attribute_set_basic"]
    assert set(found.column("attribution")) == {"blank"}


def test_an_export_without_a_reseller_column_is_unattributed_and_says_so(tmp_path: Path) -> None:
    sheet = focus.file(focus.lines(1, months=(MARCH,)), "1.2", generic=True)
    found = one(tmp_path, as_csv(sheet))
    assert (set(found.column("attribution")), [n.code for n in found.receipt.files[0].notes]) == (
        {"blank"}, ["no_reseller_column"],
    )  # fmt: skip


def test_tax_rows_are_kept_apart(tmp_path: Path) -> None:
    found = one(tmp_path, as_csv(focus.file(focus.lines(1, months=(MARCH,)))), ids=BOTH)
    assert {row["charge_type"]: row["not_counted"] for row in found.rows}["Tax"] == "tax"
    assert {row["not_counted"] for row in found.rows if row["charge_type"] != "Tax"} == {""}


def test_an_amortized_export_is_refused(tmp_path: Path) -> None:
    sheet = cost_management.file(cost_management.lines(1, months=(MARCH,))).with_cell(
        3, "chargeType", "UnusedReservation"
    )
    assert faults(tmp_path, {"x.csv": as_csv(sheet)}) == [("cost_amortized", "x.csv", None, "")]


def test_an_empty_billing_period_falls_back_to_the_day_of_the_charge(tmp_path: Path) -> None:
    sheet = cost_management.file(cost_management.lines(1, months=(MARCH,))).with_column(
        "billingPeriodStartDate", lambda _: ""
    )
    found = one(tmp_path, as_csv(sheet), ids=BOTH)
    assert {row["month"] for row in found.rows} == {date(2026, 3, 1)}


def test_a_report_without_a_month_in_a_row_is_refused(tmp_path: Path) -> None:
    sheet = insights.eligibility(insights.lines(1, months=(MARCH,))).with_cell(4, "MonthKey", "")
    assert faults(tmp_path, {"x.csv": as_csv(sheet)}) == [("date_missing", "x.csv", 4, "MonthKey")]
    found = one(tmp_path, as_csv(sheet), ids=BOTH, accept_rejects=True)
    assert (found.receipt.kept, found.receipt.rejected) == (5, 1)


def test_dollar_signs_are_read_in_legacy_usage_only(tmp_path: Path) -> None:
    sheet = legacy.usage_file(legacy.usage_lines(1, months=(MARCH,)))
    assert "$" in sheet.cell(2, "PretaxCharges")
    assert one(tmp_path, as_csv(sheet), ids=BOTH).receipt.read == 6


def test_a_page_of_several_says_that_there_are_more(tmp_path: Path) -> None:
    page = nce.api_page(nce.lines(1, months=(MARCH,), per_document=2)).replace(
        b'"totalCount": 4', b'"totalCount": 9000'
    )
    receipt = load(tmp_path, {"page.json": page}).receipt
    assert [(n.code, n.params) for n in receipt.files[0].notes] == [
        ("page_of_more", {"rows": "4", "whole": "9000"})
    ]


def test_a_confirmed_profile_is_found_by_the_files_header(tmp_path: Path) -> None:
    from directbill.ledger import profiles
    from directbill.ledger.carriers import open_sheet

    every = distributor.lines(1, months=(MARCH,))
    content = distributor.as_distributor_csv(distributor.file(every))
    (tmp_path / "x.csv").write_bytes(content)
    text = distributor.profile()
    (tmp_path / "m.toml").write_text(text)
    read = profiles.read_profile(tmp_path / "m.toml")
    sheet = open_sheet(tmp_path / "x.csv", workdir=tmp_path, profile=read)
    profiles.confirm(text, sheet=sheet, folder=tmp_path, name="m.toml")
    found = load(tmp_path, {"x.csv": content}, profiles_folder=tmp_path)
    assert (found.amounts(), set(found.column("basis")), set(found.column("stream"))) == (
        [s.amount for s in every], {"provider_price"}, {"licenses"},
    )  # fmt: skip


def test_progress_tells_each_file_and_the_bytes(tmp_path: Path) -> None:
    from directbill.ledger.attribution import Scope
    from directbill.ledger.import_options import ImportOptions
    from directbill.ledger.imports import read_files
    from tests.ledger.reading import put

    paths = put(tmp_path, {"a.csv": recon(charge("1.00")), "b.csv": recon(charge("2.00", APRIL))})
    told: list[tuple[str, int, int]] = []
    with Store.temporary() as store:
        scope, options = Scope(OWN), ImportOptions()
        read_files(paths, store=store, scope=scope, options=options, progress=lambda *t: told.append(t))
    first, second = (p.stat().st_size for p in paths)
    assert told == [("a.csv", first, first + second), ("b.csv", first + second, first + second)]


def test_the_same_file_twice_is_imported_once_and_said(tmp_path: Path) -> None:
    content = recon(charge("1.00"))
    found = load(tmp_path, {"a.csv": content, "b.csv": content})
    assert (found.amounts(), [f.done for f in found.receipt.files]) == ([Decimal(1)], [Done.NEW, Done.SAME])


def test_invoices_give_month_total_and_payment(tmp_path: Path) -> None:
    register = invoices.page([invoices.Invoice(invoice(MARCH), APRIL, Decimal("1.00"), paid=True)])
    found = load(tmp_path, {"a.csv": recon(charge("1.00")), "i.json": register})
    document = found.documents[0]
    assert (document.month, document.month_basis, document.total, document.paid) == (
        Month(2026, 4), "invoice", Decimal("1.00"), True,
    )  # fmt: skip
    tie = found.receipt.files[0].documents[0].tie_out
    assert (found.column("month"), tie is not None and tie.ties) == ([date(2026, 4, 1)], True)


@pytest.mark.parametrize(
    ("stated", "ties", "with_tax"),
    [("3.00", True, None), ("3.75", False, Decimal("3.75")), ("3.10", False, Decimal("3.75"))],
)
def test_an_invoice_may_state_its_total_before_tax_or_with_it(
    stated: str, ties: bool, with_tax: Decimal | None, tmp_path: Path
) -> None:
    register = invoices.page([invoices.Invoice(invoice(MARCH), MARCH, Decimal(stated))])
    other = charge("100.00", InvoiceNumber="G9")
    found = load(tmp_path, {"a.csv": recon(charge("1.00"), charge("2.00"), other), "i.json": register})
    tie = next(d.tie_out for d in found.receipt.files[0].documents if d.id == invoice(MARCH))
    assert tie is not None
    assert (tie.rows, tie.ties, tie.with_tax) == (Decimal("3.00"), ties, with_tax)
    assert tie.ties_with_tax is (stated == "3.75")


def test_a_document_that_is_here_in_part_is_not_compared(tmp_path: Path) -> None:
    register = invoices.page([invoices.Invoice(invoice(MARCH), MARCH, Decimal("3.00"))])
    rows = recon(charge("1.00"), charge("2.00", reseller=cast.RIVAL))
    found = load(tmp_path, {"a.csv": rows, "i.json": register})
    document = found.receipt.files[0].documents[0]
    assert (document.tie_out, document.invoice_known) == (None, True)


def test_the_month_given_wins_over_the_invoice(tmp_path: Path) -> None:
    register = invoices.page([invoices.Invoice(invoice(MARCH), APRIL, Decimal("1.00"))])
    files = {"a.csv": recon(charge("1.00")), "i.json": register}
    found = load(tmp_path, files, months={invoice(MARCH): Month(2026, 5)})
    assert (found.column("month"), found.documents[0].month_basis) == ([date(2026, 5, 1)], "given")
