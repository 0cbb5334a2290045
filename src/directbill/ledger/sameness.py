"""The same document in several files or again: the same rows, further parts, or another version."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import duckdb

from directbill.core.errors import refuse
from directbill.ledger.converting import INCOMING
from directbill.ledger.documents_register import Found, joined
from directbill.ledger.receipt import Done
from directbill.ledger.register import Entry, Key
from directbill.ledger.store import CHARGES

COMPARED = """document, attribution, account, owner, amount, rest, currency, unit_rate, own_usd, not_counted,
    lower(customer), lower(subscription), product, lower(charge_type)"""
"""What makes two rows the same charge, whatever file or carrier they came in."""


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


@dataclass(frozen=True, slots=True)
class _Part:
    place: int
    file: str
    entry: Entry


def settle(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[FileDocuments],
    *,
    live: Sequence[Entry],
    wishes: Wishes,
) -> Settled:
    """Compare rows where a document comes more than once; take repeated rows out of the incoming table."""
    parts: dict[Key, list[_Part]] = defaultdict(list)
    for file in files:
        for document in file.found:
            parts[document.entry.key].append(_Part(file.place, file.file, document.entry))
    rows = _Rows(connection)
    settled = Settled()
    stored = {e.key: e for e in live}
    for key, group in parts.items():
        kept = _among_files(rows, group, wishes, settled)
        _against_stored(rows, kept, stored.get(key), wishes, settled)
    rows.drop()
    settled.replaced += _mended(live, files, frozenset(parts))
    return settled


def _mended(live: Sequence[Entry], files: Sequence[FileDocuments], here: frozenset[Key]) -> list[Entry]:
    """Rows left out of an earlier file for want of a month, where all that file told is here in another one."""
    fresh = {h for file in files for found in file.found for h in found.entry.hashes}
    mended = []
    for entry in live:
        if not entry.month and not entry.lines and fresh.isdisjoint(entry.hashes) and entry.key not in here:
            beside = [e for e in live if e is not entry and set(e.hashes) & set(entry.hashes)]
            mended += [entry] if beside and all(e.key in here for e in beside) else []
    return mended


class _Rows:
    """Counts of rows and of common rows, asked of DuckDB once per pair of files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.dropped: list[tuple[int, str]] = []
        self._counts: dict[tuple[int, str], int] | None = None
        self._common: dict[tuple[int, int], dict[str, int]] = {}

    def count(self, part: _Part) -> int:
        if self._counts is None:
            asked = self.connection.execute(f"SELECT part, document, count(*) FROM {INCOMING} GROUP BY ALL")
            self._counts = {(place, id_): n for place, id_, n in asked.fetchall()}
        return self._counts.get((part.place, part.entry.id), 0)

    def common(self, one: _Part, other: _Part) -> int:
        pair = (one.place, other.place)
        if pair not in self._common:
            self._common[pair] = self._intersect(*(f"{INCOMING} WHERE part = {place}" for place in pair))
        return self._common[pair].get(one.entry.id, 0)

    def is_stored(self, group: Sequence[_Part], id_: str) -> bool:
        """Whether the parts together are the document as it is stored."""
        return self._is_stored(group, (f"{CHARGES} WHERE document = ?", [id_]))

    def is_stored_part(self, part: _Part, old: Entry) -> bool:
        """Whether the part has no rows to add, or those of one of the files the stored document came in."""
        stored = f"{CHARGES} WHERE document = ? AND file = ?"
        return not self.count(part) or any(self._is_stored([part], (stored, [old.id, f])) for f in old.files)

    def _is_stored(self, group: Sequence[_Part], stored: tuple[str, list[str]]) -> bool:
        where, values = stored
        found = self.connection.execute(f"SELECT count(*) FROM {where}", values).fetchone()
        count = sum(self.count(p) for p in group)
        if not found or found[0] != count:
            return False
        places = ", ".join(str(p.place) for p in group)
        incoming = f"{INCOMING} WHERE part IN ({places}) AND document = ?"
        return self._intersect(incoming, where, [values[0], *values]).get(values[0], 0) == count

    def _intersect(self, one: str, other: str, values: Sequence[str] = ()) -> dict[str, int]:
        asked = self.connection.execute(
            f"SELECT document, count(*) FROM (SELECT {COMPARED} FROM {one} INTERSECT ALL"
            f" SELECT {COMPARED} FROM {other}) GROUP BY document",
            list(values),
        )
        return dict(asked.fetchall())

    def drop(self) -> None:
        """Take the rows out that are not to be stored."""
        if self.dropped:
            places, ids = zip(*self.dropped, strict=True)
            self.connection.execute(
                f"DELETE FROM {INCOMING} WHERE (part, document) IN"
                " (SELECT (unnest(?::INTEGER[]), unnest(?::VARCHAR[])))",
                [list(places), list(ids)],
            )


