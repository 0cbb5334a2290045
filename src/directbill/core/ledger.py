"""The ledger's words: a charge, the document it came in, and what a source can tell."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from directbill.core.periods import Month


class Authority(IntEnum):
    """Which source wins where two cover the same month, account and stream: the lowest."""

    RECONCILIATION = 1
    COST_EXPORT = 2
    PROGRAM_REPORT = 3
    DISTRIBUTOR = 4
    BREAKDOWN = 9
    """A breakdown of lines that stand elsewhere: never counted."""


class Stream(StrEnum):
    """A money stream: one sale appears in one stream only."""

    COMMERCE = "commerce"
    AZURE = "azure"
    LEGACY_LICENSE = "legacy_license"
    LEGACY_USAGE = "legacy_usage"
    LICENSES = "licenses"
    """Licenses and software by the source's word, which does not say of which commerce."""
    USAGE = "usage"
    """Azure by the source's word, which does not say of which commerce."""
    ANY = "any"
    """The source does not say: the line may belong to any of them."""


ROUGH: dict[Stream, frozenset[Stream]] = {
    Stream.LICENSES: frozenset({Stream.COMMERCE, Stream.LEGACY_LICENSE}),
    Stream.USAGE: frozenset({Stream.AZURE, Stream.LEGACY_USAGE}),
}
"""The streams a rough one may mean."""
NEW_COMMERCE = frozenset({Stream.COMMERCE, Stream.AZURE})
"""A new-commerce reconciliation file holds both, whichever of them a company has lines in."""


def may_hold(stream: Stream, sale: Stream, *, authority: Authority) -> bool:
    """Whether a source with lines in `stream` may hold a sale that another source puts into the stream `sale`."""
    if stream == sale or Stream.ANY in (stream, sale):
        return True
    if sale in ROUGH and authority is Authority.RECONCILIATION and stream in NEW_COMMERCE:
        return True
    return stream in ROUGH.get(sale, ()) or sale in ROUGH.get(stream, ())


class Basis(StrEnum):
    """Whose price an amount is."""

    BILLED = "billed"
    """What the program's owner billed the provider: counts."""
    REPORTED = "reported"
    """The owner's own report, already in the statement's currency: counts."""
    PROVIDER_PRICE = "provider_price"
    """What the provider bills the reseller: an estimate, at most."""
    CUSTOMER_PRICE = "customer_price"
    RETAIL = "retail"


ESTIMATES = frozenset({Basis.PROVIDER_PRICE})
NEVER = frozenset({Basis.CUSTOMER_PRICE, Basis.RETAIL})


class Attribution(StrEnum):
    """Whose sale a line is, by the reseller named on it."""

    OWN = "own"
    BLANK = "blank"
    ZERO = "zero"
    REMOVED = "removed"
    """-1: the reseller was removed."""
    PROVIDER = "provider"
    """The provider's own identifier."""
    OTHER = "other"
    """Another reseller: counted while reading, never stored or summed."""


class DocumentState(StrEnum):
    BILLED = "billed"
    UNBILLED = "unbilled"
    TEST = "test"
    VOID = "void"


class Category(StrEnum):
    """What a line sells. Mapping profiles may add categories of their own; these are the known formats'."""

    LICENSE = "license"
    AZURE_USAGE = "azure_usage"
    RESERVATION = "reservation"
    SAVINGS_PLAN = "savings_plan"
    SOFTWARE_SUBSCRIPTION = "software_subscription"
    PERPETUAL_SOFTWARE = "perpetual_software"
    MARKETPLACE = "marketplace"
    UNKNOWN = "unknown"


ROUGHLY = {
    Category.LICENSE.value: Stream.LICENSES,
    Category.SOFTWARE_SUBSCRIPTION.value: Stream.LICENSES,
    Category.PERPETUAL_SOFTWARE.value: Stream.LICENSES,
    Category.AZURE_USAGE.value: Stream.USAGE,
    Category.RESERVATION.value: Stream.USAGE,
    Category.SAVINGS_PLAN.value: Stream.USAGE,
}
"""The stream of a category where the source says no more of it."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One billing line, typed. `amount` is pretax and signed, in `currency`.

    `file` and `row` find it again (row 1 is the header). `unit_rate` is statement currency per unit of
    `currency` where the line itself gives the owner's rate; `own_usd` is an amount the source already
    states in US dollars.
    """

    file: str
    row: int
    document: str
    month: Month
    authority: Authority
    stream: Stream
    basis: Basis
    attribution: Attribution
    account: str
    """The partner's identifier on the line (normalized), or empty."""
    owner: str
    """The billed partner's own identifier (MpnId), or empty."""
    amount: Decimal
    currency: str
    category: str
    category_rule: str
    unit_rate: Decimal | None = None
    rate_date: date | None = None
    own_usd: Decimal | None = None
    prepaid_months: int = 0
    """How many months one payment covers, where it is more than one (an annual prepayment: 12)."""
    not_counted: str = ""
    """A reason the format itself gives (a breakdown, a repeated row, an influenced sale), or empty."""
    customer: str = ""
    subscription: str = ""
    product: str = ""
    charge_type: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The invoice or report a charge came in. `total` is what the invoice itself says, pretax."""

    id: str
    kind: str
    source: str
    """The format it was read from."""
    version: str
    month: Month | None
    month_basis: str
    """How the month was found: `invoice`, `lines`, `given` or `file`."""
    state: DocumentState = DocumentState.BILLED
    amends: str = ""
    currency: str = ""
    total: Decimal | None = None
    paid: bool | None = None
    known_until: str = ""
    """When a newer version superseded this one (ISO time), or empty."""
    lines: int = 0
    rejected: int = 0
    file: str = ""
    sha256: str = ""
