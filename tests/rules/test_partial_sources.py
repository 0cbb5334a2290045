"""A better source that holds only a part of the sales takes the place of that part, and of nothing else."""

from decimal import Decimal
from pathlib import Path

from tests.fixtures import cast, insights
from tests.fixtures.bill import charge, recon
from tests.fixtures.cost_management import COLUMNS as COSTS
from tests.fixtures.table import as_csv, table
from tests.fixtures.truth import Sold
from tests.judge import Answer, check, put

MONTH = "2026-05"


def report() -> bytes:
    """Every month licenses for 20,000 and Azure for 5,000: together the threshold."""
    sold = [
        Sold(month, "report", category, cast.OWN, Decimal(amount))
        for month in cast.WINDOW
        for category, amount in (("license", "20000.00"), ("azure_usage", "5000.00"))
    ]
    return as_csv(
        insights.eligibility(sold).with_column("IsDuplicateRowForPGA", lambda _: "0")
        .with_column("PartnerAttributionType", lambda _: "CSP Tier 2")
    )  # fmt: skip


def costs(amount: str) -> bytes:
    row = dict.fromkeys(COSTS, "") | {
        "invoiceId": "G900", "resellerMpnId": cast.OWN, "billingPeriodStartDate": "05/01/2026", "date": "05/05/2026",
        "billingCurrency": "USD", "pricingCurrency": "USD", "costInBillingCurrency": amount, "costInUsd": amount,
        "exchangeRatePricingToBilling": "1", "chargeType": "Usage", "publisherType": "Microsoft",
        "pricingModel": "OnDemand",
    }  # fmt: skip
    return as_csv(table(COSTS, [row]))


def ask(folder: Path, files: dict[str, bytes], ids: tuple[str, ...] = (cast.OWN,)) -> Answer:
    answer = check(*put(folder, files), ids=ids)
    assert answer.code == 0, answer.err
    return answer


def test_a_cost_export_replaces_the_azure_of_a_report_and_none_of_its_licenses(tmp_path: Path) -> None:
    """The report alone is enough; a cost export of a month may not take that month's licenses away."""
    assert ask(tmp_path, {"report.csv": report()}).finding("revenue_ttm")["outcome"] == "met"
    answer = ask(tmp_path, {"report.csv": report(), "costs.csv": costs("5001.00")})
    assert (answer.counted, answer.month(MONTH)["counted"]) == (Decimal("300001.00"), "25001.00")
    assert [(c["source"], c["amount"], c["counted"]) for c in answer.statement["comparisons"]] == [
        ("insights_eligibility", "5000.00", "5001.00")
    ]


def test_a_reconciliation_file_replaces_all_of_a_report_in_its_month(tmp_path: Path) -> None:
    """It holds both streams, though this company has lines in one of them only."""
    files = {"report.csv": report(), "recon.csv": recon(charge("7.00", MONTH, "azure_usage"))}
    assert ask(tmp_path, files).month(MONTH)["counted"] == "7.00"


PROFILE = """name = "plain"
delimiter = ","
decimal_mark = "."
date_order = "YMD"
price_basis = "provider_price"
month_from = "date"
account = "own"
columns = { amount = "Net", date = "Day" }
constants = { currency = "USD", category = "license" }
"""


def test_a_file_without_accounts_is_outranked_by_a_better_source_of_any_of_them(tmp_path: Path) -> None:
    """Its sales are in the provider's file already, under the account that made them."""
    sales = as_csv(table(("Net", "Day"), [{"Net": "100.00", "Day": f"{MONTH}-03"}]))
    files = {"sales.csv": sales, "recon.csv": recon(charge("90.00", MONTH, reseller=cast.OWN_SECOND))}
    paths = put(tmp_path, {**files, "plain.toml": PROFILE.encode()})
    answer = check(*paths[:2], ids=[cast.OWN, cast.OWN_SECOND], options=("--mapping", str(paths[2])))
    assert (answer.counted, answer.left("overlap")["lines"]) == (Decimal("90.00"), 1), answer.err
