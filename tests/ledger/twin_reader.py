"""The plain reader: a raw new-commerce reconciliation CSV into charges, row by row. Imports nothing of the ledger."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from directbill.core.ledger import Attribution, Authority, Basis, Charge, Document, DocumentState, Stream
from directbill.core.money import unit_rate
from directbill.core.periods import Month
from directbill.core.revenue import Ledger

AZURE = ("azure_usage", "reservation", "savings_plan")
STATED = (
    ("reservation", ("reservation", "reserved")),
    ("savings_plan", ("savings plan",)),
    ("perpetual_software", ("perpetual",)),
    ("software_subscription", ("software",)),
    ("marketplace", ("marketplace", "third party")),
    ("azure_usage", ("azure plan", "azure usage", "consumption")),
    ("license", ("license", "online service")),
)
"""What the newest column says, where it is filled."""
FIRST_PARTY = ("microsoft", "microsoft corporation")


class NoMonth(Exception):
    """No line of an invoice gives a month."""


@dataclass(frozen=True)
class Row:
    """One row with its number, the header being row 1."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, *names: str) -> str:
        found = next((self.cells[n] for n in names if n in self.cells), "").strip()
        return "" if found.upper() == "NULL" else found

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        month, day, year = (int(part) for part in text.split("/"))
        return None if year == 1 else date(year, month, day)

    @property
    def document(self) -> str:
        return f"{self.text('PartnerId')} {self.text('InvoiceNumber')}"


def read(paths: list[Path], ids: tuple[str, ...]) -> Ledger:
    """All rows of the files but those of other resellers, with one month for each invoice."""
    rows = [row for path in paths for row in _rows(path)]
    months = {
        d: _month([r for r in rows if r.document == d]) for d in dict.fromkeys(r.document for r in rows)
    }
    charges = [
        _charge(row, months[row.document], ids) for row in rows if _whose(row, ids) is not Attribution.OTHER
    ]
    documents = tuple(_document(d, [r for r in rows if r.document == d], m) for d, m in months.items())
    covered = frozenset(d.month for d in documents if d.month is not None and d.state is DocumentState.BILLED)
    return Ledger(tuple(charges), documents, covered)


def category(row: Row) -> str:
    """The published table, in its order; the newest column wins where it says something."""
    stated = row.text("ProductCategory").lower()
    for found, words in STATED:
        if any(word in stated for word in words):
            return found
    publisher, term = row.text("PublisherName").lower(), row.text("TermAndBillingCycle").lower()
    if publisher and publisher not in FIRST_PARTY and row.text("PublisherId").lower() not in ("", "na"):
        return "marketplace"
    return _by_term(row, term)


def _by_term(row: Row, term: str) -> str:
    words = (
        ("reservation", "reservation"),
        ("savings plan", "savings_plan"),
        ("subscription", "software_subscription"),
    )
    for word, found in words:
        if word in term:
            return found
    if term and re.match("(SQL|Windows) Server", row.text("SkuName"), re.IGNORECASE):
        return "software_subscription"
    if any(word in term for word in ("one-month", "one-year", "three-")):
        return "license"
    return "azure_usage" if term or row.text("ChargeEndDate") else "perpetual_software"


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Row(path.name, number, cells) for number, cells in enumerate(csv.DictReader(file), 2)]


def _month(rows: list[Row]) -> Month:
    """The month most lines give: usage by the end of its period, all else by its order. Ties go to the earlier."""
    votes: Counter[Month] = Counter()
    for row in rows:
        day = row.day("ChargeEndDate" if category(row) == "azure_usage" else "OrderDate")
        votes.update([Month.of(day)] if day else [])
    if not votes:
        raise NoMonth(rows[0].document)
    most = max(votes.values())
    return min(month for month, count in votes.items() if count == most)


def _document(name: str, rows: list[Row], month: Month) -> Document:
    number = rows[0].text("InvoiceNumber")
    state = DocumentState.TEST if number.startswith("T") else DocumentState.BILLED
    return Document(name, "", "", "1", month, "lines", state if number else DocumentState.UNBILLED)


def _whose(row: Row, ids: tuple[str, ...]) -> Attribution:
    reseller = row.text("ResellerMpnId", "Tier2MpnId")
    if reseller in ids:
        return Attribution.OWN
    if reseller == row.text("MpnId") != "":
        return Attribution.PROVIDER
    return {"": Attribution.BLANK, "0": Attribution.ZERO, "-1": Attribution.REMOVED}.get(
        reseller, Attribution.OTHER
    )


def _charge(row: Row, month: Month, ids: tuple[str, ...]) -> Charge:
    found, whose, currency = category(row), _whose(row, ids), row.text("Currency")
    priced = row.text("PricingCurrency") == "USD" != currency
    return Charge(
        file=row.file,
        row=row.number,
        document=row.document,
        month=month,
        authority=Authority.RECONCILIATION,
        stream=Stream.AZURE if found in AZURE else Stream.COMMERCE,
        basis=Basis.BILLED,
        attribution=whose,
        account=row.text("ResellerMpnId", "Tier2MpnId") if whose is Attribution.OWN else "",
        owner=row.text("MpnId"),
        amount=Decimal(row.text("Subtotal")),
        currency=currency,
        category=found,
        category_rule="",
        unit_rate=unit_rate(Decimal(row.text("PCToBCExchangeRate"))) if priced else None,
        rate_date=row.day("PCToBCExchangeRateDate"),
        customer=row.text("CustomerId"),
    )
