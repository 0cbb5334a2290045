"""Cost Management usage details under a partner agreement: the Azure share, with the owner's US dollars."""

from directbill.core.ledger import Authority, Basis, Category, Stream
from directbill.ledger.formats.conditions import blank, says
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons

NAMES = """
invoiceId previousInvoiceId billingAccountId billingAccountName billingProfileId billingProfileName invoiceSectionId
invoiceSectionName partnerTenantId partnerName resellerName resellerMpnId customerTenantId customerName costCenter
billingPeriodEndDate billingPeriodStartDate servicePeriodEndDate servicePeriodStartDate date serviceFamily
productOrderId productOrderName consumedService meterId meterName meterCategory meterSubCategory meterRegion ProductId
ProductName SubscriptionId subscriptionName publisherType publisherId publisherName resourceGroupName ResourceId
resourceLocation location effectivePrice quantity unitOfMeasure chargeType billingCurrency pricingCurrency
costInBillingCurrency costInPricingCurrency costInUsd paygCostInBillingCurrency paygCostInUsd
exchangeRatePricingToBilling exchangeRateDate isAzureCreditEligible serviceInfo1 serviceInfo2 additionalInfo tags
partnerEarnedCreditRate partnerEarnedCreditApplied PayGPrice frequency term reservationId reservationName pricingModel
unitPrice benefitId benefitName provider
"""
KINDS = {
    "invoiceId": Kind.ID, "resellerMpnId": Kind.ID, "SubscriptionId": Kind.ID, "billingPeriodStartDate": Kind.DAY,
    "date": Kind.DAY, "exchangeRateDate": Kind.DAY, "costInBillingCurrency": Kind.MONEY, "costInUsd": Kind.MONEY,
    "billingCurrency": Kind.CURRENCY, "exchangeRatePricingToBilling": Kind.RATE,
}  # fmt: skip
REQUIRED = ("invoiceId", "resellerMpnId", "billingPeriodStartDate", "costInBillingCurrency", "billingCurrency",
            "chargeType", "publisherType", "pricingModel")  # fmt: skip

PAID_AHEAD = "\"chargeType\" ILIKE 'purchase' OR \"chargeType\" ILIKE 'refund'"

FORMAT = Format(
    name="cost_management",
    family="cost_management",
    columns=with_horizons(
        columns(NAMES, kinds=KINDS, required=REQUIRED), {"billingPeriodStartDate": 0, "date": 1}
    ),
    marks=("resellerMpnId", "exchangeRatePricingToBilling", "paygCostInBillingCurrency"),
    roles=Roles(
        amount="costInBillingCurrency",
        currency="billingCurrency",
        document="invoiceId",
        tenant="partnerTenantId",
        reseller="resellerMpnId",
        own_usd="costInUsd",
        rate="exchangeRatePricingToBilling",
        rate_day="exchangeRateDate",
        customer="customerTenantId",
        subscription="SubscriptionId",
        product="ProductName",
        charge_type="chargeType",
    ),
    rules=(
        Rule("cost.1.marketplace", Category.MARKETPLACE, says("publisherType", "marketplace")),
        Rule("cost.2.reservation", Category.RESERVATION, f"({PAID_AHEAD}) AND {says('pricingModel', 'reservation')}"),
        Rule("cost.3.savings_plan", Category.SAVINGS_PLAN, f"({PAID_AHEAD}) AND {says('pricingModel', 'savingsplan')}"),
        Rule("cost.4.usage", Category.AZURE_USAGE, "true"),
    ),
    authority=Authority.COST_EXPORT,
    basis=Basis.BILLED,
    streams={"": Stream.AZURE},
    # A known defect leaves the billing period empty; the day of the charge then gives the month.
    vote=f'CASE WHEN {blank("billingPeriodStartDate")} THEN "date" ELSE "billingPeriodStartDate" END',
    priced="lower(trim(\"pricingCurrency\")) = 'usd' AND lower(trim(\"billingCurrency\")) <> 'usd'",
    own_usd_required=True,
    prepaid='CASE WHEN rule IN (2, 3) THEN coalesce(TRY_CAST(trim("term") AS SMALLINT), 0) ELSE 0 END',
    charge_types=frozenset({"usage", "purchase", "refund", "roundingadjustment", "unusedreservation"}),
    amortized=f"{says('chargeType', 'unused')}",
    prefix="cost_management:",
)  # fmt: skip
