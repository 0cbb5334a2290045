"""Billing files as their pages show them: imports with what became of them, and the documents."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from directbill.core.money import shown
from directbill.documents import errors
from directbill.documents.texts import Catalog, readable
from directbill.queries import receipt_told
from directbill.queries.ledger import Import, Listed, State
from directbill.queries.receipt_told import Told
from directbill.records.words import ImportState
from directbill.web.portal.company import Company

TONES = {
    ImportState.RECEIVED: "in_progress",
    ImportState.READING: "in_progress",
    ImportState.READ: "good",
    ImportState.REFUSED: "bad",
    ImportState.FAILED: "bad",
    ImportState.TAKEN_BACK: "not_started",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One import in the list."""

    url: str
    names: str
    said: str
    tone: str
    by: str
    at: datetime
    pending: bool
    summary: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the ledger."""

    id: str
    month: str
    source: str
    state: str
    lines: str
    counted: str
    note: str
    url: str


def rows(found: tuple[Import, ...], *, company: Company, texts: Catalog) -> tuple[Row, ...]:
    """The imports, each with what became of it in a sentence."""
    return tuple(_row(each, company, texts) for each in found)


def _row(found: Import, company: Company, texts: Catalog) -> Row:
    state = ImportState(found.record.state)
    return Row(
        url=company.url("import", found.record.id),
        names=", ".join(readable(file.filename) for file in found.files),
        said=texts.say(f"import_state.{state}"),
        tone=TONES[state],
        by=str(found.record.received_by),
        at=found.record.received_at,
        pending=found.pending,
        summary=_summary(found, texts),
    )


def _summary(found: Import, texts: Catalog) -> str:
    """What was read, or the first thing that was wrong: no state without its reason."""
    if found.receipt is not None:
        values = {name: getattr(found.receipt, name) for name in ("read", "kept", "others", "rejected")}
        return texts.say("receipt.rows_is", **values)
    if found.faults:
        return texts.error(found.faults[0])[0]
    return texts.say(f"import_why.{found.record.state}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that kept files from being read: where it is, what was found, what to do."""

    where: str
    found: str
    do: str


ASK_MONTHS = ("month_", "option_")
ASK_DOCUMENTS = ("document_", "option_")
"""How the codes of faults begin that a month, or a document, settles."""


@dataclass(frozen=True, slots=True)
class One:
    """One import: its receipt, or its faults and what can be settled about them."""

    key: UUID
    said: str
    tone: str
    pending: bool
    told: Told | None
    faults: tuple[Wrong, ...]
    more_faults: int
    files: tuple[tuple[str, str], ...]
    can_accept: bool
    can_settle: bool
    asks_months: bool
    asks_documents: bool
    undated: tuple[str, ...]
    """Documents whose month nobody tells, and two empty places for others."""
    can_take_back: bool
    proposals: tuple[tuple[UUID, str, str], ...]


def one(found: Import, *, company: Company, texts: Catalog) -> One:
    """Everything the page of an import places."""
    state = ImportState(found.record.state)
    refused = state in (ImportState.REFUSED, ImportState.FAILED)
    return One(
        key=found.record.id,
        said=texts.say(f"import_state.{state}"),
        tone=TONES[state],
        pending=found.pending,
        told=receipt_told.told(found.receipt, texts) if found.receipt else None,
        faults=tuple(Wrong(errors.where(f), *errors.on_page(f, texts)) for f in found.faults),
        more_faults=found.fault_count - len(found.faults),
        files=tuple((readable(f.filename), company.url("ledger_file", f.id)) for f in found.files),
        can_accept=refused and any(fault.place.row is not None for fault in found.faults),
        can_settle=refused,
        asks_months=any(fault.code.startswith(ASK_MONTHS) for fault in found.faults),
        asks_documents=any(fault.code.startswith(ASK_DOCUMENTS) for fault in found.faults),
        undated=(*(readable(f.found) for f in found.faults if f.code == "month_unknown"), "", ""),
        can_take_back=state in (ImportState.READ, ImportState.REFUSED, ImportState.FAILED),
        proposals=tuple(
            (f.id, readable(f.filename), str(found.proposals[f.filename]["text"]))
            for f in found.files
            if f.filename in found.proposals
        ),
    )


def documents(found: tuple[Listed, ...], *, company: Company, texts: Catalog) -> tuple[Document, ...]:
    """The documents, newest month first."""
    return tuple(_document(each, company, texts) for each in found)


def _document(listed: Listed, company: Company, texts: Catalog) -> Document:
    document, sold = listed.document, listed.sold
    note = ""
    if listed.replaced_by:
        note = texts.say("documents.replaced", version=listed.replaced_by)
    elif listed.replaces:
        note = texts.say("documents.replaces", version=listed.replaces)
    return Document(
        id=readable(document.id),
        month=texts.locale.month(document.month) if document.month else texts.say("not_known"),
        source=receipt_told.export(document.source, texts),
        state=texts.say(f"state.{document.state}"),
        lines=texts.locale.number(sold.lines) if sold else texts.locale.number(document.lines),
        counted=texts.locale.money(shown(sold.counted)) if sold else "",
        note=note,
        url=f"{company.url('lines')}?document={document.id}" if sold else "",
    )


def careful(state: State, texts: Catalog) -> tuple[str, ...]:
    """What stands above the page: files being read, read anew, or refused when read anew."""
    said = []
    if state.pending:
        said.append(texts.say("ledger_page.pending", n=state.pending))
    if state.rereading:
        said.append(texts.say("ledger_page.rereading"))
    said += [texts.say("ledger_page.reread_refused", why=texts.error(fault)[0]) for fault in state.faults[:3]]
    return tuple(said)
