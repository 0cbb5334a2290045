"""New-commerce invoice reconciliation: portal CSV in both header spellings, API page, JSON Lines export."""

from directbill.core.ledger import Authority, Basis, Category, Stream
from directbill.ledger.formats.conditions import blank, is_one_of, says
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons

SERVICE_END = 37
"""A three-year term paid ahead ends 36 months on."""

NAMES = """
PartnerId CustomerId CustomerName CustomerDomainName CustomerCountry InvoiceNumber MpnId ResellerMpnId|Tier2MpnId
OrderId OrderDate ProductId SkuId AvailabilityId SkuName ProductName ChargeType UnitPrice Quantity Subtotal TaxTotal
Total|TotalForCustomer Currency PriceAdjustmentDescription PublisherName PublisherId SubscriptionDescription
SubscriptionId ChargeStartDate ChargeEndDate TermAndBillingCycle EffectiveUnitPrice UnitType AlternateId
BillableQuantity BillingFrequency PricingCurrency PCToBCExchangeRate PCToBCExchangeRateDate MeterDescription
ReservationOrderId CreditReasonCode SubscriptionStartDate SubscriptionEndDate ReferenceId ProductQualifiers
PromotionId ProductCategory DiscountDetails InvoiceLineItemType InvoiceLineItemTypce BillingProvider Attributes
"""
KINDS = {
    "InvoiceNumber": Kind.ID, "MpnId": Kind.ID, "ResellerMpnId": Kind.ID, "OrderId": Kind.ID, "SubscriptionId": Kind.ID,
    "OrderDate": Kind.DAY, "ChargeEndDate": Kind.DAY, "PCToBCExchangeRateDate": Kind.DAY,
    "Subtotal": Kind.MONEY, "Currency": Kind.CURRENCY, "PCToBCExchangeRate": Kind.RATE,
}  # fmt: skip
REQUIRED = (
    "InvoiceNumber", "ResellerMpnId", "OrderDate", "Subtotal", "Currency", "PublisherName", "PublisherId",
    "SubscriptionDescription", "ChargeEndDate", "TermAndBillingCycle", "PricingCurrency", "PCToBCExchangeRate",
)  # fmt: skip

FIRST_PARTY = is_one_of("PublisherName", "microsoft", "microsoft corporation")
NO_TERM = blank("TermAndBillingCycle")


def _stated(*words: str) -> str:
    """The newest column names the category; most files leave it empty, which is settled first."""
    return f"\"ProductCategory\" <> '' AND {says('ProductCategory', *words)}"


RULES = (
    Rule("nce.0.stated_reservation", Category.RESERVATION, _stated("reservation", "reserved")),
    Rule("nce.0.stated_savings_plan", Category.SAVINGS_PLAN, _stated("savings plan")),
    Rule("nce.0.stated_perpetual", Category.PERPETUAL_SOFTWARE, _stated("perpetual")),
    Rule("nce.0.stated_software", Category.SOFTWARE_SUBSCRIPTION, _stated("software")),
    Rule("nce.0.stated_marketplace", Category.MARKETPLACE, _stated("marketplace", "third party")),
    Rule("nce.0.stated_usage", Category.AZURE_USAGE, _stated("azure plan", "azure usage", "consumption")),
    Rule("nce.0.stated_license", Category.LICENSE, _stated("license", "online service")),
    Rule(
        "nce.2.third_party",
        Category.MARKETPLACE,
        f"NOT {FIRST_PARTY} AND NOT {blank('PublisherName')} AND NOT {is_one_of('PublisherId', '', 'null', 'na')}",
    ),
    Rule("nce.3.reservation", Category.RESERVATION, says("TermAndBillingCycle", "reservation")),
    Rule("nce.4.savings_plan", Category.SAVINGS_PLAN, says("TermAndBillingCycle", "savings plan")),
    Rule("nce.5.software_subscription", Category.SOFTWARE_SUBSCRIPTION, says("TermAndBillingCycle", "subscription")),
    Rule(
        "nce.5.software_sku",
        Category.SOFTWARE_SUBSCRIPTION,
        f"NOT {NO_TERM} AND regexp_matches(\"SkuName\", '^(SQL|Windows) Server', 'i')",
    ),
    Rule("nce.6.license", Category.LICENSE, says("TermAndBillingCycle", "one-month", "one-year", "three-")),
    Rule("nce.7.perpetual", Category.PERPETUAL_SOFTWARE, f"{NO_TERM} AND {blank('ChargeEndDate')}"),
    Rule("nce.8.azure_plan", Category.AZURE_USAGE, is_one_of("SubscriptionDescription", "azure plan")),
    Rule("nce.9.azure_other", Category.AZURE_USAGE, "true"),
)  # fmt: skip
USAGE_RULES = tuple(n for n, r in enumerate(RULES, start=1) if r.category == Category.AZURE_USAGE)
AHEAD_RULES = tuple(
    n for n, r in enumerate(RULES, start=1) if r.category in (Category.RESERVATION, Category.SAVINGS_PLAN)
)
IN_AZURE = (Category.AZURE_USAGE, Category.RESERVATION, Category.SAVINGS_PLAN)

PREPAID = f"""CASE
    WHEN {is_one_of("BillingFrequency", "annual", "yearly")} THEN 12
    WHEN {says("BillingFrequency", "3 year", "three")} THEN 36
    WHEN rule IN {AHEAD_RULES} AND {blank("BillingFrequency")}
        THEN CASE WHEN {says("TermAndBillingCycle", "3", "three")} THEN 36 ELSE 12 END
    ELSE 0 END"""

FORMAT = Format(
    name="nce_recon",
    family="nce_recon",
    columns=with_horizons(
        columns(NAMES, kinds=KINDS, required=REQUIRED),
        {"OrderDate": 1, "ChargeEndDate": SERVICE_END},
    ),
    marks=("OrderDate", "TermAndBillingCycle", "BillableQuantity"),
    roles=Roles(
        amount="Subtotal",
        currency="Currency",
        document="InvoiceNumber",
        tenant="PartnerId",
        reseller="ResellerMpnId",
        owner="MpnId",
        rate="PCToBCExchangeRate",
        rate_day="PCToBCExchangeRateDate",
        customer="CustomerId",
        subscription="SubscriptionId",
        product="ProductName",
        charge_type="ChargeType",
        with_tax="Total",
    ),
    rules=RULES,
    authority=Authority.RECONCILIATION,
    basis=Basis.BILLED,
    streams={"": Stream.COMMERCE, **{c.value: Stream.AZURE for c in IN_AZURE}},
    vote=f'CASE WHEN rule IN {USAGE_RULES} THEN "ChargeEndDate" ELSE "OrderDate" END',
    priced=f"{is_one_of('PricingCurrency', 'usd')} AND NOT {is_one_of('Currency', 'usd')}",
    prepaid=PREPAID,
    charge_types=frozenset({
        "new", "renew", "cyclecharge", "addquantity", "removequantity", "movequantity", "cancelimmediate", "convert",
        "changebillingplan", "customercredit", "extendterm", "purchase", "refund", "cancel",
    }),
    test_prefix="T",
)  # fmt: skip
