"""A mapping profile: how one supplier's file is to be read, said once and confirmed by a person."""

from dataclasses import dataclass, field
from enum import StrEnum

from directbill.core.ledger import Basis, Stream
from directbill.ledger.carriers.sheet import Layout

UNSETTLED = "?"
"""What a proposal writes where the file itself cannot decide; nothing is read until a person has."""


class DateOrder(StrEnum):
    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


class Sign(StrEnum):
    """How the file tells a credit from a charge."""

    AS_IS = "as_is"
    NEGATE = "negate"
    CREDIT_COLUMN = "credit_column"
    """A second column holds credits, without a sign: it is subtracted."""


class MonthFrom(StrEnum):
    """Which column a line's billing month is taken from."""

    MONTH = "month"
    DATE = "date"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    OPTION = "option"
    """No column tells it: `--month DOCUMENT=YYYY-MM` must."""


FIELDS = (
    "amount",
    "credit",
    "currency",
    "document",
    "month",
    "date",
    "period_start",
    "period_end",
    "account",
    "customer",
    "subscription",
    "product",
    "category",
    "charge_type",
    "term",
)
"""What a column may be mapped to."""


@dataclass(frozen=True, slots=True)
class Locale:
    """How the file writes numbers and dates: declared for the whole file, never guessed by the cell."""

    decimal_mark: str = "."
    grouping_mark: str = ""
    date_order: DateOrder = DateOrder.YMD


@dataclass(frozen=True, slots=True)
class Vendor:
    """Which rows are meant where a file lists several vendors: those whose cell is one of `values`."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A settled profile. `columns` maps our fields to the file's header names."""

    name: str
    version: int = 1
    header: str = ""
    """The fingerprint of the header it was confirmed for."""
    layout: Layout = field(default_factory=Layout)
    locale: Locale = field(default_factory=Locale)
    sign: Sign = Sign.AS_IS
    basis: Basis = Basis.PROVIDER_PRICE
    covers: tuple[Stream, ...] = (Stream.ANY,)
    own: bool = False
    """Every row is the partner's own; no column names the account."""
    month_from: MonthFrom = MonthFrom.MONTH
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    """currency, category: said once for all rows."""
    categories: dict[str, str] = field(default_factory=dict)
    """The file's own category words to ours."""
    vendor: Vendor | None = None
