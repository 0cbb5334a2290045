"""The statement: what counts, what does not, and why. Figures are exact; faces round them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from directbill.core.findings import Reason
from directbill.core.ledger import Document
from directbill.core.periods import Month, Window


class Method(IntEnum):
    """How an amount became the statement's currency, in order of preference."""

    SAME_CURRENCY = 1
    LINE_RATE = 2
    MONTH_RATE = 3
    DAY_REFERENCE = 4
    MONTH_AVERAGE = 5
    USER_RATE = 6


EXTERNAL = frozenset({Method.DAY_REFERENCE, Method.MONTH_AVERAGE, Method.USER_RATE})
"""Methods that use an outside rate: they give a band."""


class NotCounted(StrEnum):
    """Why a line does not count; the first that applies, in this order. Codes are stable."""

    BREAKDOWN = "breakdown"
    UNBILLED = "unbilled"
    TEST_DOCUMENT = "test_document"
    VOID_DOCUMENT = "void_document"
    OUTSIDE_WINDOW = "outside_window"
    UNATTRIBUTED = "unattributed"
    ID_NOT_VALID = "id_not_valid"
    OTHER_ROLE = "other_role"
    INFLUENCED = "influenced"
    DUPLICATE_ROW = "duplicate_row"
    TAX = "tax"
    OTHER_VENDOR = "other_vendor"
    PRICE_BASIS = "price_basis"
    OVERLAP = "overlap"
    CATEGORY = "category"


class Grade(StrEnum):
    """How good the basis of the figure is: A best, D not one number but a bound."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True, slots=True)
class RateUsed:
    """One rate fixed for a document and currency: statement currency per unit, 12 places."""

    document: str
    month: Month
    currency: str
    method: Method
    rate: Decimal
    rate_date: date | None
    source: str
    low: Decimal
    high: Decimal
    """The lowest and highest rate among the outside methods available; equal to `rate` for methods 1-3."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line with its verdict. `reason` is empty when it counts; `rule` is the category rule's id."""

    file: str
    row: int
    document: str
    month: Month
    account: str
    category: str
    rule: str
    amount: Decimal
    currency: str
    counted: bool
    reason: str
    method: Method | None
    rate: Decimal | None
    usd: Decimal | None
    customer: str = ""
    subscription: str = ""
    product: str = ""
    charge_type: str = ""


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """One month of the window. `covered` is False where no document covers it (missing, not zero)."""

    month: Month
    counted: Decimal
    lines: int
    covered: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One category's or account's share. `counts` is False for a category the edition leaves out."""

    key: str
    counted: Decimal
    lines: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """Lines that do not count, by reason. `amount` is None where a currency has no rate."""

    reason: str
    amount: Decimal | None
    lines: int
    by_currency: tuple[tuple[str, Decimal], ...] = ()
    detail: str = ""
    """The category, the attribution or the winning source, where the reason has one."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another source for the same month and account, shown beside the one that counts."""

    month: Month
    account: str
    source: str
    amount: Decimal | None
    counted_source: str
    counted: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """The least and the most a figure can be."""

    low: Decimal
    high: Decimal


def point(figure: Decimal) -> Band:
    """The band of a figure that can be nothing else."""
    return Band(figure, figure)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a category the rule leaves out comes to, where every line of it has a rate."""

    category: str
    figure: Decimal
    billed: Band
    paid: Band


@dataclass(frozen=True, slots=True)
class Prepayment:
    """Counted amounts of one month that pay for `months` months at once, in the statement's currency."""

    month: Month
    months: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """What counts for the revenue measure. All amounts in `currency`."""

    window: Window
    currency: str
    counted: Decimal
    paid: Decimal | None
    """The counted lines of documents known to be paid; None when no document says."""
    low: Decimal
    high: Decimal
    """The band: outside rates at their least and most favourable; estimates from nothing to their full amount."""
    grade: Grade
    grade_reasons: tuple[Reason, ...]
    months: tuple[MonthFigure, ...]
    categories: tuple[Part, ...]
    accounts: tuple[Part, ...]
    not_counted: tuple[Left, ...]
    comparisons: tuple[Comparison, ...]
    rates: tuple[RateUsed, ...]
    documents: tuple[Document, ...]
    lines_counted: int
    lines_not_counted: int
    if_counted: tuple[tuple[str, Decimal | None], ...] = ()
    """Per category left out: what the figure would be if it counted (None: no rate)."""
    notes: tuple[Reason, ...] = ()
    rejected: int = 0
    """Faulty rows of the window's documents that were left out."""
    paid_band: Band | None = None
    """As `low` and `high`, of what is paid: a document nobody says of is paid in whole or not at all."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def missing(self) -> tuple[Month, ...]:
        return tuple(m.month for m in self.months if not m.covered)

    @property
    def may_be_paid(self) -> Band:
        """The least and the most that can be paid; where no document says, from nothing to the whole figure."""
        if self.paid_band is not None:
            return self.paid_band
        if self.paid is not None:
            return point(self.paid)
        return Band(min(Decimal(0), self.low), max(Decimal(0), self.high))

    @property
    def complete(self) -> bool:
        """Whether every month is covered and no row was left out."""
        return not self.missing and not self.rejected
