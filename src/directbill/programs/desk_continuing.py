"""A file of the desk's work that says only what differs from an earlier one, which it continues.

Tables are merged key by key. An entry of a list (an item, a verb, a criterion) with the key of an earlier one changes
what it names of it; any other is new, and stands at the end or `place_before` the entry it names. `without` leaves
entries out. Faults stand where the value was written, in either file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from directbill.core.errors import Place
from directbill.programs.book import Book
from directbill.programs.positions import KeyPath
from directbill.programs.reader import Section

CONTINUES, WITHOUT, BEFORE = "continues", "without", "place_before"
KEYS = {
    "item": "key",
    "ask": "verb",
    "area": "key",
    "criterion": "key",
    "document": "key",
    "register": "kind",
}
"""By which key the entries of each list are told apart."""
Table = dict[str, Any]
Origin = tuple[KeyPath | None, KeyPath | None]
"""Where an entry stands in the file itself, and in the one it continues."""


@dataclass
class Continued(Book):
    """A file that continues another one, with both books and where each entry of a list came from."""

    own: Book = field(default_factory=lambda: Book(""))
    earlier: Book = field(default_factory=lambda: Book(""))
    origins: dict[KeyPath, Origin] = field(default_factory=dict)

    def has(self, path: KeyPath) -> bool:
        return any(book.has(found) for book, found in self._found(path))

    def place(self, path: KeyPath) -> Place:
        """Where it was written: in the file itself, or else in the one it continues."""
        found = self._found(path)
        book, there = next(((b, p) for b, p in found if b.has(p)), found[0])
        return book.place(there)

    def _found(self, path: KeyPath) -> list[tuple[Book, KeyPath]]:
        origin = self.origins.get(path[:2], (path[:2], path[:2]))
        books = (self.own, self.earlier)
        return [
            (book, (*head, *path[2:])) for book, head in zip(books, origin, strict=True) if head is not None
        ]


def merged(own: Section, earlier: Section) -> Section:
    """The whole of both. What is left out or named but not there is a fault of the file itself."""
    book = Continued(own.book.file, references=own.book.references, own=own.book, earlier=earlier.book)
    left_out = _left_out(own, earlier)
    given = {key: value for key, value in own.table.items() if key not in (CONTINUES, WITHOUT)}
    table = _over(earlier.table, {key: value for key, value in given.items() if key not in KEYS})
    for name, by in KEYS.items():
        if not _is_list(own.table.get(name, [])):
            table[name] = own.table[name]
            continue
        kept = _List(name, by, frozenset(left_out.get(name, ())))
        kept.begin(_entries(earlier.table, name))
        kept.add(_entries(own.table, name), own)
        if kept.entries:
            table[name] = [entry for entry, _ in kept.entries]
        book.origins |= {(name, place): origin for place, (_, origin) in enumerate(kept.entries)}
    book.faults += own.book.faults
    return Section(table, (), book)


def _left_out(own: Section, earlier: Section) -> Mapping[str, Sequence[str]]:
    """The keys of entries that are left out, by list. Each of them is there."""
    if WITHOUT not in own:
        return {}
    section = own.section(WITHOUT)
    found = {name: section.words(name) for name in KEYS if name in section}
    section.close()
    for name, keys in found.items():
        known = [str(each.get(KEYS[name])) for each in _entries(earlier.table, name)]
        for place, key in enumerate(keys):
            if key not in known:
                section.fault("desk_entry_unknown", name, place, found=key)
    return found


def _is_list(found: object) -> bool:
    """Whether it is a list of tables; of anything else the reader says what is wrong."""
    return isinstance(found, list) and all(isinstance(each, dict) for each in found)


def _entries(table: Table, name: str) -> list[Table]:
    found = table.get(name, [])
    return found if _is_list(found) else []


def _over(earlier: Table, own: Table) -> Table:
    """The earlier table with everything in its place that the file itself says otherwise."""
    both = {
        key: _over(earlier[key], value)
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(earlier.get(key), dict)
    }
    return {**earlier, **own, **both}


@dataclass
class _List:
    """The entries of one list as they become, each with where it came from."""

    name: str
    by: str
    left_out: frozenset[str]
    entries: list[tuple[Table, Origin]] = field(default_factory=list)

    def begin(self, earlier: Sequence[Table]) -> None:
        """What there was, without what is left out."""
        for place, entry in enumerate(earlier):
            if str(entry.get(self.by)) not in self.left_out:
                self.entries.append((entry, (None, (self.name, place))))

    def add(self, own: Sequence[Table], section: Section) -> None:
        """Change what there was, or add what there was not."""
        for place, given in enumerate(own):
            entry = {key: value for key, value in given.items() if key != BEFORE}
            here, at = (self.name, place), self._at(entry.get(self.by))
            if at is not None:
                there, (_, before) = self.entries[at]
                self.entries[at] = (_over(there, entry), (here, before))
                continue
            end = len(self.entries)
            if BEFORE in given:
                following = self._at(given[BEFORE])
                if following is None:
                    section.fault("desk_entry_unknown", *here, BEFORE, found=str(given[BEFORE]))
                end = end if following is None else following
            self.entries.insert(end, (entry, (here, None)))

    def _at(self, key: object) -> int | None:
        return next((at for at, (entry, _) in enumerate(self.entries) if entry.get(self.by) == key), None)
