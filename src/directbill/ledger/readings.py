"""Reading a staged file's distinct texts: what each says, and what is wrong with it.

Columns hold few distinct texts, so Python reads each once and DuckDB spreads the values over the rows by join.
Amounts are the exception: SQL converts the plain ones itself, exactly, and the odd ones have a table of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb

from directbill.core.errors import refuse
from directbill.core.periods import Month, months_between
from directbill.ledger import cell_days, cells, odd_amounts
from directbill.ledger.cells import Read
from directbill.ledger.formats.format import Column, Format, Kind
from directbill.ledger.odd_amounts import Odd
from directbill.ledger.staging import Staged


@dataclass(slots=True)
class Readings:
    """Each distinct text's value, by role. `bad` maps a role to its faulty texts and their codes."""

    days: dict[str, date | None] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)
    odd: dict[str, Odd] = field(default_factory=dict)
    """The tables of amounts that SQL does not convert itself, by role."""
    rates: dict[str, Read] = field(default_factory=dict)
    charge_types: tuple[str, ...] = ()
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    """Reseller and owner, as texts, with their rows."""
    bad: dict[str, dict[str, str]] = field(default_factory=dict)
    float_ids: int = 0

    def months(self) -> dict[str, str]:
        """Each day text's month."""
        return {text: str(Month.of(day)) for text, day in self.days.items() if day}

    @property
    def faultless(self) -> bool:
        return (
            not self.float_ids and not any(self.bad.values()) and not any(o.faulty for o in self.odd.values())
        )


def read(connection: duckdb.DuckDBPyConnection, staged: Staged, *, as_of: date | None) -> Readings:
    """Read a staged file's distinct texts. Refuses two files put together, and costs spread over time."""
    found = Readings()
    texts = _distinct(connection, staged)
    _refuse_second_header(connection, staged, texts)
    _read_days(found, staged, texts, as_of)
    readers = {"amount": _amount_reader(staged.format), "own_usd": _optional(staged, cells.amount)}
    laid = {
        role: odd_amounts.lay(connection, staged, role=role, reader=read) for role, read in readers.items()
    }
    found.odd = {role: odd for role, odd in laid.items() if odd}
    found.rates = _read(found, "rate", [t for t in texts["rate"] if t], cells.rate)
    currencies = (
        _read(found, "currency", texts["currency"], cells.currency) if not staged.format.currency else {}
    )
    found.currencies = {t: str(r.value) for t, r in currencies.items() if not r.code}
    _read(found, "document", texts["document"], cells.identifier)
    found.charge_types = tuple(sorted(texts["charge_type"]))
    found.float_ids = len(texts["float_id"])
    if texts["amortized"]:
        raise refuse("cost_amortized", file=staged.sheet.name, found=texts["amortized"][0])
    _read_pairs(found, connection, staged)
    return found


def _amount_reader(made: Format) -> Callable[[str], Read]:
    if made.readers:
        return made.readers.amount
    return lambda text: cells.amount(text, currency_sign=made.currency_sign)


def _distinct(connection: duckdb.DuckDBPyConnection, staged: Staged) -> dict[str, list[str]]:
    """Each role's distinct texts: they are few."""
    table = staged.table
    names = ["currency", "rate", "charge_type", "document", *day_roles(staged)]
    conditions = dict.fromkeys(names, "true")
    conditions |= {"float_id": "float_id <> ''", "amortized": "amortized <> ''"}
    asked = " UNION ALL ".join(
        f"SELECT DISTINCT '{name}', {name} FROM {table} WHERE {condition}"
        for name, condition in conditions.items()
    )
    found: dict[str, list[str]] = {name: [] for name in conditions}
    for name, text in connection.execute(asked).fetchall():
        found[name].append(text)
    return found


def _refuse_second_header(
    connection: duckdb.DuckDBPyConnection, staged: Staged, texts: dict[str, list[str]]
) -> None:
    """Files put together: the row of the second header would be taken for another company's, and dropped."""
    columns = {role: getattr(staged.format.roles, role) for role in ("document", "currency")}
    for role, column in columns.items():
        if column and (name := staged.match.shown(column)) in texts[role]:
            row = connection.execute(
                f"SELECT min({staged.row_sql()}) FROM {staged.table} WHERE {role} = ?", [name]
            ).fetchall()[0][0]
            raise refuse("header_again", file=staged.sheet.name, row=row, found=name)


def day_roles(staged: Staged) -> list[str]:
    """The staged columns of checked days, in the format's order."""
    return [f"day_{n}" for n, _ in enumerate(staged.format.of_kind(Kind.DAY, Kind.MONTH))]


def _read_days(found: Readings, staged: Staged, texts: dict[str, list[str]], as_of: date | None) -> None:
    columns = dict(zip(day_roles(staged), staged.format.of_kind(Kind.DAY, Kind.MONTH), strict=True))
    for role, column in columns.items():
        reader = _month_reader(staged.format) if column.kind is Kind.MONTH else cell_days.day
        for text, value in _read(found, role, texts[role], reader).items():
            day = value.value
            assert day is None or isinstance(day, date)
            found.days[text] = day
            if day and as_of and column.horizon is not None and _too_far(day, as_of, column.horizon):
                found.bad.setdefault(role, {})[text] = "date_future"
            if _tells_the_month(staged.format, column) and not value.code and day is None:
                found.bad.setdefault(role, {})[text] = "date_missing"


def _tells_the_month(made: Format, column: Column) -> bool:
    """Whether a row without a day in this column has no month at all."""
    by_row = made.by_row and f'"{column.name}"' == made.vote
    return column.required and (column.kind is Kind.MONTH or by_row)


def _month_reader(made: Format) -> Callable[[str], Read]:
    return made.readers.month if made.readers else cell_days.month


def _too_far(day: date, as_of: date, horizon: int) -> bool:
    return months_between(Month.of(as_of), Month.of(day)) > horizon


def _read(found: Readings, role: str, texts: Iterable[str], reader: Callable[[str], Read]) -> dict[str, Read]:
    values = {text: reader(text) for text in texts}
    found.bad.setdefault(role, {}).update({text: value.code for text, value in values.items() if value.code})
    return values


def _optional(staged: Staged, reader: Callable[[str], Read]) -> Callable[[str], Read]:
    """The same reader, but an empty cell says nothing where the column may be empty or is not there."""
    column = staged.format.roles.own_usd
    if staged.format.own_usd_required and column in staged.match.found:
        return reader
    return lambda text: reader(text) if cells.plain(text) else cells.NOTHING


def _read_pairs(found: Readings, connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    rows = connection.execute(
        f"SELECT reseller, owner, count(*) FROM {staged.table} GROUP BY reseller, owner"
    ).fetchall()
    found.pairs = {(reseller, owner): count for reseller, owner, count in rows}
    _read(found, "reseller", {r for r, _, _ in rows}, cells.identifier)
    _read(found, "owner", {o for _, o, _ in rows}, cells.identifier)
