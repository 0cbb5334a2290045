"""The stored ledger: idempotent, versioned, whole after a refusal, a kill, or two imports at once."""

import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.fixtures import cast, new_commerce
from tests.fixtures.bill import charge, recon, year
from tests.fixtures.table import as_csv
from tests.judge import Answer, cents, check, put, run
from tests.machine import permissions_bind

ASK = ("--partner-id", cast.OWN)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("DIRECTBILL_DATA", str(folder))
    return folder


def load(folder: Path, files: dict[str, bytes], *options: str) -> Answer:
    return run("ledger", "import", *map(str, put(folder, files)), *ASK, *options)


def stored() -> Answer:
    answer = check(ids=[cast.OWN])
    assert answer.code == 0, answer.err
    return answer


def contents(folder: Path) -> dict[str, str]:
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".lock")
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def test_what_was_imported_is_what_check_reads_without_a_path(tmp_path: Path) -> None:
    assert load(tmp_path, {"a.csv": recon(*year("100.00"))}).code == 0
    assert stored().counted == Decimal("1200.00")


def test_importing_twice_changes_nothing(tmp_path: Path, data: Path) -> None:
    load(tmp_path, {"a.csv": recon(*year("100.00"))})
    before = contents(data)
    assert load(tmp_path, {"again.csv": recon(*year("100.00"))}).code == 0
    assert (contents(data), stored().counted) == (before, Decimal("1200.00"))


def test_imports_in_any_order_say_the_same(tmp_path: Path) -> None:
    for month in reversed(cast.WINDOW):
        assert load(tmp_path, {f"{month}.csv": recon(charge("100.00", month))}).code == 0
    assert (stored().counted, stored().statement["complete"]) == (Decimal("1200.00"), True)


def test_a_newer_version_replaces_and_the_old_one_stays_readable(tmp_path: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("100.00"), charge("50.00"))})
    assert load(tmp_path, {"b.csv": recon(charge("100.00"), charge("60.00"))}).code == 0
    answer = stored()
    versions = sorted(bool(d.get("known_until")) for d in answer.result["documents"])
    assert (answer.counted, versions[:1]) == (Decimal("160.00"), [False])


@pytest.mark.parametrize("bad", [
    b"", b"what,is,this\n1,2,3\n", recon(charge("1.00", "2026-04", Subtotal="(1.00)")),
    recon(charge("1.00", "2026-04"))[:-40],
])  # fmt: skip
def test_a_refused_import_leaves_the_ledger_as_it_was(bad: bytes, tmp_path: Path, data: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("100.00"))})
    before = contents(data)
    answer = load(tmp_path, {"good.csv": recon(charge("5.00", "2026-05")), "bad.csv": bad})
    assert (answer.code, contents(data)) == (2, before)


def test_nothing_of_another_reseller_is_stored(tmp_path: Path, data: Path) -> None:
    secret = charge("987654.32", reseller=cast.RIVAL, CustomerName="Somebody elses customer")
    assert load(tmp_path, {"a.csv": recon(charge("100.00"), secret)}).code == 0
    tables = list(data.rglob("*.parquet"))
    assert tables
    for path in tables:
        rows = str(duckdb.connect().execute(f"SELECT * FROM '{path}'").fetchall())
        assert [w for w in (cast.RIVAL, "987654", "Somebody") if w in rows] == []


def test_the_receipt_accounts_for_every_row(tmp_path: Path) -> None:
    every = new_commerce.lines(5, per_document=9)
    answer = load(tmp_path, {"a.csv": as_csv(new_commerce.portal(every))}, "--partner-id", cast.OWN_SECOND)
    truth = new_commerce.truth(every)
    said = answer.out + answer.err
    assert [n for n in (truth.rows, truth.kept, truth.others, truth.unattributed) if str(n) not in said] == []


def _imports(path: Path, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "directbill", "ledger", "import", str(path), *ASK]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env={**os.environ, "DIRECTBILL_DATA": str(data)}, stdout=quiet, stderr=quiet
    )


@pytest.mark.slow
def test_two_imports_at_once_do_not_corrupt_the_ledger(tmp_path: Path, data: Path) -> None:
    """Each ends well, or one is told to wait; repeated, both are there."""
    paths = put(tmp_path, {f"{m}.csv": recon(charge("100.00", m)) for m in cast.WINDOW[:4]})
    running = [_imports(p, data) for p in paths]
    codes = [p.wait(timeout=60) for p in running]
    assert set(codes) <= {0, 2}
    for path, code in zip(paths, codes, strict=True):
        assert code == 0 or run("ledger", "import", str(path), *ASK).code == 0
    assert stored().counted == Decimal("400.00")


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.15, 0.3, 0.5, 0.8])
def test_a_killed_import_leaves_the_ledger_as_it_was(delay: float, tmp_path: Path, data: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("100.00"))})
    big = recon(*[charge("1.00", "2026-05") for _ in range(20_000)])
    path = put(tmp_path, {"big.csv": big})[0]
    running = _imports(path, data)
    time.sleep(delay)
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=30)
    assert stored().counted in (Decimal("100.00"), Decimal("20100.00"))
    assert run("ledger", "import", str(path), *ASK).code == 0
    assert stored().counted == Decimal("20100.00")


def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, {"closed.csv": recon(charge("1.00"))})[0]
    path.chmod(0)
    with permissions_bind():
        answer = check(path, ids=[cast.OWN])
    assert (answer.code, answer.faults[0].code, answer.out) == (2, "file_forbidden", "")


@contextmanager
def full_disk(limit: int) -> Iterator[None]:
    """No file may grow beyond the limit: what a full disk says, the system says here."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, kept)


@pytest.mark.parametrize("limit", [0, 500, 5_000])
def test_a_full_disk_leaves_the_ledger_as_it_was(limit: int, tmp_path: Path, data: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("100.00"))})
    before = contents(data)
    paths = put(tmp_path, {"b.csv": recon(*[charge(f"{n}.00", "2026-05") for n in range(1, 3000)])})
    with full_disk(limit):
        answer = run("ledger", "import", *map(str, paths), *ASK)
    assert (answer.code, "Traceback" in answer.err) == (2, False)
    assert (contents(data), stored().counted) == (before, Decimal("100.00"))


@pytest.mark.parametrize("limit", [10_000, 20_000, 40_000, 80_000])
def test_a_disk_that_fills_late_takes_all_or_nothing(limit: int, tmp_path: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("100.00"))})
    paths = put(tmp_path, {"b.csv": recon(*[charge(f"{n}.00", "2026-05") for n in range(1, 3000)])})
    with full_disk(limit):
        answer = run("ledger", "import", *map(str, paths), *ASK)
    everything = Decimal(100 + sum(range(1, 3000)))
    assert (answer.code, stored().counted) in ((2, Decimal("100.00")), (0, everything))


def test_check_of_paths_leaves_the_stored_ledger_alone(tmp_path: Path, data: Path) -> None:
    load(tmp_path, {"a.csv": recon(charge("100.00"))})
    before = contents(data)
    answer = check(*put(tmp_path, {"b.csv": recon(charge("7.00"))}), ids=[cast.OWN])
    assert (answer.counted, contents(data)) == (cents(Decimal(7)), before)
