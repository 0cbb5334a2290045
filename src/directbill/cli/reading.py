"""What was read, in a few lines on standard error: the receipt's summary, and the progress before it."""

import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal

from directbill.cli.language import say, say_or
from directbill.cli.output import aside
from directbill.core.findings import Reason
from directbill.core.ledger import DocumentState
from directbill.core.money import shown, total
from directbill.ledger.import_options import Progress
from directbill.ledger.receipt import DocumentReceipt, Done, FileReceipt, Receipt

MOST = 12
"""Remarks of one kind shown; the others are counted."""
MOST_NAMED = 3


def summary(receipt: Receipt) -> str:
    """Counts and totals, and everything a reader should know before trusting the figure."""
    return "".join(f"{line}\n" for line in _lines(receipt))


def progress() -> Progress | None:
    """On a terminal: one line that names the file being read, and is gone in the end."""
    if not sys.stderr.isatty():
        return None

    def shown(file: str, read: int, whole: int) -> None:
        percent = 100 * read // whole if whole else 100
        text = "" if read >= whole else say("read.progress", percent=percent, file=file)
        aside(f"\r\x1b[K{text}")

    return shown


def _lines(receipt: Receipt) -> Iterator[str]:
    counts = [
        say("read.files", files=len(receipt.files), rows=receipt.read, kept=receipt.kept),
        *(
            say(f"read.{name}", n=n)
            for name, n in (
                ("others", receipt.others),
                ("unattributed", receipt.unattributed),
                ("rejected", receipt.rejected),
            )
            if n
        ),
    ]
    yield ", ".join(counts)
    yield from _totals(receipt)
    if receipt.ids_assumed:
        yield say("read.assumed", ids=", ".join(receipt.ids))
    for remarks in (_done, _rejects, _charge_types, _categories, _states, _ties, _months):
        yield from _few(remarks(receipt))
    yield from _few(_notes(receipt))


def _totals(receipt: Receipt) -> Iterator[str]:
    sums: dict[str, list[tuple[Decimal, int]]] = {}
    for file in receipt.files:
        if file.done is Done.REPLACED:
            continue  # read and kept as what was known before, in no figure
        for each in file.totals:
            sums.setdefault(each.currency, []).append((each.amount, each.lines))
    for currency, parts in sorted(sums.items()):
        amount = shown(total(amount for amount, _ in parts))
        yield say("read.total", currency=currency, amount=amount, lines=sum(n for _, n in parts))


def _done(receipt: Receipt) -> Iterator[str]:
    for file in receipt.files:
        if file.done in (Done.SAME, Done.REPLACED):
            yield say(f"read.{file.done}", file=file.file)
        for document in file.documents:
            if document.done is Done.PART:
                yield say("read.part", file=file.file, document=document.id)


def _rejects(receipt: Receipt) -> Iterator[str]:
    for fault in (fault for file in receipt.files for fault in file.rejects):
        place = fault.place
        yield say("read.reject", file=place.file, row=place.row, column=place.column, found=fault.found)


def _charge_types(receipt: Receipt) -> Iterator[str]:
    for file in receipt.files:
        for found, n in file.charge_types:
            yield say("read.charge_type", file=file.file, found=found, n=n)


def _categories(receipt: Receipt) -> Iterator[str]:
    for file in receipt.files:
        for found, n in file.categories:
            yield say("read.category", file=file.file, found=found, n=n)


def _states(receipt: Receipt) -> Iterator[str]:
    """Documents that are read and listed, and never counted."""
    for file in receipt.files:
        for document in file.documents:
            if document.lines and document.state != DocumentState.BILLED:
                yield say(f"read.{document.state}", file=file.file, document=document.id, n=document.lines)


def _ties(receipt: Receipt) -> Iterator[str]:
    for document in (d for file in receipt.files for d in file.documents):
        tie = document.tie_out
        if tie and not tie.ties and not tie.ties_with_tax:
            yield say(
                "read.ties_not" if tie.with_tax is None else "read.ties_not_either",
                document=document.id,
                currency=tie.currency,
                rows=tie.rows,
                invoice=tie.invoice,
                with_tax=tie.with_tax or "",
            )


def _takes_month_of_lines(document: DocumentReceipt) -> bool:
    return document.month_basis == "lines" and document.state == DocumentState.BILLED and document.lines > 0


def _months(receipt: Receipt) -> Iterator[str]:
    """Documents whose month their own lines had to tell."""
    documents = (d for file in receipt.files for d in file.documents if _takes_month_of_lines(d))
    found = dict.fromkeys(f"{d.id} ({d.month})" for d in documents if d.month)
    if found:
        more = "" if len(found) <= MOST_NAMED else ", …"
        yield say("read.months", n=len(found), documents=", ".join([*found][:MOST_NAMED]) + more)


def _notes(receipt: Receipt) -> Iterator[str]:
    notes: list[tuple[FileReceipt | None, Reason]] = [(None, note) for note in receipt.notes]
    notes += [(file, note) for file in receipt.files for note in file.notes]
    for file, note in notes:
        sentence = say_or(f"reason.{note.code}") and say(f"reason.{note.code}", **note.params)
        if sentence:
            yield f"{file.file}: {sentence}" if file else sentence


def _few(remarks: Iterable[str]) -> Iterator[str]:
    every = list(remarks)
    yield from every[:MOST]
    if len(every) > MOST:
        yield say("read.more", n=len(every) - MOST)
