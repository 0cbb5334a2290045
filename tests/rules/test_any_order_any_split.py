"""Reordering lines, splitting files and importing twice change nothing, for any generated ledger."""

import random
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures import new_commerce
from tests.fixtures.new_commerce import Line
from tests.fixtures.table import as_csv
from tests.judge import cents, check, put

MONTHS = ("2026-02", "2026-03", "2026-04")
SOME = settings.get_profile(settings.get_current_profile_name()).max_examples // 4 + 1

ledgers = st.builds(
    lambda seed, count: new_commerce.lines(seed, months=MONTHS, per_document=count),
    st.integers(0, 10**9), st.integers(2, 9),
)  # fmt: skip


def _csv(lines: list[Line]) -> bytes:
    return as_csv(new_commerce.portal(lines))


def _statement(files: dict[str, bytes], *options: str) -> tuple[object, ...]:
    """All that must stay the same: the figure, its months, categories and accounts."""
    with tempfile.TemporaryDirectory() as folder:
        answer = check(*put(Path(folder), files), options=options)
    assert answer.code == 0, answer.err
    s = answer.statement
    parts = tuple(sorted(map(str, s[k])) for k in ("months", "categories", "accounts", "not_counted"))
    return (answer.counted, s["low"], s["high"], s["grade"], *map(tuple, parts))


@settings(max_examples=SOME)
@given(ledgers)
def test_a_generated_ledger_has_its_known_total(lines: tuple[Line, ...]) -> None:
    found = _statement({"a.csv": _csv(list(lines))})
    assert found[0] == cents(new_commerce.truth(lines).counted)


@settings(max_examples=SOME)
@given(ledgers, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(lines: tuple[Line, ...], chance: random.Random) -> None:
    other = list(lines)
    chance.shuffle(other)
    assert _statement({"a.csv": _csv(other)}) == _statement({"a.csv": _csv(list(lines))})


@settings(max_examples=SOME)
@given(ledgers, st.randoms(use_true_random=False), st.integers(2, 4))
def test_splitting_a_file_changes_nothing(lines: tuple[Line, ...], chance: random.Random, count: int) -> None:
    parts: list[list[Line]] = [[] for _ in range(count)]
    for line in lines:
        chance.choice(parts).append(line)
    files = {f"part{n}.csv": _csv(part) for n, part in enumerate(parts) if part}
    options = [o for d in sorted({line.sold.document for line in lines}) for o in ("--parts", d)]
    assert _statement(files, *options) == _statement({"a.csv": _csv(list(lines))})


@settings(max_examples=SOME)
@given(ledgers, st.randoms(use_true_random=False))
def test_importing_twice_changes_nothing(lines: tuple[Line, ...], chance: random.Random) -> None:
    again = list(lines)
    chance.shuffle(again)
    files = {"a.csv": _csv(list(lines)), "same.csv": _csv(list(lines)), "shuffled.csv": _csv(again)}
    assert _statement(files) == _statement({"a.csv": _csv(list(lines))})


@settings(max_examples=SOME)
@given(ledgers, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(lines: tuple[Line, ...], chance: random.Random) -> None:
    documents = sorted({line.sold.document for line in lines})
    files = {f"{d}.csv": _csv([n for n in lines if n.sold.document == d]) for d in documents}
    names = list(files)
    chance.shuffle(names)
    assert _statement({n: files[n] for n in names}) == _statement(files)


def test_the_claim_can_fail() -> None:
    """One cent on one counted line shows."""
    lines = new_commerce.lines(7, months=MONTHS, per_document=4)
    sheet = new_commerce.portal(lines)
    row = next(n + 2 for n, line in enumerate(lines) if line.sold.reseller == "6900001" and line.sold.currency == "USD"
               and line.sold.category == "azure_usage")  # fmt: skip
    changed = sheet.with_cell(row, "Subtotal", str(Decimal(sheet.cell(row, "Subtotal")) + Decimal("0.01")))
    assert _statement({"a.csv": as_csv(changed)}) != _statement({"a.csv": as_csv(sheet)})
