"""Statements for all accounts at once: from lines, from the wide rollup, or from one rule's narrow view.

The rollups are built month by month, so memory follows a month, not the ledger. All three give the same figures to
the last digit; `exact` adds the digits that `rest` carries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from directbill.core.errors import refuse
from directbill.core.money import times, total
from directbill.core.periods import Month, Window

MEASURES = Path(__file__).parent / "measures"
SOURCES = {"lines": "charges", "wide": "wide", "narrow": "narrow"}


@dataclass(frozen=True, slots=True)
class AccountFigure:
    """One account's counted figure in the statement's currency (exact), and the lines behind it."""

    account: str
    counted: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class Question:
    """What to count: the window, the categories and one rate per month and currency (12 places)."""

    window: Window
    categories: tuple[str, ...]
    rates: Mapping[tuple[Month, str], Decimal]


def measure(name: str) -> str:
    """The SQL text of one measure."""
    return (MEASURES / f"{name}.sql").read_text(encoding="utf-8")


def month_file(folder: Path, month: Month) -> Path:
    """Where one month of a rollup lies."""
    return folder / f"{month}.parquet"


def build_wide(
    connection: duckdb.DuckDBPyConnection, charges: Mapping[Month, Iterable[Path]], *, folder: Path
) -> list[Path]:
    """Build the wide rollup, one file a month; existing months are rewritten."""
    folder.mkdir(parents=True, exist_ok=True)
    built = []
    for month, files in sorted(charges.items()):
        relation(connection, "charges", files=files)
        built.append(_copy(connection, measure("rollup_wide"), month_file(folder, month)))
    return built


def build_narrow(
    connection: duckdb.DuckDBPyConnection, wide: Path, *, folder: Path, categories: Iterable[str]
) -> list[Path]:
    """Build one rule's narrow view from the wide rollup, one file a month."""
    folder.mkdir(parents=True, exist_ok=True)
    _table(connection, "counted_categories", "category varchar", [(c,) for c in categories])
    built = []
    for source in sorted(wide.glob("*.parquet")):
        relation(connection, "wide", files=[source])
        built.append(_copy(connection, measure("rollup_narrow"), folder / source.name))
    return built


def statements(
    connection: duckdb.DuckDBPyConnection, source: str, *, files: Iterable[Path], question: Question
) -> duckdb.DuckDBPyConnection:
    """Run the measure over `files` of a source (`lines`, `wide`, `narrow`).

    The result has the columns account, counted decimal(38,16) and lines. Only the window's files need be given.
    """
    relation(connection, SOURCES[source], files=files)
    ask(connection, question)
    return connection.execute(measure(f"statements_from_{source}"))


def exact(
    connection: duckdb.DuckDBPyConnection, *, files: Iterable[Path], question: Question
) -> tuple[AccountFigure, ...]:
    """Every account's figure from lines, with the digits beyond four places added in exact decimals."""
    figures = {
        a: (Decimal(c), n)
        for a, c, n in statements(connection, "lines", files=files, question=question).fetchall()
    }
    rests = connection.execute(measure("rests")).fetchall()
    for account, rate, rest in rests:
        counted, lines = figures[account]
        figures[account] = (total([counted, times(rest, rate)]), lines)
    return tuple(AccountFigure(a, c, n) for a, (c, n) in sorted(figures.items()))


def ask(connection: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Lay the question's small tables beside the ledger."""
    _table(connection, "window_months", "month date", [(m.first_day,) for m in question.window])
    _table(connection, "counted_categories", "category varchar", [(c,) for c in question.categories])
    rows = [(month.first_day, currency, rate) for (month, currency), rate in question.rates.items()]
    _table(connection, "month_rates", "month date, currency varchar, rate decimal(19,12)", rows)


def relation(connection: duckdb.DuckDBPyConnection, name: str, *, files: Iterable[Path]) -> None:
    """Name a set of Parquet files; a file that is not there is refused."""
    paths = [str(f) for f in files]
    if not paths:
        raise refuse("ledger_has_no_files", found=name)
    literal = ", ".join("'" + p.replace("'", "''") + "'" for p in paths)
    connection.execute(f"create or replace temp view {name} as select * from read_parquet([{literal}])")


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[object, ...]]
) -> None:
    parts = [column.split() for column in columns.split(", ")]
    selected = ", ".join(f"unnest(cast(? as {kind}[])) as {column}" for column, kind in parts)
    values = [[row[n] for row in rows] for n in range(len(parts))]
    connection.execute(f"create or replace temp table {name} as select {selected}", values)


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> Path:
    aside = target.with_suffix(".writing")
    quoted = str(aside).replace("'", "''")
    connection.execute(f"copy ({query}) to '{quoted}' (format parquet, compression zstd)")
    aside.replace(target)
    return target
