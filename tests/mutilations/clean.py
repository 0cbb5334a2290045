"""The clean files every damage starts from: small, of a format chosen by chance, with known totals."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.fixtures import cost_management, focus, insights, legacy, new_commerce
from tests.fixtures.table import Table, as_csv
from tests.fixtures.truth import Sold, Truth, add, counts

MONTHS = ("2026-03", "2026-04")


@dataclass(frozen=True)
class Clean:
    """One file: its table, the lines in row order, and the columns that matter in it."""

    format: str
    sheet: Table
    lines: tuple[Sold, ...]
    truth: Truth
    money: str
    day: str
    reseller: str
    write: Callable[[Table], bytes] = as_csv
    file: str = "clean.csv"
    required: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    """Columns whose content decides nothing."""

    def counted_rows(self) -> list[int]:
        """Row numbers of lines that count."""
        return [n + 2 for n, sold in enumerate(self.lines) if counts(sold)]

    def usd(self, row: int) -> Decimal:
        """What the row adds to the total."""
        sold = self.lines[row - 2]
        return sold.usd if counts(sold) else Decimal(0)


@dataclass(frozen=True)
class Refused:
    """Exit 2, with one of these codes; the first fault names the file and, where given, row and column."""

    codes: frozenset[str]
    file: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Handled:
    """Exit 0; the total moves by exactly `change`. `said` are counts the receipt must state, by its own names."""

    change: Decimal = Decimal(0)
    incomplete: bool = False
    said: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Damaged:
    """The files to hand over (name to bytes), what to ask with, and how it has to end."""

    files: dict[str, bytes]
    ending: Refused | Handled
    options: tuple[str, ...] = ()
    paths: tuple[str, ...] | None = None
    """The names to hand over, where they are not simply the files."""
    before: dict[str, bytes] | None = None
    """The clean files to compare with, where they are not simply the clean one."""
    base: Decimal | None = None
    """The total before the damage, where it is not simply the clean file's."""


Kind = Callable[[random.Random, Clean], Damaged]


def refused(*codes: str, file: str = "", row: int | None = None, column: str = "") -> Refused:
    return Refused(frozenset(codes), file, row, column)


def nce(
    chance: random.Random, *, currencies: tuple[str, ...] = ("USD",), months: tuple[str, ...] = MONTHS
) -> Clean:
    """New-commerce reconciliation in one of the three portal spellings."""
    every = new_commerce.lines(chance.randrange(10**9), months=months, per_document=5, currencies=currencies)
    spelling = chance.choice(("portal", "newer", "camel"))
    write = {"portal": new_commerce.portal, "newer": new_commerce.newer, "camel": new_commerce.camel_case}[
        spelling
    ]
    sheet = write(every)
    name = new_commerce.camel if spelling == "camel" else str
    return Clean(
        f"new commerce, {spelling}", sheet, tuple(line.sold for line in every), new_commerce.truth(every),
        money=name("Subtotal"), day=name("ChargeEndDate"),
        reseller="Tier2MpnId" if spelling == "newer" else name("ResellerMpnId"), file="recon.csv",
        required=tuple(name(c) for c in ("Subtotal", "Currency", "InvoiceNumber")),
        idle=tuple(name(c) for c in ("CustomerDomainName", "AlternateId", "PromotionId", "MeterDescription")),
    )  # fmt: skip


def licenses(chance: random.Random) -> Clean:
    every = legacy.license_lines(chance.randrange(10**9), months=MONTHS[:1], per_month=8)
    return Clean(
        "legacy license", legacy.license_file(every), every, legacy.license_truth(every), money="Subtotal",
        day="ChargeEndDate", reseller="ResellerMPNID", file="license.csv", required=("Subtotal", "Currency"),
        idle=("DomainName", "OfferName", "SubscriptionName"),
    )  # fmt: skip


def usage(chance: random.Random) -> Clean:
    every = legacy.usage_lines(chance.randrange(10**9), months=MONTHS, per_month=5)
    return Clean(
        "legacy usage", legacy.usage_file(every), every, legacy.usage_truth(every), money="PretaxCharges",
        day="ChargeEndDate", reseller="ResellerMPNID", file="usage.csv",
        required=("PretaxCharges", "Currency", "InvoiceNumber"), idle=("Region", "ResourceName", "DomainName"),
    )  # fmt: skip


def costs(chance: random.Random) -> Clean:
    every = cost_management.lines(chance.randrange(10**9), months=MONTHS, per_month=5)
    return Clean(
        "cost management", cost_management.file(every), every, cost_management.truth(every), money="costInUsd",
        day="billingPeriodStartDate", reseller="resellerMpnId", file="costs.csv",
        required=("costInBillingCurrency", "billingCurrency", "billingPeriodStartDate"),
        idle=("costCenter", "meterName", "resourceGroupName", "tags"),
    )  # fmt: skip


def eligibility(chance: random.Random) -> Clean:
    every = insights.lines(chance.randrange(10**9), months=MONTHS, per_month=6)
    return Clean(
        "insights eligibility", insights.eligibility(every), every, insights.truth(every), money="BilledRevenueUSD",
        day="MonthKey", reseller="MPNID", file="eligibility.csv", required=("BilledRevenueUSD", "MonthKey", "MPNID"),
        idle=("ProductPartNumber", "ReportingPricingLevel", "CustomerName"),
    )  # fmt: skip


def focus_export(chance: random.Random) -> Clean:
    every = focus.lines(chance.randrange(10**9), months=MONTHS, per_month=7)
    version = chance.choice(tuple(focus.VERSIONS))
    return Clean(
        f"FOCUS {version}", focus.file(every, version), every, focus.truth(every), money="BilledCost",
        day="BillingPeriodStart", reseller="x_ResellerId", file="focus.csv",
        required=("BilledCost", "BillingCurrency", "BillingPeriodStart"),
        idle=("RegionName", "ResourceName", "SkuId", "ChargeDescription"),
    )  # fmt: skip


Makers = tuple[Callable[[random.Random], Clean], ...]
MAKERS: Makers = (
    nce,
    nce,
    licenses,
    usage,
    costs,
    eligibility,
    focus_export,
)
MONTH_FIRST: tuple[Callable[[random.Random], Clean], ...] = (nce, licenses, usage, costs)
"""The formats documented as M/D/Y."""


def any_clean(chance: random.Random, makers: tuple[Callable[[random.Random], Clean], ...] = MAKERS) -> Clean:
    return chance.choice(makers)(chance)


def total(lines: tuple[Sold, ...]) -> Decimal:
    return add(s.usd for s in lines if counts(s))
