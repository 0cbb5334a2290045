"""What is asked and answered where a document comes more than once."""

from dataclasses import dataclass, field

from directbill.ledger.documents_register import Found
from directbill.ledger.receipt import Done
from directbill.ledger.register import Entry


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said of documents that come twice."""

    parts: frozenset[str] = frozenset()
    newer: frozenset[str] = frozenset()
    document: str = ""
    """The number given to files that name no document: of several such files only the user can say they are parts."""


@dataclass(slots=True)
class Settled:
    """What is to be done: entries to add, stored versions they replace, and what became of each file's documents."""

    entries: list[Entry] = field(default_factory=list)
    replaced: list[Entry] = field(default_factory=list)
    extended: list[Entry] = field(default_factory=list)
    done: dict[tuple[int, str], Done] = field(default_factory=dict)
    """By the file's place and the document's id."""


@dataclass(frozen=True, slots=True)
class FileDocuments:
    """The documents found in one file, by its place among the files and its name."""

    place: int
    file: str
    found: list[Found]
