"""A killed import leaves the ledger as before or as after, whenever the kill comes; the next import finishes the work.

The import replaces a document, keeps a month's other rows and adds months: every kind of writing there is.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from directbill.ledger import register_file
from directbill.ledger.store import Store
from tests.fixtures import cast
from tests.fixtures.bill import charge, recon
from tests.ledger.reading import load, put, rows

AT = "2026-11-22T10:00:00+01:00"
IMPORTER = """
import os, signal, sys
from datetime import date
from pathlib import Path
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.imports import read_files
from directbill.ledger.store import Store

folder, own, as_of, at, path, last = sys.argv[1:]
steps = 0

def step(frame, event, called):
    global steps
    whose = getattr(called, "__self__", None)
    if event == "c_call" and getattr(whose, "__name__", type(whose).__module__) in ("posix", "_io", "io", "fcntl"):
        steps += 1
        if steps == int(last):
            os.kill(os.getpid(), signal.SIGKILL)

with Store(Path(folder)) as store:
    print("ready", flush=True)
    sys.setprofile(step)
    options = ImportOptions(as_of=date.fromisoformat(as_of), at=at)
    read_files([Path(path)], store=store, scope=Scope(frozenset({own})), options=options)
    sys.setprofile(None)
print(steps)
"""
"""Kills itself before a call that touches a file or a folder; 0 is never, then it says how many there were."""


@dataclass(frozen=True)
class Book:
    """A ledger, the file that is to be imported, and what the ledger says before and after."""

    ledger: Path
    path: Path
    before: Any
    after: Any


def says(ledger: Path) -> Any:
    """All a ledger says: rows in force, documents, replaced rows."""
    with Store(ledger) as store:
        replaced = store.connection().execute(f"FROM {store.superseded_sql()} ORDER BY ALL").fetchall()
        return rows(store), store.documents(), replaced


def strays(ledger: Path) -> set[str]:
    """Files with rows that the register does not name, drafts and working folders."""
    known = register_file.read(ledger)
    named = {*known.charges, *known.superseded}
    kinds = {".parquet", ".writing", ".csv"}
    found = {str(p.relative_to(ledger)) for p in ledger.rglob("*") if p.suffix in kinds}
    return found ^ named | {p.name for p in ledger.glob(".import-*")}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    ledger, after = tmp_path / "ledger", tmp_path / "after"
    first = [
        charge("100.00", "2026-09"),
        charge("7.00", "2026-09", currency="EUR"),
        charge("5.00", "2026-01"),
    ]
    fresh = [charge("1.00", month) for month in cast.WINDOW[:3] for _ in range(2000)]
    newer = recon(charge("100.00", "2026-09"), charge("3.00", "2026-09"), *fresh)
    with Store(ledger) as store:
        load(tmp_path, {"first.csv": recon(*first)}, store=store)
    before = says(ledger)
    shutil.copytree(ledger, after)
    with Store(after) as store:
        load(tmp_path, {"newer.csv": newer}, store=store, at=AT)
    return Book(ledger, put(tmp_path, {"newer.csv": newer})[0], before, says(after))


def start(ledger: Path, path: Path, *, last: int = 0) -> "subprocess.Popen[str]":
    """An import that has opened the ledger and is about to begin."""
    words = [str(ledger), cast.OWN, cast.AS_OF, AT, str(path), str(last)]
    running = subprocess.Popen([sys.executable, "-c", IMPORTER, *words], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    return running


def killed(book: Book, ledger: Path, kill: Callable[[Path], "subprocess.Popen[str]"]) -> str:
    """Kill an import into a copy of the ledger, look, and import once more; how the copy was left."""
    shutil.copytree(book.ledger, ledger)
    kill(ledger).communicate(timeout=60)
    left = says(ledger)
    assert left in (book.before, book.after)
    finish(book, ledger)
    shutil.rmtree(ledger)
    return "before" if left == book.before else "after"


def finish(book: Book, ledger: Path) -> None:
    """Import once more, and once again: what was replaced goes with the import after, when nobody reads it any more."""
    for _ in range(2):
        with Store(ledger) as store:
            load(ledger.parent, {book.path.name: book.path.read_bytes()}, store=store, at=AT)
        assert says(ledger) == book.after
    assert strays(ledger) == set()


def whole(book: Book, ledger: Path) -> tuple[int, float]:
    """How many steps an import takes that nobody kills, and how long it lasts."""
    shutil.copytree(book.ledger, ledger)
    running = start(ledger, book.path)
    begun = time.monotonic()
    said, _ = running.communicate(timeout=60)
    lasted = time.monotonic() - begun
    assert says(ledger) == book.after
    return int(said), lasted


@pytest.mark.parametrize("rounds", [
    pytest.param(8, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.soak),
])  # fmt: skip
def test_an_import_killed_at_any_step_is_in_the_ledger_whole_or_not_at_all(
    rounds: int, book: Book, tmp_path: Path
) -> None:
    steps, _ = whole(book, tmp_path / "whole")
    spread = sorted({1 + round(n * (steps - 1) / (rounds - 1)) for n in range(rounds)})
    left = [
        killed(book, tmp_path / str(step), lambda ledger, n=step: start(ledger, book.path, last=n))  # type: ignore[misc]
        for step in spread
    ]
    assert (left[0], left[-1]) == ("before", "after")
    assert left == sorted(left, reverse=True)


@pytest.mark.parametrize("rounds", [
    pytest.param(4, marks=pytest.mark.slow), pytest.param(200, marks=pytest.mark.soak),
])  # fmt: skip
def test_an_import_killed_at_any_time_is_in_the_ledger_whole_or_not_at_all(
    rounds: int, book: Book, tmp_path: Path
) -> None:
    chance = random.Random(rounds)
    _, lasts = whole(book, tmp_path / "whole")

    def kill(ledger: Path) -> "subprocess.Popen[str]":
        running = start(ledger, book.path)
        time.sleep(chance.random() * lasts)
        running.send_signal(signal.SIGKILL)
        return running

    left = Counter(killed(book, tmp_path / str(n), kill) for n in range(rounds))
    assert left["before"] > 0
