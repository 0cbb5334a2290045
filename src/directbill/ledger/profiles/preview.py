"""A few rows as a profile would read them, for the person who is to confirm it."""

from collections.abc import Mapping
from dataclasses import dataclass

from directbill.ledger.carriers import csv_text
from directbill.ledger.carriers.sheet import Sheet
from directbill.ledger.profiles import values
from directbill.ledger.profiles.model import UNSETTLED, MonthFrom, Profile

SEARCHED = 1000
TYPED = ("xlsx", "parquet")
"""Carriers that know dates; they write them as ISO."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it would be read. What cannot be read stands as found, followed by ` ?`."""

    row: int
    month: str
    amount: str
    currency: str
    account: str
    document: str
    product: str


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]
    profile: Profile
    typed: bool
    open: frozenset[str]
    """Keys of a draft that are not settled yet."""

    def cell(self, field: str) -> str:
        """The field's cell, or what is said of all rows."""
        found = self.cells.get(self.profile.columns.get(field, ""), "").strip()
        return found or self.profile.constants.get(field, "")

    def is_meant(self) -> bool:
        vendor = self.profile.vendor
        return vendor is None or self.cells.get(vendor.column, "").strip() in vendor.values


def preview(
    sheet: Sheet, profile: Profile, *, unsettled: tuple[str, ...] = (), count: int = 3
) -> tuple[Shown, ...]:
    """The first rows of the vendor meant. `unsettled` are the keys of a draft that are still open."""
    records = csv_text.first_records(sheet, SEARCHED)
    typed = sheet.carrier in TYPED
    rows = (
        _Row(number, dict(zip(sheet.header, record, strict=False)), profile, typed, frozenset(unsettled))
        for number, record in enumerate(records, start=sheet.header_row + 1)
    )
    return tuple(_shown(row) for row in [row for row in rows if row.is_meant()][:count])


def _shown(row: _Row) -> Shown:
    account = row.cells.get(row.profile.account, "").strip() if row.profile.account else "own"
    return Shown(
        row=row.number,
        month=_month(row),
        amount=_amount(row),
        currency=row.cell("currency"),
        account=UNSETTLED if "account" in row.open else account,
        document=row.cell("document"),
        product=row.cell("product"),
    )


def _month(row: _Row) -> str:
    source = row.profile.month_from
    if source is MonthFrom.OPTION:
        return ""
    found = row.cell(source.value)
    month = None if "date_order" in row.open else values.month(found, row.profile.locale, typed=row.typed)
    return f"{month:%Y-%m}" if month else f"{found} {UNSETTLED}"


def _amount(row: _Row) -> str:
    charge, credit = row.cell("amount"), row.cell("credit")
    read = None
    if not row.open & {"decimal_mark", "grouping_mark", "columns.amount"}:
        read = values.amount(charge, credit, locale=row.profile.locale, sign=row.profile.sign)
    return read or f"{charge or credit} {UNSETTLED}"
