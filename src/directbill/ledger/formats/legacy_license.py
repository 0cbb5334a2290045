"""Legacy license-based reconciliation: portal CSV and API page. The file names no invoice."""

from directbill.core.ledger import Authority, Basis, Category, Stream
from directbill.ledger.formats.format import Format, Kind, Roles, Rule, columns, with_horizons
from directbill.ledger.formats.nce_recon import SERVICE_END

NAMES = """
PartnerId CustomerId CustomerName MPNID ResellerMPNID|Tier2MpnId OrderId SubscriptionId
SyndicationPartnerSubscriptionNumber|Syndication_Partner_Subscription_Number OfferId DurableOfferId OfferName
SubscriptionStartDate SubscriptionEndDate ChargeStartDate ChargeEndDate ChargeType UnitPrice Quantity Amount
TotalOtherDiscount Subtotal Tax TotalForCustomer Currency DomainName SubscriptionName SubscriptionDescription
BillingCycleType InvoiceLineItemType InvoiceLineItemTypce BillingProvider Attributes
"""
KINDS = {
    "MPNID": Kind.ID, "ResellerMPNID": Kind.ID, "OrderId": Kind.ID, "SubscriptionId": Kind.ID,
    "ChargeStartDate": Kind.DAY, "ChargeEndDate": Kind.DAY, "Subtotal": Kind.MONEY, "Currency": Kind.CURRENCY,
}  # fmt: skip
REQUIRED = ("ResellerMPNID", "ChargeStartDate", "ChargeEndDate", "Subtotal", "Currency")

FORMAT = Format(
    name="legacy_license",
    family="legacy_license",
    columns=with_horizons(
        columns(NAMES, kinds=KINDS, required=REQUIRED), {"ChargeStartDate": 1, "ChargeEndDate": SERVICE_END}
    ),
    marks=("TotalOtherDiscount", "OfferName"),
    roles=Roles(
        amount="Subtotal",
        currency="Currency",
        tenant="PartnerId",
        reseller="ResellerMPNID",
        owner="MPNID",
        customer="CustomerId",
        subscription="SyndicationPartnerSubscriptionNumber",
        product="OfferName",
        charge_type="ChargeType",
        with_tax="TotalForCustomer",
    ),
    rules=(Rule("legacy.1.license", Category.LICENSE, "true"),),
    authority=Authority.RECONCILIATION,
    basis=Basis.BILLED,
    streams={"": Stream.LEGACY_LICENSE},
    # Licenses are charged ahead, on the day the cycle starts: what the order date is in the newer files.
    vote='"ChargeStartDate"',
    file_is_document=True,
    charge_types=frozenset({
        "activation fee", "cancel fee", "cancel instance prorate", "cycle fee", "cycle instance prorate",
        "prorate fees when cancel", "prorate fees when convert away from current offering",
        "prorate fees when convert to a new offering", "new purchase cycle fee", "prorate fees when purchase",
        "prorate fee when renew", "prorate fees when activate", "purchase fee", "renew fee",
        "convert from instance prorate", "prorate fees when buy", "new", "offset a line item",
    }),
)  # fmt: skip
