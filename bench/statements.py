"""One contender, one fresh process, one JSON line: statements for all accounts.

    python bench/statements.py CONTENDER LEDGER [REPEAT]

`hand` is the query somebody who knows the files would write; `polars` is its streaming twin on scaled integers.
Seconds are for the question alone: from an open engine to a table of all accounts in its memory (interpreter, imports,
opening and the control sum apart). The control sum is exact, a whole number of 1e-16.
"""

import importlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from directbill.core.money import EXACT
from directbill.core.periods import Month, Window
from directbill.ledger.demo import big

FIRST = Month(2024, 11)
WINDOW = Window(FIRST.plus(12), FIRST.plus(23))
COUNTS = ("license", "azure_usage", "reservation", "savings_plan")
RATES = {(r.month, r.currency): r.rate for r in big.month_rates(FIRST)}

if TYPE_CHECKING:
    import duckdb

Figures = tuple[int, str, int]
"""Accounts, the exact sum in 1e-16 as text, and lines."""


def window_files(ledger: Path, repeat: int) -> list[Path]:
    """The window's files, listed so many times over: a larger ledger from the same bytes."""
    return [ledger / "charges" / str(m) / "generated.parquet" for m in WINDOW] * repeat


def connect(memory: str) -> "duckdb.DuckDBPyConnection":
    """A connection under a memory ceiling, without a progress bar."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": memory})
    connection.execute("set enable_progress_bar = false")
    start()
    return connection


def ours(source: str, ledger: Path, repeat: int) -> Figures:
    """directbill's measure over lines, the wide rollup or the narrow view."""
    from directbill.ledger import rollups

    connection = connect("1GB")
    question = rollups.Question(WINDOW, COUNTS, RATES)
    files = window_files(ledger, repeat)
    if source != "lines":
        files = [rollups.month_file(ledger / source, m) for m in WINDOW]
    rollups.relation(connection, rollups.SOURCES[source], files=files)
    rollups.ask(connection, question)
    return table(connection, rollups.measure(f"statements_from_{source}"))


def hand(ledger: Path, repeat: int) -> Figures:
    """A hand-written DuckDB query giving the same columns."""
    connection = connect("1GB")
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
    return len(found), str(sum(found["counted"].to_list())), int(found["lines"].sum())


def table(connection: "duckdb.DuckDBPyConnection", query: str) -> Figures:
    """Run the query into a table, stop the clock, then take the control sum."""
    connection.execute(f"create temp table result as {query}")
    stop()
    rows = connection.execute("select count(*), sum(counted), sum(lines)::bigint from result").fetchall()
    accounts, counted, lines = rows[0]
    return accounts, str(int(counted.scaleb(16, EXACT))), lines


CLOCK: list[float] = []


def start() -> None:
    """Start the clock (again): the engine is open now."""
    CLOCK[:] = [time.perf_counter()]


def stop() -> None:
    """Note the time."""
    CLOCK.append(time.perf_counter())


def prepare(ledger: Path) -> None:
    """Build the wide rollup and the narrow view, month by month, within 2 GiB."""
    from directbill.ledger import rollups

    connection = connect("1500MB")
    months = [FIRST.plus(n) for n in range(big.MONTHS)]
    charges = {m: [ledger / "charges" / str(m) / "generated.parquet"] for m in months}
    rollups.build_wide(connection, charges, folder=ledger / "wide")
    rollups.build_narrow(connection, ledger / "wide", folder=ledger / "narrow", categories=COUNTS)


def run(contender: str, ledger: Path, repeat: int) -> Figures:
    """Answer the question once, by the named contender."""
    match contender:
        case "hand":
            return hand(ledger, repeat)
        case "polars":
            return polars(ledger, repeat)
        case _:
            return ours(contender, ledger, repeat)


def main() -> None:
    contender, ledger = sys.argv[1], Path(sys.argv[2])
    repeat = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    importlib.import_module("polars" if contender == "polars" else "directbill.ledger.rollups")
    start()
    if contender == "prepare":
        figures: Figures = (0, "0", 0)
        prepare(ledger)
        stop()
    else:
        figures = run(contender, ledger, repeat)
    seconds = CLOCK[1] - CLOCK[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "rss_mb": peak, "figures": figures}) + "\n")


if __name__ == "__main__":
    main()
