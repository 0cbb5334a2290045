"""Documents as a file names them: their key, their state, and which of its rows are theirs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from directbill.core.ledger import Authority, DocumentState
from directbill.ledger import cells
from directbill.ledger.formats.format import Format
from directbill.ledger.register import Entry, Key

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