def _among_files(rows: _Rows, group: Sequence[_Part], wishes: Wishes, settled: Settled) -> list[_Part]:
    """The parts of this import that stand for the document."""
    kept: list[_Part] = []
    for part in group:
        done = _meets(rows, part, kept, wishes)
        if done is Done.REPLACES:
            _leave_all(rows, kept, Done.REPLACED, settled)
            kept = []
        if done in (Done.SAME, Done.REPLACED):
            _leave(rows, part, done, settled)
            continue
        settled.done[part.place, part.entry.id] = done
        kept.append(part)
    return kept


def _meets(rows: _Rows, part: _Part, kept: Sequence[_Part], wishes: Wishes) -> Done:
    if not kept:
        return Done.NEW
    given = part.entry.number == wishes.document != ""
    alike = [old for old in kept if not given or old.entry.votes == part.entry.votes]
    overlap = [old for old in alike if rows.common(part, old)]
    same = [old for old in alike if rows.count(part) == rows.count(old) == rows.common(part, old)]
    if same:
        return Done.SAME
    if part.file in wishes.newer:
        return Done.REPLACES
    if any(old.file in wishes.newer for old in overlap):
        return Done.REPLACED
    if overlap and part.entry.number not in wishes.parts:
        raise refuse("document_ambiguous", file=part.file, found=part.entry.number, other=overlap[0].file)
    if given and part.entry.number not in wishes.parts:
        raise refuse("document_of_several", file=part.file, found=part.entry.number, other=kept[0].file)
    return Done.PART


def _leave(rows: _Rows, part: _Part, done: Done, settled: Settled) -> None:
    rows.dropped.append((part.place, part.entry.id))
    settled.done[part.place, part.entry.id] = done


def _against_stored(
    rows: _Rows, kept: Sequence[_Part], old: Entry | None, wishes: Wishes, settled: Settled
) -> None:
    entry = reduce(joined, (part.entry for part in kept))
    if old is None:
        settled.entries.append(entry)
        return
    fresh = [part for part in kept if not rows.is_stored_part(part, old)]
    if not fresh or rows.is_stored(kept, old.id):
        _leave_all(rows, kept, Done.SAME, settled)
    elif entry.number in wishes.parts:
        _leave_all(rows, [part for part in kept if part not in fresh], Done.SAME, settled)
        settled.extended.append(reduce(joined, (part.entry for part in fresh), old))
        _say(fresh, Done.PART, settled)
    else:
        settled.replaced.append(old)
        settled.entries.append(replace(entry, version=old.version + 1))
        _say(kept, Done.REPLACES, settled)


def _leave_all(rows: _Rows, parts: Sequence[_Part], done: Done, settled: Settled) -> None:
    for part in parts:
        _leave(rows, part, done, settled)


def _say(kept: Sequence[_Part], done: Done, settled: Settled) -> None:
    for part in kept:
        settled.done[part.place, part.entry.id] = done
