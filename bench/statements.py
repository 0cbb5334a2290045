"""One contender, one fresh process, one JSON line: statements for all accounts.

    python -m bench.statements lines|narrow|wide|hand|polars LEDGER [REPEAT]
    python -m bench.statements generate LEDGER LINES; python -m bench.statements rollups LEDGER

`hand` is the query somebody who knows the files would write; `polars` is its streaming twin on scaled integers.
Seconds are for the question alone: from an open engine to a table of all accounts in its memory (interpreter, imports,
opening and the control figures apart). The figures are whole numbers of 1e-16; a digest holds those of every account.
"""

import hashlib
import importlib
import sys
import tempfile
import time
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bench import measuring

from directbill.core.money import EXACT
from directbill.core.periods import Month, Window
from directbill.ledger.demo import big

FIRST = Month(2024, 11)
WINDOW = Window(FIRST.plus(12), FIRST.plus(23))
COUNTS = ("license", "azure_usage", "reservation", "savings_plan")
RATES = {(r.month, r.currency): r.rate for r in big.month_rates(FIRST)}

if TYPE_CHECKING:
    import duckdb

Figures = tuple[int, str, int, str]
"""Accounts, the exact sum in 1e-16 as text, lines, and the digest of every account's figure."""
PEERS = "1GiB"
"""The ceiling of a peer's engine. Ours has the product's own, which is lower."""


def window_files(ledger: Path, repeat: int) -> list[Path]:
    """The window's files, listed so many times over: a larger ledger from the same bytes."""
    return [ledger / "charges" / str(m) / "generated.parquet" for m in WINDOW] * repeat


def digest(accounts: Iterable[tuple[str, int, int]]) -> str:
    """Short for all accounts: id, whole 1e-16 and lines of each, in the order of the ids."""
    rows = (f"{account} {counted} {lines}\n" for account, counted, lines in sorted(accounts))
    return hashlib.sha256("".join(rows).encode()).hexdigest()[:16]


def ours(source: str, ledger: Path, repeat: int) -> Figures:
    """directbill's measure over lines, the wide rollup or the narrow view, in directbill's engine as it comes."""
    from directbill.ledger import engine, rollups

    connection = engine.connect(workdir=SPILL)
    start()
    question = rollups.Question(WINDOW, COUNTS, RATES)
    files = window_files(ledger, repeat)
    if source != "lines":
        files = [rollups.month_file(ledger / source, m) for m in WINDOW]
    rollups.relation(connection, rollups.SOURCES[source], files=files)
    rollups.ask(connection, question)
    return table(connection, rollups.measure(f"statements_from_{source}"))


def hand(ledger: Path, repeat: int) -> Figures:
    """A hand-written DuckDB query giving the same columns."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": PEERS})
    connection.execute("set enable_progress_bar = false")
    start()
    connection.execute("create table rates (month date, currency varchar, rate decimal(19,12))")
    rows = [(m.first_day, c, r) for (m, c), r in RATES.items()]
    connection.executemany("insert into rates values (?, ?, ?)", rows)
    files = [str(f) for f in window_files(ledger, repeat)]
    return table(
        connection,
        f"""
        select account, sum(amount * coalesce(unit_rate::decimal(19,12), rate)) as counted, count(*) as lines
        from read_parquet({files}) join rates using (month, currency)
        where category in {COUNTS} and attribution = 'own' and not_counted = '' and basis in ('billed', 'reported')
        group by account""",
    )


def polars(ledger: Path, repeat: int) -> Figures:
    """Polars streaming on scaled integers: its decimal product would cut digits."""
    import polars as pl

    rates = pl.DataFrame(
        {
            "month": [m.first_day for m, _ in RATES],
            "currency": [c for _, c in RATES],
            "scaled": [int(r.scaleb(12)) for r in RATES.values()],
        },
        schema={"month": pl.Date, "currency": pl.String, "scaled": pl.Int64},
    )
    own = pl.col("unit_rate").to_physical().cast(pl.Int128)
    lines = (
        pl.scan_parquet(window_files(ledger, repeat))
        .filter(
            pl.col("category").is_in(COUNTS)
            & (pl.col("attribution") == "own")
            & (pl.col("not_counted") == "")
            & pl.col("basis").is_in(["billed", "reported"])
        )
        .group_by("account", "month", "currency", "unit_rate")
        .agg(pl.col("amount").sum(), pl.len().alias("lines"))
    )
    found = (
        lines.join(rates.lazy(), on=["month", "currency"])
        .with_columns(
            counted=pl.col("amount").to_physical().cast(pl.Int128)
            * pl.coalesce(own, pl.col("scaled").cast(pl.Int128))
        )
        .group_by("account")
        .agg(pl.col("counted").sum(), pl.col("lines").sum())
        .collect(engine="streaming")
    )
    stop()
    accounts = found.select("account", "counted", "lines").rows()
    return len(found), str(sum(row[1] for row in accounts)), sum(row[2] for row in accounts), digest(accounts)


def table(connection: "duckdb.DuckDBPyConnection", query: str) -> Figures:
    """Run the query into a table, stop the clock, then take the figures of every account."""
    connection.execute(f"create temp table result as {query}")
    stop()
    rows = connection.execute("select account, counted, lines from result").fetchall()
    accounts = [(account, whole(counted), lines) for account, counted, lines in rows]
    return len(accounts), str(sum(a[1] for a in accounts)), sum(a[2] for a in accounts), digest(accounts)


def whole(counted: Decimal) -> int:
    """The figure in 1e-16; one with more digits is a fault of the contender."""
    scaled = counted.scaleb(16, EXACT)
    if scaled != int(scaled):
        sys.exit(f"{counted} has more than 16 digits")
    return int(scaled)


CLOCK: list[float] = []
SPILL = Path(tempfile.gettempdir())


def start() -> None:
    """Start the clock (again): the engine is open now."""
    CLOCK[:] = [time.perf_counter()]


def stop() -> None:
    """Note the time."""
    CLOCK.append(time.perf_counter())


def generate(ledger: Path, lines: int) -> None:
    """The ledger of `directbill demo --lines`."""
    start()
    big.write(ledger, lines=lines, first=FIRST)
    stop()


def build_rollups(ledger: Path) -> None:
    """Build the wide rollup and the narrow view, month by month."""
    from directbill.ledger import engine, rollups

    connection = engine.connect(workdir=SPILL)
    start()
    months = [FIRST.plus(n) for n in range(big.MONTHS)]
    charges = {m: [ledger / "charges" / str(m) / "generated.parquet"] for m in months}
    rollups.build_wide(connection, charges, folder=ledger / "wide")
    rollups.build_narrow(connection, ledger / "wide", folder=ledger / "narrow", categories=COUNTS)
    stop()


def run(contender: str, ledger: Path, number: int) -> Figures | None:
    """Answer the question once, or lay out what it is asked of."""
    match contender:
        case "generate":
            generate(ledger, number)
            return None
        case "rollups":
            build_rollups(ledger)
            return None
        case "hand":
            return hand(ledger, number)
        case "polars":
            return polars(ledger, number)
        case _:
            return ours(contender, ledger, number)


def main() -> None:
    contender, ledger = sys.argv[1], Path(sys.argv[2])
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    importlib.import_module("polars" if contender == "polars" else "directbill.ledger.rollups")
    start()
    figures = run(contender, ledger, number)
    measuring.told(CLOCK[1] - CLOCK[0], figures)


if __name__ == "__main__":
    main()
