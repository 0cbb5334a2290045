"""Documents while they are read: the one month each has, its parts, and the id that names it alone."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.periods import Month
from directbill.ledger.register import Entry, Invoice, Key


def dated(entry: Entry, *, given: Mapping[Key, Month], invoices: Mapping[str, Invoice]) -> Entry:
    """The entry with its month: said by the user, by its invoice, by the file, or by most of its lines; else none."""
    said = given.get(entry.key)
    if said is not None:
        return replace(entry, month=str(said), month_basis="given")
    if entry.month_basis == "given":
        return entry
    if entry.period:
        return replace(entry, month=entry.period, month_basis="file")
    invoice = invoices.get(entry.number)
    if invoice and invoice.month:
        return replace(entry, month=invoice.month, month_basis="invoice")
    if not entry.votes:
        return replace(entry, month="", month_basis="")
    most = max(entry.votes.values())
    return replace(entry, month=min(m for m, n in entry.votes.items() if n == most), month_basis="lines")


def all_dated(entries: Iterable[Entry]) -> None:
    """Refuse documents that have lines and no month. One whose rows are all left out needs none."""
    lost = [e for e in entries if e.lines and not e.month]
    if lost:
        raise Refusal(*(Fault("month_unknown", Place(", ".join(e.files)), e.number) for e in lost))


def joined(one: Entry, other: Entry) -> Entry:
    """Two parts of one document."""
    votes = Counter(one.votes) + Counter(other.votes)
    return replace(
        one,
        votes=dict(sorted(votes.items())),
        lines=one.lines + other.lines,
        covers=one.covers or other.covers,
        others=one.others + other.others,
        rejected=one.rejected + other.rejected,
        files=tuple(dict.fromkeys((*one.files, *other.files))),
        hashes=tuple(dict.fromkeys((*one.hashes, *other.hashes))),
    )


def with_distinct_ids(entries: Iterable[Entry], known: Mapping[str, Entry]) -> list[Entry]:
    """Ids that name one document each: the same number of another tenant gets a mark of the tenant."""
    taken = {id_: entry.key for id_, entry in known.items()}
    named = []
    for entry in sorted(entries, key=lambda e: e.key):
        id_ = entry.id
        if taken.setdefault(id_, entry.key) != entry.key:
            id_ = f"{id_}@{hashlib.sha256(entry.tenant.encode()).hexdigest()[:8]}"
            taken[id_] = entry.key
        named.append(replace(entry, id=id_))
    return named
