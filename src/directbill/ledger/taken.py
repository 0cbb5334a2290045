"""One file on its way into the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from directbill.core.errors import Fault
from directbill.ledger.attribution import Whose
from directbill.ledger.carriers import Sheet
from directbill.ledger.converting import Sum
from directbill.ledger.documents_register import Found
from directbill.ledger.readings import Readings
from directbill.ledger.register import Invoice
from directbill.ledger.staging import Staged


@dataclass(slots=True)
class Lines:
    """A file of billing lines: its staged rows and what they say."""

    staged: Staged
    readings: Readings
    found: list[Found] = field(default_factory=list)
    whose: dict[tuple[str, str], Whose] = field(default_factory=dict)
    rejects: list[Fault] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)

    @property
    def rejected(self) -> list[int]:
        """The rows left out by consent."""
        return sorted({f.place.row for f in self.rejects if f.place.row is not None})


@dataclass(slots=True)
class Taken:
    """A file: its lines, or the invoices it lists, or nothing because it is here already."""

    path: Path
    sheet: Sheet
    part: int
    lines: Lines | None = None
    invoices: tuple[Invoice, ...] = ()
    again: bool = False
    """The same bytes are here already, read for the same company."""


def with_lines(files: Sequence[Taken]) -> list[tuple[Taken, Lines]]:
    """The files of billing lines."""
    return [(taken, taken.lines) for taken in files if taken.lines]
