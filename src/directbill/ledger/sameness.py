"""The same document in several files or again: the same rows, further parts, or another version."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import duckdb

from directbill.core.errors import refuse
from directbill.ledger.documents_dated import joined
from directbill.ledger.receipt import Done
from directbill.ledger.register import Entry, Key
from directbill.ledger.same_documents import FileDocuments, Settled, Wishes
from directbill.ledger.shared_rows import Part, SharedRows


def settle(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[FileDocuments],
    *,
    live: Sequence[Entry],
    wishes: Wishes,
) -> Settled:
    """Compare rows where a document comes more than once; take repeated rows out of the incoming table."""
    parts: dict[Key, list[Part]] = defaultdict(list)
    for file in files:
        for document in file.found:
            parts[document.entry.key].append(Part(file.place, file.file, document.entry))
    rows = SharedRows(connection)
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


def _among_files(rows: SharedRows, group: Sequence[Part], wishes: Wishes, settled: Settled) -> list[Part]:
    """The parts of this import that stand for the document."""
    kept: list[Part] = []
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


def _meets(rows: SharedRows, part: Part, kept: Sequence[Part], wishes: Wishes) -> Done:
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


def _leave(rows: SharedRows, part: Part, done: Done, settled: Settled) -> None:
    rows.dropped.append((part.place, part.entry.id))
    settled.done[part.place, part.entry.id] = done


def _against_stored(
    rows: SharedRows, kept: Sequence[Part], old: Entry | None, wishes: Wishes, settled: Settled
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


def _leave_all(rows: SharedRows, parts: Sequence[Part], done: Done, settled: Settled) -> None:
    for part in parts:
        _leave(rows, part, done, settled)


def _say(kept: Sequence[Part], done: Done, settled: Settled) -> None:
    for part in kept:
        settled.done[part.place, part.entry.id] = done
