"""Daily rated usage: a breakdown of lines that stand in the reconciliation file. Kept and listed, never counted."""

from directbill.core.ledger import Authority, Basis, Category, Stream
from directbill.ledger.formats.conditions import is_one_of
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons

NAMES = """
PartnerId PartnerName CustomerId CustomerName CustomerDomainName CustomerCountry MpnId Tier2MpnId|ResellerMpnId
InvoiceNumber ProductId SkuId AvailabilityId SkuName ProductName PublisherName PublisherId SubscriptionDescription
SubscriptionId ChargeStartDate ChargeEndDate UsageDate MeterType MeterCategory MeterId MeterSubCategory MeterName
MeterRegion Unit|UnitOfMeasure ResourceLocation ConsumedService ResourceGroup ResourceURI ChargeType UnitPrice
Quantity UnitType BillingPreTaxTotal BillingCurrency PricingPreTaxTotal PricingCurrency ServiceInfo1 ServiceInfo2 Tags
AdditionalInfo EffectiveUnitPrice PCToBCExchangeRate PCToBCExchangeRateDate EntitlementId EntitlementDescription
PartnerEarnedCreditPercentage|RateOfPartnerEarnedCredit CreditPercentage|RateOfCredit CreditType BenefitOrderId
BenefitId BenefitType HasPartnerEarnedCredit InvoiceLineItemType InvoiceLineItemTypce BillingProvider Attributes
"""
KINDS = {
    "MpnId": Kind.ID, "Tier2MpnId": Kind.ID, "InvoiceNumber": Kind.ID, "SubscriptionId": Kind.ID,
    "ChargeStartDate": Kind.DAY, "UsageDate": Kind.DAY, "PCToBCExchangeRateDate": Kind.DAY,
    "BillingPreTaxTotal": Kind.MONEY, "PCToBCExchangeRate": Kind.RATE, "BillingCurrency": Kind.CURRENCY,
}  # fmt: skip
REQUIRED = ("InvoiceNumber", "UsageDate", "BillingPreTaxTotal", "BillingCurrency", "PublisherName")

FORMAT = Format(
    name="daily_rated",
    family="daily_rated",
    columns=with_horizons(
        columns(NAMES, kinds=KINDS, required=REQUIRED), {"ChargeStartDate": 1, "UsageDate": 1}
    ),
    marks=("BillingPreTaxTotal", "PricingPreTaxTotal", "UsageDate"),
    roles=Roles(
        amount="BillingPreTaxTotal",
        currency="BillingCurrency",
        document="InvoiceNumber",
        tenant="PartnerId",
        reseller="Tier2MpnId",
        owner="MpnId",
        rate="PCToBCExchangeRate",
        rate_day="PCToBCExchangeRateDate",
        customer="CustomerId",
        subscription="SubscriptionId",
        product="SkuName",
        charge_type="ChargeType",
    ),
    rules=(
        Rule(
            "daily.1.third_party",
            Category.MARKETPLACE,
            f"NOT {is_one_of('PublisherName', 'microsoft', 'microsoft corporation', '', 'null')}",
        ),
        Rule("daily.2.usage", Category.AZURE_USAGE, "true"),
    ),
    authority=Authority.BREAKDOWN,
    basis=Basis.BILLED,
    streams={"": Stream.AZURE},
    vote='"UsageDate"',
    priced=f"{is_one_of('PricingCurrency', 'usd')} AND NOT {is_one_of('BillingCurrency', 'usd')}",
    not_counted="'breakdown'",
    prefix="daily_rated:",
    test_prefix="T",
    notes=("breakdown_only",),
    without_reseller="attribute_set_basic",
)
