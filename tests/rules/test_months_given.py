"""`--month`: a document's month as the user gives it, and never another document's."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, insights
from tests.fixtures.bill import charge, invoice, recon, year
from tests.fixtures.cost_management import COLUMNS as COSTS
from tests.fixtures.table import as_csv, table
from tests.fixtures.truth import Sold
from tests.judge import Answer, check, put, run

REPORT = as_csv(
    insights.eligibility(Sold(m, "report", "license", cast.OWN, Decimal("10.00")) for m in cast.WINDOW)
)
MARCH, APRIL, MAY = "2026-03", "2026-04", "2026-05"


def ask(folder: Path, files: dict[str, bytes], *months: str, ids: tuple[str, ...] = (cast.OWN,)) -> Answer:
    options = tuple(part for month in months for part in ("--month", month))
    return check(*put(folder, files), ids=ids, options=options)


@pytest.mark.parametrize("content", [REPORT, recon(*year("10.00"))], ids=["report", "invoices"])
def test_a_file_of_several_documents_is_no_name_for_one_month(content: bytes, tmp_path: Path) -> None:
    """All its months would be moved into one."""
    answer = ask(tmp_path, {"a.csv": content}, f"a.csv={MARCH}")
    (fault,) = answer.faults
    assert (answer.code, answer.out, fault.code, fault.found) == (2, "", "month_of_several", "a.csv")
    assert (fault.params["count"], fault.params["first"] in fault.params["documents"]) == ("12", True)


def test_one_month_of_a_report_is_settled_by_its_documents_name(tmp_path: Path) -> None:
    answer = ask(tmp_path, {"a.csv": REPORT}, f"insights_eligibility:{MARCH}={APRIL}")
    shown = {m["month"]: m["counted"] for m in answer.statement["months"]}
    expected = dict.fromkeys(cast.WINDOW, "10.00") | {MARCH: "0.00", APRIL: "20.00"}
    assert (answer.code, shown, answer.statement["missing"]) == (0, expected, [MARCH])


def test_a_file_that_is_one_document_is_a_name_for_it(tmp_path: Path) -> None:
    answer = ask(tmp_path, {"a.csv": recon(charge("1.00", MARCH), charge("2.00", MARCH))}, f"a.csv={MAY}")
    assert (answer.month(MAY)["counted"], answer.result["documents"][0]["month_basis"]) == ("3.00", "given")


def test_a_file_whose_rows_tell_no_month_is_a_name_for_all_its_documents(tmp_path: Path) -> None:
    rows = [{"No": n, "Net": "5.00"} for n in ("R-1", "R-2")]
    profile = """name = "plain"
delimiter = ","
decimal_mark = "."
price_basis = "provider_price"
month_from = "option"
account = "own"
columns = { amount = "Net", document = "No" }
constants = { currency = "USD", category = "license" }
"""
    content = as_csv(table(("No", "Net"), rows))
    paths = put(tmp_path, {"a.csv": content, "plain.toml": profile.encode()})
    answer = check(
        paths[0], ids=[cast.OWN], options=("--mapping", str(paths[1]), "--month", f"a.csv={MARCH}")
    )
    assert [d["month"] for d in answer.result.get("documents", ())] == [MARCH, MARCH], answer.err


@pytest.mark.parametrize("name", ["G900", "cost_management:G900"])
def test_the_document_of_a_cost_export_is_named_by_its_number_or_as_the_receipt_does(
    name: str, tmp_path: Path
) -> None:
    row = dict.fromkeys(COSTS, "") | {
        "invoiceId": "G900", "resellerMpnId": cast.OWN, "billingPeriodStartDate": "03/01/2026", "date": "03/05/2026",
        "billingCurrency": "USD", "pricingCurrency": "USD", "costInBillingCurrency": "7.00", "costInUsd": "7.00",
        "exchangeRatePricingToBilling": "1", "chargeType": "Usage", "publisherType": "Microsoft",
        "pricingModel": "OnDemand",
    }  # fmt: skip
    answer = ask(tmp_path, {"c.csv": as_csv(table(COSTS, [row]))}, f"{name}={APRIL}")
    assert answer.month(APRIL)["counted"] == "7.00", answer.err


def test_two_months_for_one_document_are_refused(tmp_path: Path) -> None:
    number = invoice(MARCH)
    answer = ask(tmp_path, {"a.csv": recon(charge("1.00", MARCH))}, f"{number}={APRIL}", f"{number}={MAY}")
    assert (answer.code, [f.code for f in answer.faults]) == (2, ["month_given_twice"])


def test_a_month_for_a_document_without_lines_is_refused(tmp_path: Path) -> None:
    answer = ask(tmp_path, {"a.csv": recon(charge("1.00", MARCH))}, f"G404={APRIL}")
    assert [f.code for f in answer.faults] == ["option_fits_nothing"]


def stored(folder: Path, content: bytes, *months: str) -> Answer:
    options = [part for month in months for part in ("--month", month)]
    path = put(folder, {"export.csv": content})[0]
    return run("ledger", "import", str(path), "--partner-id", cast.OWN, *options)


def test_a_files_name_moves_no_document_of_an_earlier_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "data"))
    assert stored(tmp_path, recon(charge("1.00", MARCH))).code == 0
    assert stored(tmp_path, recon(charge("2.00", APRIL)), f"export.csv={MAY}").code == 0
    months = {d["id"]: d["month"] for d in check(ids=[cast.OWN]).result["documents"]}
    assert months == {invoice(MARCH): MARCH, invoice(APRIL): MAY}


def test_a_file_that_is_here_already_names_the_document_read_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "data"))
    for months in ((), (f"export.csv={MAY}",)):
        assert stored(tmp_path, recon(charge("1.00", MARCH)), *months).code == 0
    assert check(ids=[cast.OWN]).month(MAY)["counted"] == "1.00"
