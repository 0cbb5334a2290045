"""What a billing system says of enrolled partners: a CSV file of statements, read whole before anything is kept.

One line for each unpaid invoice; one without an invoice where nothing is unpaid. Lines of the same enrollment and day
are one statement, and say the same currency and the same sum that is used of the limit.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from directbill.actions.billing import Said
from directbill.core.errors import Fault, Place, Refusal, of_encoding, of_system, refuse
from directbill.core.money import Money
from directbill.core.signals import Invoice

COLUMNS = ("enrollment", "as_of", "currency", "used", "invoice", "due", "open")
AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?")
CURRENCY = re.compile(r"[A-Z]{3}")


def _day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


READS: Mapping[str, Callable[[str], bool]] = {
    "enrollment": bool,
    "as_of": _day,
    "currency": lambda value: bool(CURRENCY.fullmatch(value)),
    "used": lambda value: bool(AMOUNT.fullmatch(value)),
    "invoice": lambda value: True,  # a line without one says that nothing is unpaid
    "due": _day,
    "open": lambda value: bool(AMOUNT.fullmatch(value)),
}
"""Whether a column's value can be read."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as it was read, with its place."""

    row: int
    values: Mapping[str, str]


def read(path: Path) -> list[Said]:
    """The statements of a file, in its order. Refuses with every fault: file, line, column and what was found."""
    lines = list(_lines(path))
    faults = [fault for line in lines for fault in _faults(line, path.name)]
    if faults:
        raise Refusal(*faults)
    groups: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        groups.setdefault((line.values["enrollment"], line.values["as_of"]), []).append(line)
    faults = [fault for group in groups.values() for fault in _disagree(group, path.name)]
    if faults:
        raise Refusal(*faults)
    return [_said(group) for group in groups.values()]


def _lines(path: Path) -> Iterator[_Line]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as failure:
        raise of_system(failure, file=path.name) from None
    except UnicodeDecodeError as failure:
        raise of_encoding(failure, file=path.name) from None
    rows = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise refuse(
            "billing_columns", file=path.name, row=1, found=", ".join(missing), known=", ".join(COLUMNS)
        )
    for row in rows:
        yield _Line(rows.line_num, {name: (row[name] or "").strip() for name in COLUMNS})


def _faults(line: _Line, file: str) -> Iterator[Fault]:
    for name in COLUMNS:
        if not _readable(name, line.values[name], invoiced=bool(line.values["invoice"])):
            yield Fault("billing_value", Place(file, line.row, name), line.values[name])


def _readable(name: str, value: str, *, invoiced: bool) -> bool:
    if name in {"due", "open"} and not invoiced:
        return not value
    return READS[name](value)


def _disagree(group: list[_Line], file: str) -> Iterator[Fault]:
    """Lines of one statement that say another currency or sum than its first."""
    first = group[0].values
    for line in group[1:]:
        for name in ("currency", "used"):
            if line.values[name] != first[name]:
                place = Place(file, line.row, name)
                yield Fault("billing_disagrees", place, line.values[name], {"first": first[name]})


def _said(group: list[_Line]) -> Said:
    first = group[0].values
    return Said(
        enrollment=first["enrollment"],
        as_of=date.fromisoformat(first["as_of"]),
        used=Money(Decimal(first["used"]), first["currency"]),
        invoices=[
            Invoice(
                line.values["invoice"],
                Money(Decimal(line.values["open"]), first["currency"]),
                date.fromisoformat(line.values["due"]),
            )
            for line in group
            if line.values["invoice"]
        ],
    )
