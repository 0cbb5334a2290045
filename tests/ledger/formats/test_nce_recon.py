"""New commerce: the published heuristic of categories, in its order, and the published example of one month."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast
from tests.fixtures.bill import charge, recon
from tests.ledger.reading import load

CHAIN = (
    "120", "-112.25", "168.38", "-150.96", "251.61", "-232.25", "213.67", "-195.87", "170.32", "-85.16", "127.74",
)  # fmt: skip
EXAMPLES = {
    "one subscription in March 2022": (CHAIN, "275.23"), "canceled within the week": (("100.80", "-94.20"), "6.60"),
    "seats added": (("100.80", "-94.08", "112.89"), "119.61"), "full upgrade": (("3024", "-2316", "1476"), "2184"),
    "partial upgrade": (("3024", "-772", "492"), "2744"), "tiers split": (("0", "81.33"), "81.33"),
    "annual legacy seats added": (("-211.20", "0.58", "31.25", "390.00"), "210.63"),
    "trial converted": (("0", "0", "1315.25"), "1315.25"),
}  # fmt: skip


def categories(folder: Path, *columns: dict[str, str]) -> list[tuple[str, str, str]]:
    lines = (
        charge("1.00", ProductCategory="", **c) if "ProductCategory" not in c else charge("1.00", **c)
        for c in columns
    )
    found = load(folder, {"x.csv": recon(*lines)})
    return [(row["category"], row["category_rule"], row["stream"]) for row in found.rows]


@pytest.mark.parametrize(("amounts", "sum_"), EXAMPLES.values(), ids=EXAMPLES)
def test_published_examples_add_up_signed(amounts: tuple[str, ...], sum_: str, tmp_path: Path) -> None:
    found = load(tmp_path, {"x.csv": recon(*(charge(a) for a in amounts))})
    assert (sum(found.amounts()), found.receipt.files[0].totals[0].amount) == (Decimal(sum_), Decimal(sum_))


MICROSOFT = {
    "PublisherName": "Microsoft",
    "PublisherId": "NA",
    "SubscriptionDescription": "x",
    "SkuName": "x",
}


@pytest.mark.parametrize(("columns", "category", "rule"), [
    ({"PublisherName": "An ISV", "PublisherId": "P1", "TermAndBillingCycle": "1 Year Subscription"},
     "marketplace", "nce.2.third_party"),
    ({"PublisherName": "An ISV", "PublisherId": "", "TermAndBillingCycle": "1 Year Subscription"},
     "software_subscription", "nce.5.software_subscription"),
    ({"TermAndBillingCycle": "1 Year Reservation Subscription"}, "reservation", "nce.3.reservation"),
    ({"TermAndBillingCycle": "3 Years Savings Plan"}, "savings_plan", "nce.4.savings_plan"),
    ({"TermAndBillingCycle": "1 year subscription"}, "software_subscription", "nce.5.software_subscription"),
    ({"TermAndBillingCycle": "One-Year term", "SkuName": "SQL Server Standard"}, "software_subscription",
     "nce.5.software_sku"),
    ({"TermAndBillingCycle": "One-Year commitment for monthly/yearly billing"}, "license", "nce.6.license"),
    ({"TermAndBillingCycle": "One-Month commitment for trial"}, "license", "nce.6.license"),
    ({"TermAndBillingCycle": "Three-3 Years commitment for monthly billing"}, "license", "nce.6.license"),
    ({"TermAndBillingCycle": "", "ChargeEndDate": ""}, "perpetual_software", "nce.7.perpetual"),
    ({"TermAndBillingCycle": "NULL", "ChargeEndDate": "NULL"}, "perpetual_software", "nce.7.perpetual"),
    ({"TermAndBillingCycle": "", "SubscriptionDescription": "Azure plan"}, "azure_usage", "nce.8.azure_plan"),
    ({"TermAndBillingCycle": "", "SubscriptionDescription": "renamed"}, "azure_usage", "nce.9.azure_other"),
])  # fmt: skip
def test_the_published_heuristic_holds_in_its_order(
    columns: dict[str, str], category: str, rule: str, tmp_path: Path
) -> None:
    stream = "azure" if category in ("azure_usage", "reservation", "savings_plan") else "commerce"
    assert categories(tmp_path, MICROSOFT | columns) == [(category, rule, stream)]


@pytest.mark.parametrize(("word", "category"), [
    ("Azure reservation", "reservation"), ("Savings plan", "savings_plan"),
    ("Perpetual software", "perpetual_software"),
    ("Software subscription", "software_subscription"), ("Commercial marketplace", "marketplace"),
    ("Azure plan", "azure_usage"), ("License-based", "license"),
])  # fmt: skip
def test_a_category_the_file_states_goes_before_the_heuristic(
    word: str, category: str, tmp_path: Path
) -> None:
    columns = MICROSOFT | {
        "TermAndBillingCycle": "",
        "SubscriptionDescription": "Azure plan",
        "ProductCategory": word,
    }
    assert [c for c, _, _ in categories(tmp_path, columns)] == [category]


def test_a_stated_word_nobody_knows_leaves_it_to_the_heuristic(tmp_path: Path) -> None:
    columns = MICROSOFT | {"TermAndBillingCycle": "One-Year commitment", "ProductCategory": "Something"}
    assert [r for _, r, _ in categories(tmp_path, columns)] == ["nce.6.license"]


def test_a_reservation_order_makes_no_reservation(tmp_path: Path) -> None:
    """Filled on plain licenses in published examples."""
    columns = MICROSOFT | {"TermAndBillingCycle": "One-Year commitment", "ReservationOrderId": "99f246cf"}
    assert [c for c, _, _ in categories(tmp_path, columns)] == ["license"]


def test_only_lines_priced_in_dollars_and_billed_otherwise_carry_a_rate(tmp_path: Path) -> None:
    lines = (
        charge("1.00", currency="EUR", rate="0.8"), charge("1.00", currency="EUR"),
        charge("1.00", PCToBCExchangeRate="1", PricingCurrency="USD"),
        charge("1.00", currency="EUR", rate="0.8", PCToBCExchangeRateDate="0001-01-01T00:00:00"),
    )  # fmt: skip
    found = load(tmp_path, {"x.csv": recon(*lines)})
    rates = [(r["unit_rate"], str(r["rate_date"] or "")) for r in found.rows]
    assert rates == [
        (Decimal("1.250000000000"), "2026-03-02"), (None, ""), (None, ""), (Decimal("1.250000000000"), ""),
    ]  # fmt: skip


def test_a_rate_that_is_none_is_refused_only_where_it_is_used(tmp_path: Path) -> None:
    from directbill.core.errors import Refusal

    assert load(tmp_path, {"x.csv": recon(charge("1.00", PCToBCExchangeRate="none"))}).receipt.kept == 1
    with pytest.raises(Refusal) as refused:
        load(tmp_path, {"x.csv": recon(charge("1.00", currency="EUR", rate="0.8", PCToBCExchangeRate="0"))})
    assert (refused.value.code, refused.value.faults[0].place.column) == (
        "rate_unreadable",
        "PCToBCExchangeRate",
    )


def test_unbilled_and_test_lines_are_kept_under_their_state(tmp_path: Path) -> None:
    lines = (charge("1.00", InvoiceNumber=""), charge("2.00", InvoiceNumber="T000001"), charge("4.00"))
    found = load(tmp_path, {"x.csv": recon(*lines)})
    states = {d.id.split(":")[0]: str(d.state) for d in found.documents}
    assert states == {"unbilled": "unbilled", "T000001": "test", found.rows[2]["document"]: "billed"}
    assert (found.receipt.kept, cast.OWN in found.receipt.ids) == (3, True)
