"""A statement's lines in a file of their own: written once beside an evaluation, then asked by the page.

Amounts are exact texts. What a line comes to in the statement's currency stands there too as a number and its rest
beyond twelve places, so that a selection can be summed exactly; a line too large for that has none.
"""

import csv
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Context, Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from directbill.core.money import total
from directbill.core.periods import Month
from directbill.core.statement import Method, StatementLine
from directbill.ledger import engine
from directbill.ledger.canonical import literal
from directbill.ledger.register_file import flush_folder

COLUMNS: tuple[tuple[str, str], ...] = (
    ("n", "BIGINT"),
    ("file", "VARCHAR"),
    ("row", "INTEGER"),
    ("document", "VARCHAR"),
    ("month", "VARCHAR"),
    ("account", "VARCHAR"),
    ("category", "VARCHAR"),
    ("rule", "VARCHAR"),
    ("amount", "VARCHAR"),
    ("currency", "VARCHAR"),
    ("counted", "BOOLEAN"),
    ("reason", "VARCHAR"),
    ("method", "UTINYINT"),
    ("rate", "DECIMAL(38,12)"),
    ("usd", "VARCHAR"),
    ("customer", "VARCHAR"),
    ("subscription", "VARCHAR"),
    ("product", "VARCHAR"),
    ("charge_type", "VARCHAR"),
    ("value", "DECIMAL(38,12)"),
    ("rest", "DECIMAL(38,27)"),
)
SHOWN = ", ".join(f'"{name}"' for name, _ in COLUMNS[:19])
SEARCHED = "concat_ws(' ', product, customer, charge_type, document, subscription, file)"
LINES = "read_parquet(?)"
SUMS = "sum(value) FILTER (counted), sum(rest) FILTER (counted)"
PLACES = Decimal("1e-12")
LARGEST = Decimal(10) ** 25
EXACT = Context(prec=100, rounding=ROUND_DOWN)
GROUP = 10_240
LONGEST_LINE = 16 << 20
NULLABLE = frozenset({"usd"})
MOST_WORDS = 8
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which lines are wanted. What is empty or None asks for nothing; `text` asks for all of its words."""

    month: str = ""
    account: str = ""
    category: str = ""
    document: str = ""
    reason: str = ""
    counted: bool | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the lines of a selection, and the whole of it: how many, and what those that count come to.

    `after` and `before` are where the pages beside this one begin, None where there is none. `counted` is None where
    a counted line is too large to be summed.
    """

    lines: tuple[StatementLine, ...]
    total: int
    counted: Decimal | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many lines there are of a month, an account and a category, counted or left out for a reason."""

    month: str
    account: str
    category: str
    counted: bool
    reason: str
    lines: int


@dataclass(slots=True)
class Sold:
    """The lines of a document: how many, how many count, what these come to, and what all are by currency.

    An amount is None where a line is too large to be summed.
    """

    lines: int = 0
    counted_lines: int = 0
    counted: Decimal = Decimal(0)
    amounts: dict[str, Decimal | None] = field(default_factory=dict)

    def add(self, currency: str, *, amount: Decimal | None, figure: Decimal) -> None:
        """Add the lines of one currency."""
        self.amounts[currency] = amount
        self.counted = total([self.counted, figure])


def write(lines: Iterable[StatementLine], path: Path, *, workdir: Path) -> str:
    """Write the lines, in their order, to a Parquet file that is there whole or not at all; its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside, texts = path.with_suffix(".writing"), workdir / f"{path.name}.csv"
    with texts.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(map(_row, lines, count(1)))
    with engine.connect(workdir=workdir) as connection:
        connection.execute(_copy(texts, aside))
    texts.unlink()
    with aside.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    aside.replace(path)
    flush_folder(path.parent)
    return digest


def _copy(texts: Path, target: Path) -> str:
    names = ", ".join(f"'{name}': 'VARCHAR'" for name, _ in COLUMNS)
    layout = (
        "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', strict_mode = true"
    )
    more = f"allow_quoted_nulls = false, new_line = '\\n', parallel = false, max_line_size = {LONGEST_LINE}"
    source = f"read_csv({literal(str(texts))}, columns = {{{names}}}, {layout}, {more})"
    typed = ", ".join(_typed(name, kind) for name, kind in COLUMNS)
    query = f"""SELECT {typed}, strip_accents(lower({SEARCHED})) AS searched FROM {source} ORDER BY n"""
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}"
    return f"COPY ({query}) TO {literal(str(target))} ({options})"


def _typed(name: str, kind: str) -> str:
    if kind != "VARCHAR":
        return f'nullif("{name}", \'\')::{kind} AS "{name}"'
    return f'nullif("{name}", \'\') AS "{name}"' if name in NULLABLE else f'"{name}"'


