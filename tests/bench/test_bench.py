"""The benchmarks measure what is promised, fail where it is not kept, and compare nothing but equal answers."""

import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from bench import cases, imports, measuring, run, statements
from bench.measuring import Case, Contender

from directbill.core.money import EXACT

PROMISED = {
    ("statements", "hand"): ("at most", 1.25),
    ("statements", "polars"): ("at most", 1.3),
    ("narrow", "lines"): ("at least", 20),
    ("wide", "lines"): ("at least", 4),
    ("import", "bare"): ("at most", 7),
    ("check", "bare-small"): ("at most", 3),
    ("version", "pass"): ("at most", 3),
}
TOLD = "from bench import measuring; measuring.told({}, {})"


def every(folder: Path) -> list[Case]:
    return cases.of(cases.NAMES, ledger=folder, lines=run.LINES, folder=folder)


def contender(name: str, seconds: float, figures: object = 1) -> Contender:
    command = [sys.executable, "-c", TOLD.format(seconds, figures)]
    return Contender(name, name, command, inside=True)


def case(ours: float, peer: float, *, faster: bool = False, figures: int = 1) -> Case:
    both = [contender("ours", ours), contender("peer", peer, figures)]
    return Case("case", "Question", both, {"peer": 2}, faster=faster, exact="Figure")


def test_the_bounds_are_those_we_promise(tmp_path: Path) -> None:
    assert {
        (c.name, peer): ("at least" if c.faster else "at most", bound)
        for c in every(tmp_path)
        for peer, bound in c.bounds.items()
    } == PROMISED
    assert (run.LINES, run.BILLION, run.ROUNDS) == (100_000_000, 1_000_000_000, 5)


def test_every_peer_has_a_bound_and_every_contender_says_what_it_does(tmp_path: Path) -> None:
    for c in every(tmp_path):
        assert [p.name for p in c.contenders[1:]] == list(c.bounds)
        assert all(one.says for one in c.contenders)


def test_queries_stay_within_one_gibibyte_and_rollups_within_two(tmp_path: Path) -> None:
    ours = [one for c in every(tmp_path) for one in c.contenders if one.says.startswith("directbill: ")]
    over_the_ledger = {one.name: one.ceiling for one in ours if one.name != "import"}
    assert over_the_ledger == {"lines": 1024, "narrow": 1024, "wide": 1024}
    assert run.CEILING == 2048


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        (case(2.0, 1.0), []),
        (case(2.1, 1.0), ["case: 2.10 against peer, the bound is 2"]),
        (case(1.0, 2.0, faster=True), []),
        (case(1.0, 1.9, faster=True), ["case: 1.90 against peer, the bound is 2"]),
    ],
)
def test_a_missed_bound_is_told_and_marked(measured: Case, told: list[str]) -> None:
    measuring.run(measured, 1)
    assert measuring.missed(measured) == told
    assert ("**missed**" in "\n".join(run.table(measured))) == bool(told)


def test_more_memory_than_promised_is_told_and_marked() -> None:
    measured = case(1.0, 1.0)
    measuring.run(measured, 1)
    measured.contenders[0].ceiling = 1
    assert [why.endswith("the ceiling is 1") for why in measuring.missed(measured)] == [True]
    assert " of 1 **missed**" in "\n".join(run.table(measured))


def test_answers_that_differ_end_the_run() -> None:
    with pytest.raises(SystemExit, match="the figures differ"):
        measuring.run(case(1.0, 1.0, figures=2), 1)


def test_a_childs_memory_is_its_own_not_its_parents() -> None:
    held = bytearray(300 << 20)
    measured = contender("small", 1.0)
    measuring.measure(measured)
    assert 1 < measured.rss < 200 < len(held) >> 20


def by_hand(ledger: Path) -> tuple[int, str, int, str]:
    """The same figures with Python's own whole numbers, line by line."""
    files = [str(f) for f in statements.window_files(ledger, 1)]
    columns = "month, currency, account, amount, unit_rate, category"
    counted: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    rates = {(str(m), c): rate for (m, c), rate in statements.RATES.items()}
    asked = duckdb.connect().execute(f"SELECT {columns} FROM read_parquet(?)", [files])
    for month, currency, account, amount, own, category in asked.fetchall():
        if category in statements.COUNTS:
            rate = own or rates[f"{month:%Y-%m}", currency]
            counted[account] += int(amount.scaleb(4, EXACT)) * int(rate.scaleb(12, EXACT))
            lines[account] += 1
    accounts = [(a, counted[a], lines[a]) for a in lines]
    total = str(sum(counted.values()))
    return len(accounts), total, sum(lines.values()), statements.digest(accounts)


@pytest.mark.slow
def test_all_contenders_give_every_accounts_figure_exactly(tmp_path: Path) -> None:
    statements.generate(tmp_path, 48_000)
    statements.build_rollups(tmp_path)
    exact = by_hand(tmp_path)
    assert exact[2] > 10_000
    for name in ("lines", "narrow", "wide", "hand", "polars"):
        assert (name, statements.run(name, tmp_path, 1)) == (name, exact)


@pytest.mark.slow
def test_the_import_keeps_every_line_and_cent_that_the_bare_reader_sees(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    imports.write(path, lines=3000, month="2026-10", invoice="G000000001")
    lines, cents = imports.bare([path])()
    assert (lines, imports.imported(path)()) == (3000, (lines, cents))
