"""The benchmarks: each figure beside its peers, measured in the same run, medians of interleaved rounds.

    python bench/run.py [--lines N] [--rounds N] [--only CASE]... [--billion] [--write]

`--write` keeps the run in docs/reference/benchmarks.md. Trust the ratios, not the seconds.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference" / "benchmarks.md"
PYTHON = sys.executable
COMMAND = str(Path(PYTHON).parent / "directbill")


@dataclass
class Contender:
    """One way to do the job, as a fresh process. `says` is what it does, in a few words."""

    name: str
    says: str
    command: list[str]
    inside: bool = False
    """True when the process reports its own seconds (imports apart) as JSON on its last line."""
    seconds: list[float] = field(default_factory=list)
    rss_mb: float = 0.0
    figures: object = None


@dataclass
class Case:
    """One question: ours first, then the peers; the bound is ours / peer (or peer / ours where `faster`)."""

    name: str
    question: str
    contenders: list[Contender]
    bounds: dict[str, float]
    faster: bool = False
    exact: bool = False


def rollup_cases(ledger: Path, lines: int) -> list[Case]:
    """Statements for all accounts of the generated ledger."""
    script = str(HERE / "statements.py")

    def contender(name: str, says: str) -> Contender:
        return Contender(name, says, [PYTHON, script, name, str(ledger)], inside=True)

    from_lines = contender("lines", "directbill: every line, all rules, 1 GiB ceiling")
    return [
        Case(
            "statements",
            f"Statements of all accounts from {lines:,} lines (Parquet, 12 of 24 months in the window)",
            [
                from_lines,
                contender("hand", "DuckDB, a hand-written query for the same columns"),
                contender("polars", "Polars streaming on scaled integers"),
            ],
            {"hand": 1.25, "polars": 1.3},
            exact=True,
        ),
        Case(
            "narrow",
            "The same from one rule's monthly view",
            [contender("narrow", "directbill: narrow view"), contender("lines", "directbill: lines")],
            {"lines": 20},
            faster=True,
            exact=True,
        ),
        Case(
            "wide",
            "The same from the wide rollup",
            [contender("wide", "directbill: wide rollup"), contender("lines", "directbill: lines")],
            {"lines": 4},
            faster=True,
            exact=True,
        ),
    ]


def file_cases(folder: Path) -> list[Case]:
    """Importing one 47-column file, and checking twelve small ones."""
    script = str(HERE / "imports.py")
    subprocess.run([PYTHON, script, "prepare", str(folder)], check=True)

    def contender(name: str, says: str, *, inside: bool = True) -> Contender:
        return Contender(name, says, [PYTHON, script, name, str(folder)], inside=inside)

    check = [COMMAND, "check", *map(str, sorted(folder.glob("small-*.csv")))]
    check += ["--partner-id", "6048879", "--as-of", "2026-11-22", "--format", "json", "-o", os.devnull]
    return [
        Case(
            "import",
            "One 47-column CSV of 500,000 lines: checked, classified, converted, hashed, rejects located",
            [
                contender("import", "directbill: into a throw-away ledger"),
                contender("bare", "DuckDB read_csv, all text, into a table"),
            ],
            {"bare": 7},
        ),
        Case(
            "check",
            "directbill check on twelve files of 5,000 lines, as a command",
            [
                Contender("check", "directbill check, JSON", check),
                contender(
                    "bare-small", "a fresh process: import duckdb, read the files as text", inside=False
                ),
            ],
            {"bare-small": 3},
        ),
        Case(
            "version",
            "directbill --version, as a command",
            [
                Contender("version", "directbill --version", [COMMAND, "--version"]),
                Contender("pass", "python -c pass", [PYTHON, "-c", "pass"]),
            ],
            {"pass": 3},
        ),
    ]


def measure(contender: Contender) -> None:
    """Run it once and keep its time, its peak memory and its figures."""
    started = time.perf_counter()
    done = subprocess.run(contender.command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{contender.name} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    if contender.inside:
        told = json.loads(done.stdout.splitlines()[-1])
        seconds, contender.figures = told["seconds"], told["figures"]
        contender.rss_mb = max(contender.rss_mb, told["rss_mb"])
    contender.seconds.append(seconds)


def run(case: Case, rounds: int) -> list[str]:
    """Interleave the contenders; returns the case as Markdown."""
    for contender in case.contenders * rounds:
        measure(contender)
    if case.exact and len({json.dumps(c.figures) for c in case.contenders}) > 1:
        sys.exit(f"{case.name}: the figures differ: {[(c.name, c.figures) for c in case.contenders]}")
    ours, *peers = case.contenders
    ours_median = statistics.median(ours.seconds)
    rows = [
        f"### {case.name}",
        "",
        case.question + ".",
        "",
        "| who | median s | min s | MB | ratio | bound |",
    ]
    rows += ["| --- | ---: | ---: | ---: | ---: | ---: |", _row(ours, "", "")]
    for peer in peers:
        median = statistics.median(peer.seconds)
        ratio = median / ours_median if case.faster else ours_median / median
        bound = case.bounds[peer.name]
        kept = ratio >= bound if case.faster else ratio <= bound
        sign = "at least" if case.faster else "at most"
        verdict = f"{sign} {bound:g}{'' if kept else ' **missed**'}"
        rows.append(_row(peer, f"{ratio:.2f}", verdict))
    if case.exact:
        rows += [
            "",
            f"Accounts, sum in 1e-16, lines: {ours.figures}; equal for all, whole-number arithmetic.",
        ]
    sys.stdout.write("\n".join(rows) + "\n\n")
    return [*rows, ""]


def _row(contender: Contender, ratio: str, bound: str) -> str:
    memory = f"{contender.rss_mb:.0f}" if contender.rss_mb else ""
    figures = f"{statistics.median(contender.seconds):.3f} | {min(contender.seconds):.3f}"
    return f"| {contender.says} | {figures} | {memory} | {ratio} | {bound} |"


def prepare(ledger: Path, lines: int) -> list[str]:
    """Generate the ledger unless it is there, and build the rollups; says how long and how large."""
    from statements import FIRST

    from directbill.ledger.demo import big

    if not (ledger / "charges" / str(FIRST.plus(big.MONTHS - 1))).exists():
        big.write(ledger, lines=lines, first=FIRST)
    built = Contender(
        "prepare", "", [PYTHON, str(HERE / "statements.py"), "prepare", str(ledger)], inside=True
    )
    measure(built)
    return [
        f"Rollups of {lines:,} lines built month by month in {built.seconds[0]:.1f} s, peak {built.rss_mb:.0f} MB.",
        "",
    ]


def billion(ledger: Path, lines: int) -> list[str]:
    """The window's files listed so often that a billion lines are read; completes, exact, within 1 GiB."""
    repeat = -(-1_000_000_000 // lines)
    script = str(HERE / "statements.py")
    once = Contender("lines", "", [PYTHON, script, "lines", str(ledger)], inside=True)
    many = Contender("lines", "", [PYTHON, script, "lines", str(ledger), str(repeat)], inside=True)
    measure(once)
    measure(many)
    one, all_of_them = once.figures, many.figures
    if int(one[1]) * repeat != int(all_of_them[1]) or one[2] * repeat != all_of_them[2]:  # type: ignore[index]
        sys.exit(f"a billion lines: {all_of_them} is not {repeat} times {one}")
    return [
        "### a billion lines",
        "",
        f"{lines * repeat:,} lines: the same files listed {repeat} times, half of them in the window.",
        f"{many.seconds[0]:.1f} s, peak {many.rss_mb:.0f} MB, exactly {repeat} times the figures of one.",
        "",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append")
    parser.add_argument("--ledger", type=Path, help="keep the generated ledger here")
    parser.add_argument("--billion", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        ledger = options.ledger or Path(scratch) / "ledger"
        small = Path(scratch) / "files"
        small.mkdir()
        rows = prepare(ledger, options.lines)
        cases = [*rollup_cases(ledger, options.lines), *file_cases(small)]
        for case in cases:
            if not options.only or case.name in options.only:
                rows += run(case, options.rounds)
        if options.billion:
            rows += billion(ledger, options.lines)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    head = [
        "# Benchmarks",
        "",
        "The last run of `make bench`. Ratios are against the peer named, measured in the same run, medians of",
        f"{options.rounds} interleaved rounds; seconds are of one noisy machine and mean little by themselves.",
        "",
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        f"Largest process: {peak:.0f} MB.",
        "",
    ]
    if options.write:
        PAGE.write_text("\n".join([*head, *rows]).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
