"""Legacy usage-based reconciliation: portal CSV and API page. The published example writes dollar signs."""

from directbill.core.ledger import Authority, Basis, Category, Stream
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons

NAMES = """
PartnerId PartnerName PartnerBillableAccountId CustomerCompanyName MPNID ResellerMPNID|Tier2MpnId InvoiceNumber
ChargeStartDate ChargeEndDate SubscriptionId SubscriptionName SubscriptionDescription OrderID ServiceName ServiceType
ResourceGuid ResourceName Region Sku DetailLineItemId ConsumedQuantity IncludedQuantity OverageQuantity ListPrice
PretaxCharges TaxAmount PostTaxTotal Currency PretaxEffectiveRate PostTaxEffectiveRate ChargeType CustomerId
DomainName BillingCycleType Unit ConsumptionPrice ConsumptionDiscount InvoiceLineItemType InvoiceLineItemTypce
BillingProvider Attributes
"""
KINDS = {
    "MPNID": Kind.ID, "ResellerMPNID": Kind.ID, "InvoiceNumber": Kind.ID, "OrderID": Kind.ID,
    "SubscriptionId": Kind.ID, "ChargeStartDate": Kind.DAY, "ChargeEndDate": Kind.DAY, "PretaxCharges": Kind.MONEY,
    "Currency": Kind.CURRENCY,
}  # fmt: skip
REQUIRED = ("ResellerMPNID", "InvoiceNumber", "ChargeEndDate", "PretaxCharges", "Currency")
CYCLE_END = 1
"""A cycle begun this month ends next month."""

FORMAT = Format(
    name="legacy_usage",
    family="legacy_usage",
    columns=with_horizons(
        columns(NAMES, kinds=KINDS, required=REQUIRED), {"ChargeStartDate": 1, "ChargeEndDate": CYCLE_END}
    ),
    marks=("DetailLineItemId", "OverageQuantity"),
    roles=Roles(
        amount="PretaxCharges",
        currency="Currency",
        document="InvoiceNumber",
        tenant="PartnerId",
        reseller="ResellerMPNID",
        owner="MPNID",
        customer="CustomerId",
        subscription="SubscriptionId",
        product="ServiceName",
        charge_type="ChargeType",
        with_tax="PostTaxTotal",
    ),
    rules=(Rule("legacy.2.usage", Category.AZURE_USAGE, "true"),),
    authority=Authority.RECONCILIATION,
    basis=Basis.BILLED,
    streams={"": Stream.LEGACY_USAGE},
    vote='"ChargeEndDate"',
    charge_types=frozenset({
        "assess usage fee when cancel", "assess usage fee for current cycle", "offset a line item",
        "activation discount", "cycle discount", "renew discount", "cancel discount",
    }),
    currency_sign=True,
    test_prefix="T",
)  # fmt: skip

DAILY = Format(
    name="legacy_daily_usage",
    family="legacy_daily_usage",
    columns=columns("CustomerBillableAccount UsageDate ResourceGuid ConsumedQuantity ServiceName"),
    marks=("CustomerBillableAccount", "UsageDate", "ConsumedQuantity"),
    roles=Roles(amount="", currency=""),
    rules=(),
    authority=Authority.BREAKDOWN,
    basis=Basis.BILLED,
    streams={"": Stream.LEGACY_USAGE},
    vote="''",
    refusal="format_without_money",
)
"""The daily section holds quantities and no amounts."""
