"""Invoices and notes as the API gives them: what each document is, amends, totals, and whether it is paid."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.periods import Month
from directbill.ledger import cell_days, cells
from directbill.ledger.carriers.sheet import Sheet
from directbill.ledger.register import Invoice

NAME = "invoices"
MARKS = frozenset({"id", "invoicedate", "totalcharges", "currencycode"})
VOID = "void"


def is_invoices(sheet: Sheet) -> bool:
    """Whether the header is that of an invoice collection or a single invoice."""
    return {name.casefold() for name in sheet.header} >= MARKS


def read(sheet: Sheet) -> tuple[Invoice, ...]:
    """Every document of the file, amendments inside an invoice included. Refuses unreadable amounts and dates."""
    found: list[Invoice] = []
    faults: list[Fault] = []
    with sheet.text.open(encoding="utf-8-sig", newline="") as file:
        for row, record in enumerate(
            csv.DictReader(file, delimiter=sheet.delimiter), start=sheet.header_row + 1
        ):
            low = {str(k).casefold(): v for k, v in record.items()}
            found += _documents(low, Place(sheet.name, row), faults)
    if faults:
        raise Refusal(*faults)
    return tuple(found)


def _documents(record: Mapping[str, Any], place: Place, faults: list[Fault]) -> Iterator[Invoice]:
    invoice = _invoice(record, place, faults)
    yield invoice
    amendments = record.get("amendments") or []
    if isinstance(amendments, str):
        amendments = json.loads(amendments, parse_float=str, parse_int=str)
    for amendment in amendments:
        low = {str(k).casefold(): v for k, v in amendment.items()}
        yield from _documents({"amendsof": invoice.number, **low}, place, faults)


def _invoice(record: Mapping[str, Any], place: Place, faults: list[Fault]) -> Invoice:
    total = _amount(record, "totalCharges", place, faults)
    paid = _amount(record, "paidAmount", place, faults)
    kind = _text(record, "documenttype").lower().replace(" ", "_") or "invoice"
    return Invoice(
        number=_text(record, "id"),
        kind=kind,
        month=_month(record, place, faults),
        total="" if total is None else str(total),
        currency=_text(record, "currencycode").upper(),
        paid=None if total is None or paid is None else _is_paid(total, paid),
        void=_text(record, "status").lower() == VOID,
        amends=_text(record, "amendsof"),
    )


def _is_paid(total: Decimal, paid: Decimal) -> bool:
    """Published examples state payments now as a negative, now as a positive amount."""
    return abs(paid) >= abs(total)


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return cells.plain(value) if isinstance(value, str) else ""


def _amount(record: Mapping[str, Any], key: str, place: Place, faults: list[Fault]) -> Decimal | None:
    text = _text(record, key.casefold())
    if not text:
        return None
    found = cells.amount(text)
    if isinstance(found.value, Decimal):
        return found.value
    faults.append(Fault(found.code, Place(place.file, place.row, key), text))
    return None


def _month(record: Mapping[str, Any], place: Place, faults: list[Fault]) -> str:
    """The month the billing period begins in; without a period the invoice alone does not tell it."""
    text = _text(record, "billingperiodstartdate")
    found = cell_days.day(text)
    if found.code:
        faults.append(Fault(found.code, Place(place.file, place.row, "billingPeriodStartDate"), text))
    return str(Month.of(found.value)) if isinstance(found.value, date) else ""
