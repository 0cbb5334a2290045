"""An import is in the ledger whole or not at all: on a full disk, or beside another import; kills: tests/faults."""

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.ledger import locks
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.imports import read_files
from directbill.ledger.store import Store
from tests.fixtures import cast
from tests.fixtures.bill import charge, recon
from tests.ledger.reading import OWN, load, put

IMPORTER = """
import sys
from pathlib import Path
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.imports import read_files
from directbill.ledger.store import Store
folder, own, *paths = sys.argv[1:]
with Store(Path(folder)) as store:
    print("ready", flush=True)
    read_files([Path(p) for p in paths], store=store, scope=Scope(frozenset({own})), options=ImportOptions())
"""


def start(ledger: Path, *paths: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", IMPORTER, str(ledger), cast.OWN, *map(str, paths)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def total(ledger: Path) -> tuple[Decimal, int]:
    """What the ledger says, and how many documents it holds."""
    with Store(ledger) as store:
        found = store.connection().execute("SELECT coalesce(sum(amount), 0) FROM charges").fetchone()
        assert found is not None
        return Decimal(found[0]), len(store.documents())


def lying(ledger: Path) -> set[str]:
    """Files below the ledger's folder that hold rows or drafts."""
    kinds = {".parquet", ".writing", ".csv"}
    return {str(p.relative_to(ledger)) for p in ledger.rglob("*") if p.suffix in kinds}


@pytest.mark.slow
def test_imports_at_once_take_their_turn(tmp_path: Path) -> None:
    paths = put(tmp_path, {f"{m}.csv": recon(charge("1.00", m)) for m in cast.WINDOW[:3]})
    running = [start(tmp_path / "ledger", p) for p in paths]
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert total(tmp_path / "ledger") == (Decimal(3), 3)


def test_leftovers_of_a_killed_import_are_swept(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    with Store(ledger) as store:
        load(tmp_path, {"a.csv": recon(charge("1.00"))}, store=store)
        for stray in ("charges/2026-03/stray.parquet", "superseded/9.parquet", "register.json.writing"):
            (ledger / stray).parent.mkdir(exist_ok=True)
            (ledger / stray).write_bytes(b"half")
        (ledger / ".import-left").mkdir()
        (ledger / ".import-left" / "copy.csv").write_bytes(b"half")
        load(tmp_path, {"b.csv": recon(charge("2.00", "2026-04"))}, store=store)
        assert lying(ledger) == set(store.register.charges)


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


@pytest.mark.parametrize("limit", [0, 500, 3_000])
def test_a_full_disk_refuses_and_changes_nothing(limit: int, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    files = {"b.csv": recon(*(charge(f"{n}.00", "2026-05", OrderId=f"o{n * 7919}") for n in range(1, 2000)))}
    put(tmp_path, files)
    with Store(ledger) as store:
        before = load(tmp_path, {"a.csv": recon(charge("1.00"))}, store=store)
        whole = {p: p.read_bytes() for p in ledger.rglob("*") if p.is_file()}
        with full_disk(limit), pytest.raises(Refusal) as refused:
            read_files([tmp_path / "b.csv"], store=store, scope=Scope(OWN), options=ImportOptions())
    assert refused.value.code == "disk_full"
    assert {p: p.read_bytes() for p in ledger.rglob("*") if p.is_file()} == whole
    assert [p for p in ledger.rglob("*") if p.is_dir() and not any(p.iterdir())] == []
    assert (total(ledger), [d.id for d in before.documents]) == (
        (Decimal(1), 1),
        [before.rows[0]["document"]],
    )


def test_a_refused_import_leaves_no_trace(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    with Store(ledger) as store:
        load(tmp_path, {"a.csv": recon(charge("1.00"))}, store=store)
        before = {p: p.read_bytes() for p in ledger.rglob("*") if p.is_file()}
        with pytest.raises(Refusal):
            load(
                tmp_path,
                {"b.csv": recon(charge("2.00", "2026-04"), charge("2.00", Subtotal="x"))[:-9]},
                store=store,
            )
    assert {p: p.read_bytes() for p in ledger.rglob("*") if p.is_file()} == before


def test_a_ledger_that_is_being_imported_into_is_busy(tmp_path: Path) -> None:
    with locks.held(tmp_path), pytest.raises(Refusal) as refused, locks.held(tmp_path, patience=0.1):
        raise AssertionError
    assert refused.value.code == "ledger_busy"


def test_rejects_are_kept_beside_the_ledger_and_make_no_formulas(tmp_path: Path) -> None:
    lines = recon(charge("1.00"), charge("1.00", Subtotal="=1+1"), charge("1.00", Currency="€"))
    with Store(tmp_path / "ledger") as store:
        found = load(tmp_path, {"a.csv": lines}, store=store, accept_rejects=True)
    kept = Path(found.receipt.files[0].rejects_file)
    assert kept.read_text(encoding="utf-8").splitlines() == [
        "row,column,found,reason", "3,Subtotal,'=1+1,amount_unreadable", "4,Currency,€,currency_unreadable",
    ]  # fmt: skip
    assert kept.parent == tmp_path / "ledger" / "rejects"
