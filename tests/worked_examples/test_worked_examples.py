"""The publisher's own worked numbers, to the cent, through the real import path."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast, legacy
from tests.fixtures.bill import charge, recon
from tests.fixtures.table import as_csv, table
from tests.judge import Answer, check, put

NEW_COMMERCE = {
    "one subscription in March": (
        "120 -112.25 168.38 -150.96 251.61 -232.25 213.67 -195.87 170.32 -85.16 127.74", "275.23",
    ),
    "cancelled within the week": ("100.80 -94.20", "6.60"),
    "seats added": ("100.80 -94.08 112.89", "119.61"),
    "full upgrade": ("3024 -2316 1476", "2184.00"),
    "partial upgrade": ("3024 -772 492", "2744.00"),
}  # fmt: skip
"""What happened: the subtotals as published, and their signed sum."""


def _asked(folder: Path, content: bytes, **more: str) -> Answer:
    answer = check(*put(folder, {"worked.csv": content}), ids=[cast.OWN], **more)
    assert answer.code == 0, answer.err
    return answer


@pytest.mark.parametrize("name", NEW_COMMERCE)
def test_a_chain_of_changes_sums_as_published(name: str, tmp_path: Path) -> None:
    amounts, expected = NEW_COMMERCE[name]
    content = recon(*(charge(a, SubscriptionId=cast.subscription(1)) for a in amounts.split()))
    assert _asked(tmp_path, content).counted == Decimal(expected)


def test_the_march_chain_in_its_own_year(tmp_path: Path) -> None:
    """As published: March 2022, under the edition in force in November of that year."""
    amounts, expected = NEW_COMMERCE["one subscription in March"]
    content = recon(*(charge(a, "2022-03") for a in amounts.split()))
    answer = _asked(tmp_path, content, as_of="2022-11-22")
    assert (answer.counted, answer.month("2022-03")["counted"]) == (Decimal(expected), expected)


def test_the_positives_alone_would_show_nearly_four_times_as_much(tmp_path: Path) -> None:
    amounts, _ = NEW_COMMERCE["one subscription in March"]
    content = recon(*(charge(a) for a in amounts.split() if not a.startswith("-")))
    assert _asked(tmp_path, content).counted == Decimal("1051.72")


def test_a_subtotal_is_taken_as_given_even_where_the_formula_gives_another(tmp_path: Path) -> None:
    """12 seats at 10.08 / 30 x 28 are published as 112.89; truncating the unit first would give 112.80."""
    line = charge("112.89", EffectiveUnitPrice="9.4", BillableQuantity="12", UnitPrice="10.08", Quantity="12")
    assert _asked(tmp_path, recon(line)).counted == Decimal("112.89")


def test_partner_earned_credit_is_net_in_the_subtotal_and_not_grossed_up(tmp_path: Path) -> None:
    """0.045 less 15 percent is 0.03825: a hundred such lines are 3.825, shown 3.82 by half even."""
    line = charge(
        "0.03825", category="azure_usage", UnitPrice="0.045", EffectiveUnitPrice="0.03825", Total="0.045"
    )
    assert _asked(tmp_path, recon(*[line] * 100)).counted == Decimal("3.82")


def test_a_trial_that_converts_counts_what_was_charged_and_only_months_that_were_charged(
    tmp_path: Path,
) -> None:
    trial = {
        "ProductQualifiers": '["AddOn","Trial"]',
        "TermAndBillingCycle": "One-Month commitment for trial",
    }
    lines = [charge("0", "2026-02", **trial), charge("0", "2026-03", **trial), charge("1315.25", "2026-04")]
    answer = _asked(tmp_path, recon(*lines))
    assert (answer.counted, answer.result["tenure"]["distinct"]) == (Decimal("1315.25"), 1)


def test_seats_added_to_an_annual_legacy_plan(tmp_path: Path) -> None:
    """211.20 in the first year; the change in the next bill: -211.20 + 0.58 + 31.25 + 390.00 = 210.63."""
    first = _license("2026-02", ["211.20"])
    change = _license("2026-03", ["-211.20", "0.58", "31.25", "390.00"])
    answer = check(*put(tmp_path, {"feb.csv": first, "mar.csv": change}), ids=[cast.OWN])
    assert (answer.code, answer.month("2026-02")["counted"], answer.month("2026-03")["counted"], answer.counted) == (
        0, "211.20", "210.63", Decimal("421.83"),
    )  # fmt: skip


def _license(month: str, amounts: list[str]) -> bytes:
    line = legacy.license_lines(1, months=(month,), per_month=1)
    blank = legacy.license_file(line).records()[0]
    return as_csv(
        table(
            legacy.LICENSE,
            ({**blank, "Subtotal": a, "OrderId": f"56689060483273{n:04d}"} for n, a in enumerate(amounts)),
        )
    )


def test_a_meter_split_by_price_tier_is_two_lines_that_both_count(tmp_path: Path) -> None:
    """0 in the included tier, 81.33 beyond it; same keys, so nothing may be removed for looking alike."""
    line = legacy.usage_lines(1, months=("2026-03",), per_month=1)
    blank = legacy.usage_file(line).records()[0]
    rows = (
        {**blank, "PretaxCharges": a, "DetailLineItemId": str(n)}
        for n, a in enumerate(("$0.00", "$81.33"), 1)
    )
    answer = _asked(tmp_path, as_csv(table(legacy.USAGE, rows)))
    assert (answer.counted, answer.month("2026-03")["lines"]) == (Decimal("81.33"), 2)
