"""The benchmarks: each figure beside its peers, measured in the same run, medians of interleaved rounds.

    ./dev bench                     all of it: 100 million lines, then a billion; keeps the page
    ./dev bench --lines 5000000     a smaller ledger, no page; the rollups' bounds hold for the large one
    ./dev bench --only import       one case, no page
    ./dev bench --only pages        the pages over 100,000 applications; keeps its section of the page

Ends with 1 where a bound is missed. Trust the ratios, not the seconds: let the machine do nothing else.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from bench import cases, imports, measuring
from bench.measuring import ROOT, Case, Contender, inside

PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
LINES = 100_000_000
ROUNDS = 5
PAGES, SECTION = "pages", "### pages"
APART = {"outlook": "bench.outlook", PAGES: "bench.web"}
"""Measured in processes of their own, in this order: the pages come last."""
BILLION = 1_000_000_000
CEILING = 2048
"""In MiB, of what generates a ledger and of what builds its rollups; both go month by month."""


@dataclass
class Report:
    """What is printed, and what was missed."""

    rows: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def tell(self, *rows: str) -> None:
        """Print a paragraph at once, and keep it."""
        sys.stdout.write("\n".join(rows) + "\n\n")
        sys.stdout.flush()
        self.rows += [*rows, ""]


def table(case: Case) -> list[str]:
    """A measured case as Markdown."""
    ours, *peers = case.contenders
    rows = [
        f"### {case.name}",
        "",
        case.question + ".",
        "",
        "| who | median s | min s | MiB | ratio | bound |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        _row(ours, "", ""),
    ]
    for peer in peers:
        sign = "at least" if case.faster else "at most"
        missed = "" if case.keeps(peer) else " **missed**"
        rows.append(_row(peer, f"{case.ratio(peer):.2f}", f"{sign} {case.bounds[peer.name]:g}{missed}"))
    if case.exact:
        figures = ", ".join(map(str, ours.figures if isinstance(ours.figures, list) else [ours.figures]))
        rows += ["", f"{case.exact}: {figures}; equal for all, in whole numbers."]
    return rows


def _row(contender: Contender, ratio: str, bound: str) -> str:
    figures = f"{contender.median:.3f} | {min(contender.seconds):.3f}"
    return f"| {contender.says} | {figures} | {_memory(contender)} | {ratio} | {bound} |"


def _memory(contender: Contender) -> str:
    if not contender.rss:
        return ""
    ceiling = f" of {contender.ceiling}" if contender.ceiling else ""
    missed = " **missed**" if measuring.too_large(contender) else ""
    return f"{contender.rss:.0f}{ceiling}{missed}"


def prepare(ledger: Path, lines: int, report: Report) -> None:
    """Generate the ledger unless it is there, and build the rollups; says how long and how large."""
    generated = inside("statements", "generate", ledger, lines, ceiling=CEILING)
    if not ledger.exists():
        measuring.measure(generated)
    built = inside("statements", "rollups", ledger, ceiling=CEILING)
    measuring.measure(built)
    report.missed += measuring.too_large(generated) + measuring.too_large(built)
    report.tell(
        f"Rollups of {lines:,} lines built month by month in {built.median:.1f} s, peak {_memory(built)} MiB."
    )


def billion(ledger: Path, lines: int, report: Report) -> None:
    """The window's files listed so often that a billion lines are read: it completes, exact, in its memory."""
    window = sum(lines // 24 + (n < lines % 24) for n in range(12, 24))
    repeat = -(-BILLION // window)
    once = inside("statements", "lines", ledger, says="once")
    often = inside("statements", "lines", ledger, repeat, says="a billion lines", ceiling=cases.GIBIBYTE)
    for contender in (once, often):
        measuring.measure(contender)
    accounts, counted, counting, _ = cast("tuple[int, str, int, str]", once.figures)
    wanted = [accounts, str(int(counted) * repeat), counting * repeat]
    if cast("list[object]", often.figures)[:3] != wanted:
        sys.exit(f"a billion lines: {often.figures} is not {repeat} times {once.figures}")
    report.missed += measuring.too_large(often)
    report.tell(
        "### a billion lines",
        "",
        f"{window * repeat:,} lines read: the {window:,} of the window listed {repeat} times.",
        f"{often.median:.1f} s, {_memory(often)} MiB, exactly {repeat} times the figures of one.",
    )


def answered(folder: Path) -> None:
    """The command that was measured must have counted every line of its twelve files."""
    months = json.loads((folder / imports.ANSWER).read_text(encoding="utf-8"))["statement"]["months"]
    if [m["lines"] for m in months] != [imports.SMALL] * 12:
        sys.exit(f"directbill check counted other lines: {months}")


def head(rounds: int, load: float) -> list[str]:
    """What the page says before its figures."""
    return [
        "# Benchmarks",
        "",
        "The last whole run of `make bench`. Ratios are against the peer named, measured in the same run, medians of",
        f"{rounds} interleaved rounds; seconds are of one machine and mean little by themselves. MiB is the most",
        "memory a process held, *of* its ceiling where one is promised. Figures that differ, or a bound missed, fail",
        "the run.",
        "",
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        f"Load when it began: {load:.1f}.",
        "",
    ]


def benchmark(options: argparse.Namespace, scratch: Path) -> Report:
    """Run what is asked for."""
    report = Report()
    ledger = options.ledger or scratch / "ledger"
    asked = [name for name in cases.NAMES if not options.only or name in options.only]
    if set(asked) & set(cases.OVER_THE_LEDGER):
        prepare(ledger, options.lines, report)
    if set(asked) & {"import", "check"}:
        imports.prepare(scratch)
    for case in cases.of(asked, ledger=ledger, lines=options.lines, folder=scratch):
        measuring.run(case, options.rounds)
        report.missed += measuring.missed(case)
        report.tell(*table(case))
        if case.name == "check":
            answered(scratch)
    if whole(options):
        billion(ledger, options.lines, report)
    for name, module in APART.items():
        if not options.only or name in options.only:
            apart(module, report)
    return report


def apart(module: str, report: Report) -> None:
    """What needs a large installation, in a process of its own: Django takes its settings once."""
    done = subprocess.run([sys.executable, "-m", module], capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.exit(f"{module}: {done.stderr}")
    report.tell(*done.stdout.splitlines())
    if done.returncode:
        report.missed += [
            line for line in done.stderr.splitlines() if " the bound is " in line or "failed" in line
        ]


def whole(options: argparse.Namespace) -> bool:
    """Whether this run is the one that the page is about."""
    return options.lines == LINES and options.rounds >= ROUNDS and not options.only


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=LINES, help="of the generated ledger")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", action="append", choices=[*cases.NAMES, *APART])
    parser.add_argument("--ledger", type=Path, help="generate it here, and use it again the next time")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        report = benchmark(options, Path(scratch))
    if whole(options):
        text = "\n".join([*head(options.rounds, load), *report.rows])
        PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")
    elif options.only == [PAGES]:
        before = PAGE.read_text(encoding="utf-8").partition(SECTION)[0].rstrip()
        PAGE.write_text("\n".join([before, "", *report.rows]).rstrip() + "\n", encoding="utf-8")
    if report.missed:
        sys.exit("\n".join(["missed:", *report.missed]))


if __name__ == "__main__":
    main()
