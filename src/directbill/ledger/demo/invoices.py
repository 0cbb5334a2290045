"""The register of the demo's invoices, as the invoices interface gives it."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from directbill.ledger.demo.story import Invoice

UNPAID = 2
"""The newest months are not yet paid: terms are sixty days."""


def register(every: "Iterable[Invoice]") -> str:
    """All invoices with period, total and what was paid; a voided one with the note that voids it."""
    found = tuple(every)
    newest = max(invoice.place for invoice in found)
    items = [_item(invoice, paid=invoice.place <= newest - UNPAID and not invoice.void) for invoice in found]
    items += [_note(invoice) for invoice in found if invoice.void]
    return json.dumps({"totalCount": len(items), "items": items}, indent=1) + "\n"


def _item(invoice: "Invoice", *, paid: bool) -> dict[str, Any]:
    total = invoice.cents / 100
    month = invoice.month
    return {
        "id": invoice.number,
        "invoiceDate": f"{month.plus(1)}-07T04:00:00Z",
        "billingPeriodStartDate": f"{month.first_day}T00:00:00Z",
        "billingPeriodEndDate": f"{month.last_day}T23:59:59Z",
        "totalCharges": total,
        "paidAmount": -total if paid else 0,
        "currencyCode": invoice.currency,
        "documentType": "invoice",
        "invoiceType": "OneTime",
        "status": "void" if invoice.void else "active",
    }


def _note(invoice: "Invoice") -> dict[str, Any]:
    note = _item(invoice, paid=False)
    return note | {"id": f"{invoice.number[:-1]}8", "documentType": "void_note", "amendsOf": invoice.number}
