"""What the stored ledger holds: its documents, and which months they cover."""

from directbill.core.ledger import Document
from directbill.core.money import shown
from directbill.core.periods import Month, Window
from directbill.documents.report import Table
from directbill.documents.sheet import Sheet
from directbill.documents.texts import Catalog
from directbill.ledger.store import Store
from directbill.queries.receipt_told import export


def render(store: Store, texts: Catalog) -> str:
    """The documents as a table, then the covered months and the gaps between them."""
    sheet = Sheet()
    documents = sorted(store.documents(), key=_order)
    sheet.heading(texts.say("listing.heading", folder=str(store.folder), documents=len(documents)))
    if not documents:
        sheet.paragraph(texts.say("listing.empty"))
        return sheet.text()
    head = tuple(
        texts.say(f"listing.{key}") for key in ("document", "month", "lines", "state", "invoice", "paid")
    )
    rows = tuple(_row(d, texts) for d in documents)
    sheet.table(Table("documents", texts.say("listing.documents"), head, rows, (2, 4)))
    sheet.caption(texts.say("listing.sources"))
    for source in sorted({d.source for d in documents}):
        sheet.line(export(source, texts))
    sheet.gap()
    sheet.paragraph(_months(store.covered(), texts))
    return sheet.text()


def _order(document: Document) -> tuple[bool, str, str, str]:
    return (bool(document.known_until), str(document.month or ""), document.id, document.version)


def _row(document: Document, texts: Catalog) -> tuple[str, ...]:
    state = texts.say(f"state.{document.state}")
    if document.known_until:
        state = texts.say("listing.until", day=document.known_until[:10])
    total = ""
    if document.total is not None:
        total = texts.say(
            "amount", currency=document.currency, amount=texts.locale.money(shown(document.total))
        )
    paid = "" if document.paid is None else texts.say(f"listing.paid_{'yes' if document.paid else 'no'}")
    lines = texts.say("receipt.number", n=document.lines)
    return (
        document.id,
        str(document.month or ""),
        lines,
        state,
        total,
        paid,
    )


def _months(covered: frozenset[Month], texts: Catalog) -> str:
    if not covered:
        return texts.say("listing.no_months")
    window = Window(min(covered), max(covered))
    missing = texts.locale.months(m for m in window if m not in covered)
    key = "listing.gaps" if missing else "listing.no_gaps"
    return texts.say(key, first=window.first, last=window.last, missing=missing)
