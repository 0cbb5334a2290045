"""The receipt of an import: what was read, kept, dropped and refused, and whether it adds up."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from directbill.core.errors import Fault
from directbill.core.findings import Reason
from directbill.core.money import total
from directbill.core.periods import Month


class Done(StrEnum):
    """What became of a document (or a whole file)."""

    NEW = "new"
    SAME = "same"
    """Already here with the same rows: nothing was done."""
    PART = "part"
    """A further part of a document that is here."""
    REPLACES = "replaces"
    """A newer version: the older one is kept with its known-until time."""
    REPLACED = "replaced"
    """Replaced by a newer version in the same import."""
    REGISTER = "register"
    """Invoices: what is known of documents, no lines."""


@dataclass(frozen=True, slots=True)
class CurrencyTotal:
    """The partner's own rows of one currency, pretax and signed; never added across currencies."""

    currency: str
    amount: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class TieOut:
    """The rows of a document, before tax, against what its invoice says. `difference` = rows - invoice."""

    rows: Decimal
    invoice: Decimal
    currency: str
    with_tax: Decimal | None = None
    """The rows with tax, where they do not come to the invoice before tax and the file says it."""

    @property
    def difference(self) -> Decimal:
        return total((self.rows, -self.invoice))

    @property
    def ties(self) -> bool:
        """Whether the rows come to the invoice's total before tax."""
        return self.difference == 0

    @property
    def ties_with_tax(self) -> bool:
        return self.with_tax == self.invoice


@dataclass(frozen=True, slots=True)
class DocumentReceipt:
    """One document as found in one file."""

    id: str
    month: Month | None
    month_basis: str
    state: str
    lines: int
    done: Done
    tie_out: TieOut | None = None
    invoice_known: bool = False
    """Without a tie-out: its rows are here only in part, so there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Reject:
    """One faulty row that was left out by consent."""

    fault: Fault
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReceipt:
    """One file. Every row is in exactly one of `kept`, `others` and `rejected`."""

    file: str
    sha256: str
    format: str
    carrier: str = ""
    done: Done = Done.NEW
    read: int = 0
    """Billing lines in the file; of a file of invoices see `invoices`."""
    kept: int = 0
    others: int = 0
    """Rows of other resellers: counted, neither stored nor summed."""
    rejected: int = 0
    invoices: int = 0
    """Invoices and notes in the file."""
    unattributed: tuple[tuple[str, int], ...] = ()
    """Kept rows that name no reseller of their own, by kind."""
    charge_types: tuple[tuple[str, int], ...] = ()
    """Charge types no list knows, with their kept rows."""
    categories: tuple[tuple[str, int], ...] = ()
    """Words for what is sold that nobody has explained, with their kept rows."""
    totals: tuple[CurrencyTotal, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    documents: tuple[DocumentReceipt, ...] = ()
    rejects: tuple[Fault, ...] = ()
    rejects_file: str = ""
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One import of one or more files."""

    files: tuple[FileReceipt, ...] = ()
    ids: tuple[str, ...] = ()
    ids_assumed: bool = False
    moved: tuple[tuple[str, Month, Month], ...] = ()
    """Documents here before whose month is now known better: id, old month, new month."""
    notes: tuple[Reason, ...] = field(default=())

    @property
    def read(self) -> int:
        return sum(f.read for f in self.files)

    @property
    def kept(self) -> int:
        return sum(f.kept for f in self.files)

    @property
    def others(self) -> int:
        return sum(f.others for f in self.files)

    @property
    def rejected(self) -> int:
        return sum(f.rejected for f in self.files)

    @property
    def unattributed(self) -> int:
        return sum(n for f in self.files for _, n in f.unattributed)

    @property
    def unknown_charge_types(self) -> int:
        return sum(n for f in self.files for _, n in f.charge_types)
