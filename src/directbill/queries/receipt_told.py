"""A receipt in words: every row accounted for, every document with its month and its invoice, file by file."""

from collections.abc import Iterator
from dataclasses import dataclass

from directbill.core.money import shown
from directbill.documents.report import Answer, Table
from directbill.documents.texts import Catalog
from directbill.ledger.receipt import DocumentReceipt, Done, FileReceipt, Receipt

MOST = 40
"""Documents and rejected rows listed for one file; the rest is counted."""


@dataclass(frozen=True, slots=True)
class File:
    """One file: what became of it, what it held, its documents, and what is remarkable."""

    caption: str
    answers: tuple[Answer, ...]
    documents: Table | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One import."""

    heading: str
    ids: str
    others: str
    files: tuple[File, ...]
    moved: tuple[str, ...]


def told(receipt: Receipt, texts: Catalog) -> Told:
    """The receipt in the language of the texts."""
    key = "receipt.ids_assumed" if receipt.ids_assumed else "receipt.ids"
    moved = (
        texts.say("receipt.moved", document=id_, before=str(before), after=str(after))
        for id_, before, after in receipt.moved
    )
    return Told(
        heading=texts.say("receipt.heading", files=len(receipt.files), rows=receipt.read),
        ids=texts.say(key, ids=", ".join(receipt.ids)) if receipt.ids else "",
        others=texts.say("receipt.others") if receipt.others else "",
        files=tuple(_file(file, texts) for file in receipt.files),
        moved=tuple(moved),
    )


def export(name: str, texts: Catalog) -> str:
    """A format by its title; a mapped file by its profile's name."""
    kind, _, profile = name.partition(":")
    return texts.say(f"export.{kind}", profile=profile) if name else ""


def _file(file: FileReceipt, texts: Catalog) -> File:
    return File(
        caption=texts.say(f"receipt.file_{file.done}", file=file.file, format=export(file.format, texts)),
        answers=tuple(_answers(file, texts)),
        documents=_documents(file, texts) if file.documents else None,
        remarks=tuple(_remarks(file, texts)),
    )


def _answers(file: FileReceipt, texts: Catalog) -> Iterator[Answer]:
    def answer(key: str, **values: object) -> Answer:
        return Answer(texts.say(f"receipt.{key}"), texts.say(f"receipt.{key}_is", **values))

    if file.done is Done.REGISTER:
        yield answer("invoices", n=file.invoices)
        return
    if not file.format:
        return
    yield answer("rows", read=file.read, kept=file.kept, others=file.others, rejected=file.rejected)
    if file.unattributed:
        kinds = ", ".join(f"{texts.say(f'attribution.{kind}')} {n}" for kind, n in file.unattributed)
        yield answer("unattributed", n=sum(n for _, n in file.unattributed), kinds=kinds)
    for total in file.totals:
        amount = shown(total.amount)
        yield answer("own", currency=total.currency, amount=amount, lines=total.lines)
    if file.first_day and file.last_day:
        yield answer("days", first=file.first_day, last=file.last_day)


def _documents(file: FileReceipt, texts: Catalog) -> Table:
    head = tuple(
        texts.say(f"receipt.{key}") for key in ("document", "month", "by", "lines", "state", "done", "tie")
    )
    rows = tuple(_document(d, texts) for d in file.documents[:MOST])
    left = len(file.documents) - MOST
    note = texts.say("receipt.more", n=left) if left > 0 else ""
    return Table("documents", texts.say("receipt.documents"), head, rows, (3,), note)


def _document(found: DocumentReceipt, texts: Catalog) -> tuple[str, ...]:
    return (
        found.id,
        str(found.month or ""),
        texts.say(f"receipt.by_{found.month_basis}") if found.month_basis else "",
        texts.say("receipt.number", n=found.lines),
        texts.say(f"state.{found.state}"),
        texts.say(f"receipt.done_{found.done}"),
        _tie(found, texts),
    )


def _tie(found: DocumentReceipt, texts: Catalog) -> str:
    tie = found.tie_out
    if tie is None:
        return texts.say("receipt.tie_in_part" if found.invoice_known else "receipt.tie_unknown")
    if tie.ties or tie.ties_with_tax:
        return texts.say("receipt.tie_yes" if tie.ties else "receipt.tie_with_tax")
    return texts.say("receipt.tie_no", difference=shown(tie.difference))


def _remarks(file: FileReceipt, texts: Catalog) -> Iterator[str]:
    for note in file.notes:
        yield texts.say(f"reason.{note.code}", **note.params)
    for name, n in file.charge_types:
        yield texts.say("receipt.charge_type", found=name, n=n)
    for word, n in file.categories:
        yield texts.say("receipt.category", found=word, n=n)
    for fault in file.rejects[:MOST]:
        yield (
            texts.error(fault)[0]
            if fault.place.row is None
            else f"{fault.place.row}: {texts.error(fault)[0]}"
        )
    if len(file.rejects) > MOST:
        yield texts.say("receipt.more", n=len(file.rejects) - MOST)
    if file.rejects_file:
        yield texts.say("receipt.rejects_file", path=file.rejects_file)
