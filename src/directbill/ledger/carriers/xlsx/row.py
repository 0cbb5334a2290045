"""A row of a sheet: its cells as text, and those a spreadsheet has spoiled."""

from dataclasses import dataclass, field

from directbill.ledger.carriers.sheet import RECORD_LIMIT
from directbill.ledger.carriers.xlsx.shared_strings import SharedStrings
from directbill.ledger.carriers.xlsx.xml_stream import Broken

TOO_LONG = "cell_too_long"


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell without a value to read; the column counts from 1."""

    code: str
    column: int
    found: str


@dataclass(slots=True)
class Row:
    """One row: its number in the spreadsheet, and its cells up to the last that is not blank."""

    number: int
    cells: list[str] = field(default_factory=list)
    spoiled: list[Spoiled] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    """Which cells are still the number of a shared text."""
    size: int = 0

    def put(self, column: int, value: str) -> None:
        """Put a cell where it stands, with blanks before it. Refuses a second one there."""
        missing = column - len(self.cells)
        if missing > 0:
            self.cells.extend([""] * missing)
        elif self.cells[column - 1]:
            raise Broken(f"{self.number}:{column}")
        self.cells[column - 1] = value if self.holds(value, column) else ""

    def holds(self, value: str, column: int) -> bool:
        """Whether the row may become as long as it is with this cell; else it is spoiled."""
        self.size += len(value)
        if self.size <= RECORD_LIMIT:
            return True
        if not self.spoiled or self.spoiled[-1].code != TOO_LONG:
            self.spoiled.append(Spoiled(TOO_LONG, column, ""))
        return False

    def resolve(self, strings: SharedStrings) -> None:
        """Put the shared texts in their places."""
        self.size -= sum(len(self.cells[place]) for place in self.shared)
        for place in self.shared:
            text = strings[int(self.cells[place])]
            self.cells[place] = text if self.holds(text, place + 1) else ""
        while self.cells and not self.cells[-1]:
            self.cells.pop()
