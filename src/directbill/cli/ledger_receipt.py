"""The receipt of an import on paper: every row accounted for, every document with its month and its invoice."""

from collections.abc import Iterator

from directbill.core.money import shown
from directbill.documents.report import Answer, Table
from directbill.documents.sheet import Sheet
from directbill.documents.texts import Catalog
from directbill.ledger.receipt import DocumentReceipt, Done, FileReceipt, Receipt

MOST = 40
"""Documents and rejected rows listed for one file; the rest is counted."""


def render(receipt: Receipt, texts: Catalog) -> str:
    """The receipt as plain text of eighty columns."""
    sheet = Sheet()
    sheet.heading(texts.say("receipt.heading", files=len(receipt.files), rows=receipt.read))
    if receipt.ids:
        key = "receipt.ids_assumed" if receipt.ids_assumed else "receipt.ids"
        sheet.paragraph(texts.say(key, ids=", ".join(receipt.ids)))
    if receipt.others:
        sheet.paragraph(texts.say("receipt.others"))
    for file in receipt.files:
        sheet.caption(
            texts.say(f"receipt.file_{file.done}", file=file.file, format=export(file.format, texts))
        )
        sheet.answers(_answers(file, texts))
        if file.documents:
            sheet.table(_documents(file, texts))
        for line in _remarks(file, texts):
            sheet.line(line)
    for id_, before, after in receipt.moved:
        sheet.line(texts.say("receipt.moved", document=id_, before=str(before), after=str(after)))
    return sheet.text()


def export(name: str, texts: Catalog) -> str:
    """A format by its title; a mapped file by its profile's name."""
    kind, _, profile = name.partition(":")
    return texts.say(f"export.{kind}", profile=profile) if name else ""


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
