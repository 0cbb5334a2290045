"""One file being read: where its keys stand, and the faults found so far."""

from dataclasses import dataclass, field
from functools import cached_property

from directbill.core.errors import Fault, Place
from directbill.programs import positions
from directbill.programs.positions import KeyPath


def spelled(path: KeyPath) -> str:
    """A key path as a person writes it: `requirement[2].title.en`, the first item being 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


@dataclass
class Book:
    """One file being read: where its keys stand, what its sources may name, and the faults found so far."""

    file: str
    toml: str = ""
    references: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def lines(self) -> dict[KeyPath, int]:
        """The line of each key: worked out at the first fault, for most files have none."""
        return positions.index(self.toml)

    def fault(self, code: str, path: KeyPath, *, found: str = "", **params: str) -> None:
        """Keep a fault at a key: the column is the key path, the row is the line.

        Only the first at a key: what could not be read is not also told to contradict something.
        """
        place = self.place(path)
        if place.column not in [f.place.column for f in self.faults if f.place.column]:
            self.faults.append(Fault(code, place, found, params))

    def place(self, path: KeyPath) -> Place:
        """Where a key stands, or the nearest table above it."""
        return Place(self.file, positions.line_of(self.lines, path), spelled(path))

    def has(self, path: KeyPath) -> bool:
        """Whether the very key stands in the file."""
        return path in self.lines
