"""Documents while they are read: their key, their state, and the one month each has."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.ledger import Authority, DocumentState
from directbill.core.periods import Month
from directbill.ledger import cells
from directbill.ledger.formats.format import Format
from directbill.ledger.register import Entry, Invoice, Key

SHORT = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one file with the same document, tenant, period and month vote, as texts."""

    document: str
    tenant: str
    period: str
    vote: str
    rows: int


@dataclass(frozen=True, slots=True)
class Source:
    """The file the rows stand in, as far as documents need it."""

    file: str
    sha256: str
    format: Format
    document: str = ""
    """A document's number given by the user for a file that names none."""


@dataclass(slots=True)
class Found:
    """One document of one file: its entry in the making, and the text keys its rows carry."""

    entry: Entry
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    """All of its rows in the file, other resellers' included."""


def found_in(source: Source, groups: Iterable[Group], *, months: Mapping[str, str]) -> list[Found]:
    """The documents of a file. `months` gives each day text's month as YYYY-MM ('' = none).

    Rows of a report that name no month are a document of their own: they are rejected, or another reseller's.
    """
    found: dict[Key, Found] = {}
    for group in groups:
        entry = _entry(source, group, months)
        document = found.setdefault(entry.key, Found(entry))
        text = (group.document, group.tenant, group.period)
        if text not in document.texts:
            document.texts.append(text)
        document.rows += group.rows
        month = months.get(group.vote, "")
        if month:
            document.votes[month] += group.rows
    for document in found.values():
        document.entry = replace(document.entry, votes=dict(sorted(document.votes.items())))
    return list(found.values())


def _entry(source: Source, group: Group, months: Mapping[str, str]) -> Entry:
    made = source.format
    number = cells.plain(group.document)
    tenant = cells.plain(group.tenant).lower()
    period = months.get(group.period, "") if made.by_row else ""
    state = _state(made, number)
    if made.file_is_document and source.document:
        number = source.document
    elif made.file_is_document or not (number or period):
        word = "unbilled" if state is DocumentState.UNBILLED else "file"
        number = f"{word}:{source.sha256[:SHORT]}"
    return Entry(
        id=made.prefix + (number or period),
        family=made.family,
        number=number,
        tenant=tenant,
        period=period,
        source=made.name,
        state=state,
        month="",
        month_basis="",
        covers=made.authority is not Authority.BREAKDOWN,
        files=(source.file,),
        hashes=(source.sha256,),
    )


def _state(made: Format, number: str) -> DocumentState:
    if made.file_is_document or made.by_row:
        return DocumentState.BILLED
    if not number:
        return DocumentState.UNBILLED if made.unbilled_when_blank else DocumentState.BILLED
    is_test = bool(made.test_prefix) and number.upper().startswith(made.test_prefix)
    return DocumentState.TEST if is_test else DocumentState.BILLED


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
