"""The register: which documents the ledger holds, in which version, from which files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from directbill.core.ledger import Document, DocumentState
from directbill.core.periods import Month

Key = tuple[str, str, str, str]
"""What makes two imports the same document: format family, tenant, number and period."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an invoice or note says of itself. `paid` is None where it does not say."""

    number: str
    kind: str
    month: str = ""
    total: str = ""
    currency: str = ""
    paid: bool | None = None
    void: bool = False
    amends: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document version. `period` is set where a report is a document per month."""

    id: str
    family: str
    number: str
    tenant: str
    period: str
    source: str
    state: str
    month: str
    month_basis: str
    votes: dict[str, int] = field(default_factory=dict)
    """How many of its lines give which month."""
    currency: str = ""
    lines: int = 0
    others: int = 0
    """Lines of other resellers: read and counted, not kept."""
    rejected: int = 0
    covers: bool = True
    """Whether its month is known because of it: not for breakdowns."""
    files: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    version: int = 1
    known_until: str = ""

    @property
    def key(self) -> Key:
        """What makes two imports the same document."""
        return (self.family, self.tenant, self.number, self.period)

    @property
    def nameless(self) -> bool:
        """Whether no number of an invoice names it."""
        return ":" in self.number or not self.number


@dataclass(frozen=True, slots=True)
class Imported:
    """One file once imported, and for whom it was read."""

    sha256: str
    name: str
    format: str
    ids: tuple[str, ...]
    role: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Everything the ledger knows beside its rows. `charges` and `superseded` are paths below the folder."""

    entries: tuple[Entry, ...] = ()
    invoices: dict[str, Invoice] = field(default_factory=dict)
    imported: tuple[Imported, ...] = ()
    charges: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    serial: int = 0

    def live(self) -> tuple[Entry, ...]:
        """The versions in force."""
        return tuple(e for e in self.entries if not e.known_until)

    def documents(self) -> tuple[Document, ...]:
        """Every document version, and invoices known without lines, as the core's values."""
        voided = self.voided()
        known = tuple(_document(e, self.invoices, voided) for e in self.entries)
        numbers = {e.number for e in self.live() if e.number}
        alone = (i for number, i in sorted(self.invoices.items()) if number not in numbers)
        return known + tuple(_without_lines(i, voided) for i in alone)

    def voided(self) -> frozenset[str]:
        """Numbers of void documents, of notes that void them, and of what such notes void."""
        notes = [i for i in self.invoices.values() if i.kind == "void_note"]
        said = {i.number for i in self.invoices.values() if i.void}
        return frozenset(said | {n.number for n in notes} | {n.amends for n in notes if n.amends})

    def covered(self) -> frozenset[Month]:
        """The months of which a billed document is here."""
        voided = self.voided()
        return frozenset(
            Month.parse(e.month)
            for e in self.live()
            if e.month and e.covers and e.state == DocumentState.BILLED and e.number not in voided
        )


def _document(entry: Entry, invoices: Mapping[str, Invoice], voided: frozenset[str]) -> Document:
    invoice = invoices.get(entry.number, Invoice(entry.number, "report" if entry.nameless else "invoice"))
    state = DocumentState(entry.state)
    if state is DocumentState.BILLED and entry.number in voided:
        state = DocumentState.VOID
    return Document(
        id=entry.id,
        kind=invoice.kind,
        source=entry.source,
        version=str(entry.version),
        month=Month.parse(entry.month) if entry.month else None,
        month_basis=entry.month_basis,
        state=state,
        amends=invoice.amends,
        currency=entry.currency or invoice.currency,
        total=Decimal(invoice.total) if invoice.total else None,
        paid=invoice.paid,
        known_until=entry.known_until,
        lines=entry.lines,
        rejected=entry.rejected,
        file=", ".join(entry.files),
        sha256=entry.hashes[0] if entry.hashes else "",
    )


def _without_lines(invoice: Invoice, voided: frozenset[str]) -> Document:
    return Document(
        id=invoice.number,
        kind=invoice.kind,
        source="invoices",
        version="1",
        month=Month.parse(invoice.month) if invoice.month else None,
        month_basis="invoice" if invoice.month else "",
        state=DocumentState.VOID if invoice.number in voided else DocumentState.BILLED,
        amends=invoice.amends,
        currency=invoice.currency,
        total=Decimal(invoice.total) if invoice.total else None,
        paid=invoice.paid,
    )