class LineFile:
    """The lines of one evaluation. Every question is one to three queries, whatever is asked."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.cursor = _shared().cursor()

    def __enter__(self) -> "LineFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.cursor.close()

    def _ask(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """The answer to a query over `LINES`, which comes before every other value; all are bound."""
        return self.cursor.execute(query, [self.path, *values]).fetchall()

    def page(
        self, wanted: Filter, *, after: int | None = None, before: int | None = None, most: int = PAGE
    ) -> Found:  # fmt: skip
        """Lines in the order of file and row: those after a line's number, or the last ones before it."""
        where, values = _where(wanted)
        lines, counted = self._whole(where, values)
        edge, order = ("n < ?", "DESC") if before is not None else ("n > ?", "ASC")
        start = before if before is not None else after or 0
        query = f"SELECT n FROM {LINES} WHERE {where} AND {edge} ORDER BY n {order} LIMIT ?"
        keys = [n for (n,) in self._ask(query, [*values, start, most + 1])]
        rows = self._rows(keys[:most])
        more = len(keys) > most
        ahead = more if before is None else bool(rows)
        behind = more if before is not None else bool(after)
        return Found(
            lines=tuple(map(_line, rows)),
            total=lines,
            counted=counted,
            before=rows[0][0] if rows and behind else None,
            after=rows[-1][0] if rows and ahead else None,
        )

    def _rows(self, keys: list[int]) -> list[tuple[Any, ...]]:
        """The lines of these numbers, in order; only the part of the file they are in is read."""
        if not keys:
            return []
        query = f"SELECT {SHOWN} FROM {LINES} WHERE n BETWEEN ? AND ? AND n IN (SELECT unnest(?::BIGINT[])) ORDER BY n"
        return self._ask(query, [min(keys), max(keys), keys])

    def one(self, file: str, row: int) -> StatementLine | None:
        """One line by its place."""
        query = f"SELECT {SHOWN} FROM {LINES} WHERE file = ? AND row = ? ORDER BY n LIMIT 1"
        found = self._ask(query, [file, row])
        return _line(found[0]) if found else None

    def customers(self) -> tuple[str, ...]:
        """Everybody something was sold to, as the lines name them."""
        query = f"SELECT DISTINCT customer FROM {LINES} WHERE customer <> '' ORDER BY customer"
        return tuple(str(name) for (name,) in self._ask(query))

    def shares(self) -> tuple[Share, ...]:
        """What there is to choose from, with its lines."""
        query = f"SELECT month, account, category, counted, reason, count(*) FROM {LINES} GROUP BY ALL ORDER BY ALL"
        return tuple(Share(*row) for row in self._ask(query))

    def documents(self) -> dict[str, "Sold"]:
        """What each document's lines come to."""
        query = f"""SELECT document, currency, count(*), count_if(counted), {SUMS},
            sum(TRY_CAST(amount AS DECIMAL(38, 15))), count_if(TRY_CAST(amount AS DECIMAL(38, 15)) IS NULL)
            FROM {LINES} GROUP BY document, currency ORDER BY document, currency"""
        found: dict[str, Sold] = {}
        for document, currency, lines, counted, value, rest, amount, lost in self._ask(query):
            figure = total([value or Decimal(0), rest or Decimal(0)])
            found.setdefault(document, Sold()).add(currency, amount=None if lost else amount, figure=figure)
            found[document].lines += lines
            found[document].counted_lines += counted
        return found

    def _whole(self, where: str, values: list[Any]) -> tuple[int, Decimal | None]:
        query = f"SELECT count(*), {SUMS}, count_if(counted AND value IS NULL) FROM {LINES} WHERE {where}"
        ((lines, value, rest, lost),) = self._ask(query, values)
        return lines, None if lost else total([value or Decimal(0), rest or Decimal(0)])


@cache
def _shared() -> duckdb.DuckDBPyConnection:
    """One engine for the pages of a process: opening one takes longer than a question."""
    return engine.connect(threads=1)


def _where(wanted: Filter) -> tuple[str, list[Any]]:
    """The condition, with its values to be bound."""
    columns = ("month", "account", "category", "document", "reason")
    chosen = [(column, getattr(wanted, column)) for column in columns if getattr(wanted, column)]
    clauses = [f"{column} = ?" for column, _ in chosen]
    values: list[Any] = [value for _, value in chosen]
    if wanted.counted is not None:
        clauses.append("counted" if wanted.counted else "NOT counted")
    for word in wanted.text.split()[:MOST_WORDS]:
        clauses.append("contains(searched, strip_accents(lower(?)))")
        values.append(word)
    return " AND ".join(clauses) or "true", values


def _row(line: StatementLine, number: int) -> tuple[object, ...]:
    value, rest = _parts(line.usd)
    return (
        number, line.file, line.row, line.document, str(line.month), line.account, line.category, line.rule,
        str(line.amount), line.currency, line.counted, line.reason, None if line.method is None else int(line.method),
        line.rate, None if line.usd is None else str(line.usd), line.customer, line.subscription, line.product,
        line.charge_type, value, rest,
    )  # fmt: skip


def _parts(usd: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if usd is None or abs(usd) >= LARGEST:
        return None, None
    value = usd.quantize(PLACES, context=EXACT)
    return value, EXACT.subtract(usd, value)


def _line(row: tuple[Any, ...]) -> StatementLine:
    (
        _, file, number, document, month, account, category, rule, amount, currency, counted, reason, method, rate,
        usd, customer, subscription, product, charge_type,
    ) = row  # fmt: skip
    return StatementLine(
        file, number, document, Month.parse(month), account, category, rule, Decimal(amount), currency, counted,
        reason, None if method is None else Method(method), rate, None if usd is None else Decimal(usd), customer,
        subscription, product, charge_type,
    )  # fmt: skip
