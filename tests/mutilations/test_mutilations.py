"""Every kind of damage ends as expected: refused with its code, or the total moved by exactly so much."""

import os
import random
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.fixtures import cast
from tests.judge import Answer, cents, check, put
from tests.mutilations import kinds_cell, kinds_document, kinds_file, kinds_usage, kinds_workbook
from tests.mutilations.clean import Damaged, Handled, Refused

KINDS: tuple[Callable[[random.Random], Damaged], ...] = (
    *kinds_file.KINDS, *kinds_cell.KINDS, *kinds_document.KINDS, *kinds_workbook.KINDS, *kinds_usage.KINDS,
)  # fmt: skip
SOAKING = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "instance" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--mutilations", default=None)
        count = asked or (200 if SOAKING else 5)
        metafunc.parametrize("instance", range(count), scope="function")


@pytest.fixture(autouse=True)
def a_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands work in an empty folder of their own: whatever they write there shows."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "data"))


def test_there_are_more_than_twenty_five_kinds_each_with_its_name() -> None:
    names = {kind.__name__ for kind in KINDS}
    assert (len(names) == len(KINDS), len(names) > 25) == (True, True)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_damage_ends_as_expected(
    kind: Callable[[random.Random], Damaged], instance: int, tmp_path: Path
) -> None:
    damaged = kind(random.Random(f"{kind.__name__} {instance}"))
    here = Path.cwd()
    put(here, damaged.files)
    before = _contents(tmp_path)
    answer = check(*(Path(p) for p in damaged.paths or damaged.files), options=damaged.options)
    assert _contents(tmp_path) == before, "something was written"
    assert "Traceback" not in answer.err
    if isinstance(damaged.ending, Refused):
        _is_refused(answer, damaged.ending)
    else:
        _is_handled(answer, damaged.ending, damaged.base)


def _contents(folder: Path) -> dict[str, int]:
    return {str(p): p.stat().st_size for p in folder.rglob("*") if p.is_file()}


def _is_refused(answer: Answer, ending: Refused) -> None:
    assert (answer.code, answer.out[:20]) == (2, ""), answer.err
    first = answer.faults[0]
    assert first.code in ending.codes, answer.err
    expected = (ending.file or first.place.file, ending.row or first.place.row)
    assert (first.place.file, first.place.row) == expected, answer.err
    assert (first.place.column or ending.column).lower() == (ending.column or first.place.column).lower(), (
        answer.err
    )
    for named in (ending.file, str(ending.row or ""), ending.column):
        assert named.lower() in answer.err.lower()


def _is_handled(answer: Answer, ending: Handled, base: Decimal | None) -> None:
    assert base is not None, "the kind names the total before the damage"
    assert answer.code == 0, answer.err
    assert answer.counted == cents(base + ending.change), answer.err
    _accounts_for_every_row(answer, ending)
    for rival in (cast.RIVAL, cast.RIVAL_SECOND):
        assert rival not in answer.out + answer.err


COUNTS = {
    "read": r"Read \d+ files?, ([\d,]+) lines?:",
    "kept": r": ([\d,]+) kept",
    "others": r"([\d,]+) of other companies counted and dropped",
    "unattributed": r"([\d,]+) naming no company",
    "rejected": r"([\d,]+) faulty left out",
}


def _accounts_for_every_row(answer: Answer, ending: Handled) -> None:
    """Every row read is kept, another's, or rejected: nothing is dropped in silence."""
    found = {name: re.search(pattern, answer.err) for name, pattern in COUNTS.items()}
    said = {name: int(hit[1].replace(",", "")) if hit else 0 for name, hit in found.items()}
    assert found["read"], answer.err
    assert said["read"] == said["kept"] + said["others"] + said["rejected"], answer.err
    known = {name: count for name, count in ending.said.items() if name in said}
    assert {name: said[name] for name in known} == known, answer.err
    assert ending.said.get("unknown_charge_types", 0) == answer.err.count("charge type on no list")
    if ending.incomplete:
        assert answer.finding("revenue_ttm")["outcome"] == "unknown" or not answer.statement["complete"]
