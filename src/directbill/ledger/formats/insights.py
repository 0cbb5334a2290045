"""The program's own reports, already in US dollars: direct-partner eligibility and subscription details."""

from directbill.core.ledger import ROUGHLY, Authority, Basis, Category, Stream
from directbill.ledger.formats.conditions import is_one_of, says
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons

ELIGIBILITY_NAMES = """
PGAMpnID PartnerName MPNID MPNType CustomerName CustomerID CustomerTenantId MonthKey SubscriptionId
ReportingPricingLevel DetailPricingLevelName SummaryPricingLevel PartnerAttributionType ProductPartNumber Product
IsDuplicateRowForPGA BilledRevenueUSD
"""
SUBSCRIPTION_NAMES = """
PGAMpnID SubscriptionId SubscriptionStartDate SubscriptionEndDate SubscriptionState Month IsAutoRenew CustomerName
CustomerTenantId CustomerTpid DUNSNumber CustomerSegment TopSegment CustomerMarket ReportingProductName Product
RawProductName ProductPartNumber SKU RevSumDivisionName SolutionArea MPNID PartnerName PartnerLocation
PartnerAttributionType SalesChannel IndustryName VerticalName EOU PricingLevel EnrollmentNumber IsDuplicateRowForPGA
SubscriptionStartMonth ResellerID ResellerName AvailableSeatsEOP AvailableSeats BilledRevenueUSD
AzureConsumedRevenueUSD CPORRevenue CPORPaidSeats CPORActiveUsers
"""
KINDS = {
    "PGAMpnID": Kind.ID, "MPNID": Kind.ID, "SubscriptionId": Kind.ID, "MonthKey": Kind.MONTH, "Month": Kind.MONTH,
    "BilledRevenueUSD": Kind.MONEY,
}  # fmt: skip
REQUIRED = (
    "MPNID", "MonthKey", "Month", "PartnerAttributionType", "Product", "IsDuplicateRowForPGA", "BilledRevenueUSD"
)  # fmt: skip

NOT_COUNTED = f"""CASE
    WHEN {is_one_of("IsDuplicateRowForPGA", "1", "true", "yes", "y")} THEN 'duplicate_row'
    WHEN NOT {says("PartnerAttributionType", "csp", "transact", "reseller", "tier 1", "tier 2")} THEN 'influenced'
    ELSE '' END"""
"""Of copies for the global account one carries 0; only transacting attributions are the partner's own sale."""

RULES = (
    Rule("report.1.perpetual", Category.PERPETUAL_SOFTWARE, says("Product", "perpetual")),
    Rule("report.2.software", Category.SOFTWARE_SUBSCRIPTION, says("Product", "software subscription")),
    Rule("report.3.reservation", Category.RESERVATION, says("Product", "reservation", "reserved")),
    Rule("report.4.savings_plan", Category.SAVINGS_PLAN, says("Product", "savings plan")),
    Rule("report.5.usage", Category.AZURE_USAGE, says("Product", "azure")),
    Rule("report.6.license", Category.LICENSE, "true"),
)


def _report(name: str, names: str, month: str, marks: tuple[str, ...]) -> Format:
    return Format(
        name=name,
        family=name,
        columns=with_horizons(columns(names, kinds=KINDS, required=REQUIRED), {month: 0}),
        marks=marks,
        roles=Roles(
            amount="BilledRevenueUSD",
            currency="",
            tenant="PGAMpnID",
            reseller="MPNID",
            customer="CustomerTenantId",
            subscription="SubscriptionId",
            product="Product",
        ),
        rules=RULES,
        authority=Authority.PROGRAM_REPORT,
        basis=Basis.REPORTED,
        streams={"": Stream.ANY, **ROUGHLY},
        vote=f'"{month}"',
        by_row=True,
        currency="USD",
        not_counted=NOT_COUNTED,
        delimiters=(",", "\t"),
        prefix=f"{name}:",
    )


ELIGIBILITY = _report(
    "insights_eligibility", ELIGIBILITY_NAMES, "MonthKey", ("PGAMpnID", "MPNType", "SummaryPricingLevel")
)
SUBSCRIPTIONS = _report(
    "insights_subscriptions", SUBSCRIPTION_NAMES, "Month", ("PGAMpnID", "SubscriptionState", "CPORRevenue")
)
