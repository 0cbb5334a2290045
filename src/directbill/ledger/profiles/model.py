"""A mapping profile: how one supplier's file is to be read, said once and confirmed by a person."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from directbill.core.ledger import Basis, Stream
from directbill.ledger.carriers.sheet import Layout, Sheet

UNSETTLED = "?"
"""What a proposal writes where the file itself cannot decide; nothing is read until a person has."""

OWN = "own"
"""The word for `account` where every row is the partner's own."""


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


class PriceBasis(StrEnum):
    """Whose price the amounts are: what a supplier's own file may say of itself."""

    BILLED = "billed"
    PROVIDER_PRICE = "provider_price"
    CUSTOMER_PRICE = "customer_price"
    RETAIL = "retail"

    @property
    def basis(self) -> Basis:
        return Basis(self.value)


class MonthFrom(StrEnum):
    """Which column a line's billing month is taken from."""

    MONTH = "month"
    DATE = "date"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    OPTION = "option"
    """No column tells it: `--month DOCUMENT=YYYY-MM` must."""


FIELDS = (
    "amount", "credit", "currency", "document", "month", "date", "period_start", "period_end", "customer",
    "subscription", "product", "category", "charge_type", "term",
)  # fmt: skip
"""What a column may be mapped to; the account's column is the key `account`."""

MONTH_COLUMNS = (MonthFrom.MONTH, MonthFrom.DATE, MonthFrom.PERIOD_END, MonthFrom.PERIOD_START)
"""What may tell a line's month, the plainest first."""

DATED = frozenset({"month", "date", "period_start", "period_end"})
"""Fields read in the declared order of day, month and year."""

CONSTANTS = ("currency", "category", "document")
"""What may be said once for all rows."""

SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
DECIMAL_MARKS = (".", ",")
GROUPING_MARKS = ("", ".", ",", *SPACES, *APOSTROPHES)


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
    fingerprint: str = ""
    """Of the header it was confirmed for; empty where it was written by hand."""
    layout: Layout = field(default_factory=Layout)
    locale: Locale = field(default_factory=Locale)
    sign: Sign = Sign.AS_IS
    basis: Basis = Basis.PROVIDER_PRICE
    covers: tuple[Stream, ...] = (Stream.ANY,)
    account: str = ""
    """The column that names the account; empty: every row is the partner's own."""
    month_from: MonthFrom = MonthFrom.OPTION
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    """The file's own category words to ours; a word not listed stays as it is."""
    vendor: Vendor | None = None

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every header name the profile relies on."""
        more = (self.account, self.vendor.column if self.vendor else "")
        return tuple(dict.fromkeys(name for name in (*self.columns.values(), *more) if name))


def fingerprint(sheet: Sheet) -> str:
    """Of a sheet's header and carrier: the same whatever the order of the names.

    A workbook knows its numbers and dates, a CSV only writes them: one profile cannot describe both.
    """
    names = sorted(name.strip() for name in sheet.header)
    return hashlib.sha256("\x1f".join((sheet.carrier, *names)).encode()).hexdigest()[:32]
