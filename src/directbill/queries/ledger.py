"""The ledger as its pages show it: imports with their receipts, documents, and the lines behind every figure."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from directbill.core.errors import Fault, refuse
from directbill.core.ledger import Document
from directbill.core.statement import StatementLine
from directbill.documents import facts as exact
from directbill.ledger.line_file import Filter, Found, LineFile, Share, Sold
from directbill.ledger.receipt import Receipt
from directbill.queries import folders, receipts
from directbill.queries.of_tasks import PENDING
from directbill.queries.standing import Known
from directbill.records.models import Ledger, LedgerFile, LedgerImport
from directbill.records.words import ImportState

MOST_IMPORTS = 200
MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Import:
    """Files read together: what was received, and what became of it. `fault_count` may be more than are listed."""

    record: LedgerImport
    files: tuple[LedgerFile, ...]
    receipt: Receipt | None
    faults: tuple[Fault, ...]
    fault_count: int

    @property
    def pending(self) -> bool:
        return self.record.state in PENDING

    @property
    def proposals(self) -> dict[str, Any]:
        """How files of no known format could be read, by file name."""
        found: dict[str, Any] = self.record.proposals
        return found


@dataclass(frozen=True, slots=True)
class State:
    """The reading in force. `rereading`: the files are about to be read again; `faults`: why that was refused."""

    record: Ledger | None
    pending: int
    faults: tuple[Fault, ...]

    @property
    def rereading(self) -> bool:
        return self.record is not None and self.record.reread_asked_at is not None


@dataclass(frozen=True, slots=True)
class Listed:
    """One document: what is known of it, what its lines come to, and which versions replace each other.

    `sold` is None for a version that was replaced and for an invoice without lines.
    """

    document: Document
    sold: Sold | None
    replaced_by: str
    replaces: str


def state(partner: UUID) -> State:
    """Where the ledger stands. Two queries."""
    record = Ledger.objects.filter(partner_id=partner).first()
    pending = LedgerImport.objects.filter(partner_id=partner, state__in=PENDING).count()
    told = receipts.faults_read(record.faults) if record and record.faults else ()
    return State(record, pending, told)


def imports(partner: UUID) -> tuple[Import, ...]:
    """The imports of a partner, newest first, without those taken back. Two queries."""
    rows = LedgerImport.objects.filter(partner_id=partner).exclude(state=ImportState.TAKEN_BACK)
    return _imports(list(rows.select_related("received_by").order_by("-received_at", "-id")[:MOST_IMPORTS]))


def one(partner: UUID, key: UUID) -> Import:
    """One import. Refuses `not_there`."""
    rows = list(LedgerImport.objects.filter(partner_id=partner, id=key).select_related("received_by"))
    if not rows:
        raise refuse("not_there")
    return _imports(rows)[0]


def file(partner: UUID, key: UUID) -> LedgerFile:
    """One file as it was received, to be handed out. Refuses `not_there`."""
    found = LedgerFile.objects.filter(partner_id=partner, id=key).first()
    if found is None:
        raise refuse("not_there")
    return found


def documents(known: Known) -> tuple[Listed, ...]:
    """Every document, newest month first; of each the version in force before those it replaced."""
    every = exact.made(known.record.facts.get("documents", []), tuple[Document, ...])
    with _lines(known) as lines:
        sold = lines.documents()
    versions: dict[str, list[Document]] = defaultdict(list)
    for each in every:
        versions[each.id].append(each)
    ordered = sorted(every, key=lambda d: (d.id, -int(d.version)))
    ordered.sort(key=lambda d: str(d.month or ""), reverse=True)
    return tuple(_listed(each, versions[each.id], sold) for each in ordered)


def lines(known: Known, wanted: Filter, *, after: int | None = None, before: int | None = None) -> Found:
    """One page of the lines behind the figures: at most three questions to the file, whatever is wanted."""
    with _lines(known) as found:
        return found.page(wanted, after=after, before=before)


def shares(known: Known) -> tuple[Share, ...]:
    """What there is to choose from among the lines."""
    with _lines(known) as found:
        return found.shares()


def customers(known: Known) -> tuple[str, ...]:
    """The customers that the lines name."""
    with _lines(known) as found:
        return found.customers()


def line(known: Known, where: str) -> StatementLine:
    """One line, by FILE:ROW. Refuses another form, and a line not there."""
    name, _, row = where.rpartition(":")
    if not name or not (row.isdecimal() and row.isascii() and len(row) < MOST_DIGITS):
        raise refuse("explain_line_form", found=where)
    with _lines(known) as found:
        one_line = found.one(name, int(row))
    if one_line is None:
        raise refuse("explain_line_unknown", file=name, row=int(row))
    return one_line


@contextmanager
def _lines(known: Known) -> Iterator[LineFile]:
    """The lines of an evaluation. Refuses `stored_file_lost` where a restored backup lacks them."""
    path = folders.lines(known.record.partner_id, known.record.lines_key)
    if not path.is_file():
        raise refuse("stored_file_lost")
    with LineFile(path) as found:
        yield found


def _imports(rows: list[LedgerImport]) -> tuple[Import, ...]:
    files: dict[UUID, list[LedgerFile]] = defaultdict(list)
    for each in LedgerFile.objects.filter(ledger_import__in=rows).order_by("filename"):
        files[each.ledger_import_id].append(each)
    return tuple(_import(row, tuple(files[row.id])) for row in rows)


def _import(row: LedgerImport, files: tuple[LedgerFile, ...]) -> Import:
    return Import(
        record=row,
        files=files,
        receipt=receipts.read(row.receipt) if row.receipt else None,
        faults=receipts.faults_read(row.faults) if row.faults else (),
        fault_count=row.faults["count"] if row.faults else 0,
    )


def _listed(each: Document, versions: list[Document], sold: dict[str, Sold]) -> Listed:
    numbers = sorted(int(v.version) for v in versions)
    place = numbers.index(int(each.version))
    return Listed(
        document=each,
        sold=None if each.known_until else sold.get(each.id),
        replaced_by=str(numbers[place + 1]) if each.known_until and place + 1 < len(numbers) else "",
        replaces=str(numbers[place - 1]) if place else "",
    )
