"""A user's own exchange rates, from a CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal, of_encoding, of_system, refuse
from directbill.core.exchange import UserRate
from directbill.core.periods import Month

CODE_LETTERS = 3


def read(path: Path) -> tuple[UserRate, ...]:
    """Read a user's rates: columns `month` (YYYY-MM) or `date`, `currency`, `rate`, `source`.

    `rate` is the statement's currency per one unit of `currency`, with a decimal point. Without a column `source`
    the file itself stands as the source. All faults are refused together, each with its row and column.
    """
    lines = _table(path)
    header = [name.strip().lower() for name in next(lines, [])]
    missing = [name for name in ("currency", "rate") if name not in header]
    if missing or ("month" in header) is ("date" in header):
        raise refuse("rates_header", file=path.name, row=1, found=", ".join(header))
    faults: list[Fault] = []
    found: dict[tuple[Month, str, date | None], UserRate] = {}
    for number, cells in enumerate(lines, 2):
        if any(cell.strip() for cell in cells):
            laid = zip_longest(header, (cell.strip() for cell in cells[: len(header)]), fillvalue="")
            _take(_Row(path.name, number, dict(laid)), found, faults)
    if faults:
        raise Refusal(*faults)
    return tuple(found.values())


class _Row:
    """One row of a user's file, read cell by cell."""

    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def fault(self, code: str, column: str) -> Fault:
        return Fault(code, Place(self.file, self.number, column), self.cells.get(column, ""))

    def when(self) -> tuple[Month, date | None] | Fault:
        text = self.cells.get("date", "")
        try:
            if "date" in self.cells:
                day = date.fromisoformat(text)
                return Month.of(day), day
            return Month.parse(self.cells.get("month", "")), None
        except (ValueError, Refusal):
            return self.fault("rates_when", "date" if "date" in self.cells else "month")

    def currency(self) -> str | Fault:
        code = self.cells.get("currency", "")
        fits = len(code) == CODE_LETTERS and code.isascii() and code.isalpha() and code.isupper()
        return code if fits else self.fault("rates_currency", "currency")

    def rate(self) -> Decimal | Fault:
        try:
            rate = Decimal(self.cells.get("rate", ""))
        except InvalidOperation:
            return self.fault("rates_value", "rate")
        return rate if rate.is_finite() and rate > 0 else self.fault("rates_value", "rate")

    def source(self) -> str | Fault:
        return self.cells.get("source", self.file) or self.fault("rates_source", "source")


def _take(row: _Row, found: dict[tuple[Month, str, date | None], UserRate], faults: list[Fault]) -> None:
    when, currency, rate, source = row.when(), row.currency(), row.rate(), row.source()
    if (
        isinstance(when, Fault)
        or isinstance(currency, Fault)
        or isinstance(rate, Fault)
        or isinstance(source, Fault)
    ):
        faults.extend(part for part in (when, currency, rate, source) if isinstance(part, Fault))
        return
    month, day = when
    if (month, currency, day) in found:
        faults.append(row.fault("rates_twice", "currency"))
    found[month, currency, day] = UserRate(month, currency, rate, source, day)


def _table(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return iter(list(csv.reader(io.StringIO(text, newline=""))))
    except OSError as failure:
        raise of_system(failure, file=path.name) from None
    except UnicodeDecodeError as failure:
        raise of_encoding(failure, file=path.name) from None
    except csv.Error as error:
        raise refuse("rates_unreadable", file=path.name, found=str(error)) from None
