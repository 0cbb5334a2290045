"""FOCUS cost and usage exports 1.0 to 1.2, generic or with the publisher's own x_ columns."""

from directbill.core.ledger import Authority, Basis, Category, Stream
from directbill.ledger.formats.conditions import is_one_of, says
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons

STANDARD = """
AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingAccountType BillingCurrency BillingPeriodEnd
BillingPeriodStart CapacityReservationId CapacityReservationStatus ChargeCategory ChargeClass ChargeDescription
ChargeFrequency ChargePeriodEnd ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId
CommitmentDiscountName CommitmentDiscountQuantity CommitmentDiscountStatus CommitmentDiscountType
CommitmentDiscountUnit ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost InvoiceId
InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice
PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice PricingQuantity PricingUnit ProviderName PublisherName
RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName ServiceSubcategory SkuId SkuMeter
SkuPriceDetails SkuPriceId SubAccountId SubAccountName SubAccountType Tags
"""
OWN = """
x_BilledCostInUsd x_BillingExchangeRate x_BillingExchangeRateDate x_CustomerId x_CustomerName x_InvoiceId
x_InvoiceIssuerId x_PartnerCreditApplied x_PartnerCreditRate x_PricingCurrency x_PublisherCategory x_PublisherId
x_ResellerId x_ResellerName x_ServicePeriodEnd x_ServicePeriodStart x_SkuOfferId
"""
KINDS = {
    "InvoiceId": Kind.ID, "x_InvoiceId": Kind.ID, "x_ResellerId": Kind.ID, "BillingPeriodStart": Kind.DAY,
    "x_BillingExchangeRateDate": Kind.DAY, "BilledCost": Kind.MONEY, "x_BilledCostInUsd": Kind.MONEY,
    "BillingCurrency": Kind.CURRENCY, "x_BillingExchangeRate": Kind.RATE,
}  # fmt: skip
REQUIRED = ("BilledCost", "BillingCurrency", "BillingPeriodStart", "ChargeCategory")
MARKS = ("ChargeCategory", "ChargePeriodStart", "ServiceCategory")

RULES = (
    Rule("focus.1.marketplace", Category.MARKETPLACE, says("x_PublisherCategory", "vendor", "marketplace")),
    Rule(
        "focus.2.reservation",
        Category.RESERVATION,
        f"{is_one_of('ChargeCategory', 'purchase')} AND {says('CommitmentDiscountType', 'reservation', 'reserved')}",
    ),
    Rule(
        "focus.3.savings_plan",
        Category.SAVINGS_PLAN,
        f"{is_one_of('ChargeCategory', 'purchase')} AND {says('CommitmentDiscountType', 'savings')}",
    ),
    Rule("focus.4.usage", Category.AZURE_USAGE, "true"),
)


def _focus(name: str, invoice: str, roles: dict[str, str], marks: tuple[str, ...]) -> Format:
    return Format(
        name=name,
        family="focus",
        columns=with_horizons(
            columns(STANDARD + OWN, kinds=KINDS, required=REQUIRED), {"BillingPeriodStart": 0}
        ),
        marks=(*MARKS, *marks),
        roles=Roles(
            amount="BilledCost",
            currency="BillingCurrency",
            document=invoice,
            subscription="SubAccountId",
            product="ServiceName",
            charge_type="ChargeCategory",
            **roles,
        ),
        rules=RULES,
        authority=Authority.COST_EXPORT,
        basis=Basis.BILLED,
        streams={"": Stream.AZURE},
        vote='"BillingPeriodStart"',
        by_row=not invoice,
        priced="lower(trim(\"x_PricingCurrency\")) = 'usd' AND lower(trim(\"BillingCurrency\")) <> 'usd'",
        not_counted=f"CASE WHEN {is_one_of('ChargeCategory', 'tax')} THEN 'tax' ELSE '' END",
        charge_types=frozenset({"usage", "purchase", "tax", "credit", "adjustment"}),
        prefix="focus:",
    )


OWN_ROLES = {
    "tenant": "x_InvoiceIssuerId", "reseller": "x_ResellerId", "own_usd": "x_BilledCostInUsd",
    "rate": "x_BillingExchangeRate", "rate_day": "x_BillingExchangeRateDate", "customer": "x_CustomerId",
}  # fmt: skip

FORMATS = (
    _focus("focus_microsoft", "x_InvoiceId", OWN_ROLES, ("x_ResellerId", "x_InvoiceId")),
    _focus("focus_invoiced", "InvoiceId", {"tenant": "BillingAccountId"}, ("InvoiceId",)),
    _focus("focus", "", {"tenant": "BillingAccountId"}, ()),
)
"""The most columns win: the publisher's own export, a generic one that names invoices, a generic one."""
