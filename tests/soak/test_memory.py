"""An import takes no more memory than docs/explanation/memory.md says, however large the file."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures import cast
from tests.journeys.command import COMMAND, environment
from tests.soak import large_files

pytestmark = pytest.mark.soak

PAGE = Path(__file__).parents[2] / "docs/explanation/memory.md"
MEBIBYTE = 1 << 20
OPENED = 128
"""A workbook alone, in MiB, before the engine reads it."""
OPENING = """
import pathlib, sys
from directbill.ledger.carriers import open_sheet
open_sheet(sys.argv[1], workdir=pathlib.Path(sys.argv[2]))
"""
STARTING = """
import os, subprocess, sys
with open(sys.argv[1], "wb") as said:
    process = subprocess.Popen(sys.argv[2:], stdout=said, stderr=said)
_, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss)
"""


def stated() -> int:
    """The bound in MiB, as the page puts it."""
    found = re.search(r"\*\*(\d+) MiB\*\*", PAGE.read_text(encoding="utf-8"))
    assert found
    return int(found[1])


def peak(folder: Path, *argv: str | Path) -> int:
    """The most memory a command was resident in, in MiB; it has to succeed.

    A small process starts it: until it runs its own program, a started process holds what its parent holds.
    """
    told = subprocess.run(
        [sys.executable, "-c", STARTING, folder / "said", *map(str, argv)],
        env=environment({"DIRECTBILL_DATA": str(folder / "data")}),
        capture_output=True,
        text=True,
        check=True,
    )
    code, held = map(int, told.stdout.split())
    assert code == 0, (folder / "said").read_text()
    return held * (1 if sys.platform == "darwin" else 1024) // MEBIBYTE


def imported(folder: Path, path: Path) -> int:
    options: tuple[str | Path, ...] = ()
    if path.name.startswith("sales"):
        (folder / "m.toml").write_text(large_files.SALES_PROFILE)
        options = ("--mapping", folder / "m.toml")
    return peak(folder, *COMMAND, "ledger", "import", "--partner-id", cast.OWN, *options, path)


def test_a_reconciliation_file_of_300_mib(tmp_path: Path) -> None:
    path = tmp_path / "recon.csv"
    large_files.reconciliation(path, lines=750_000)
    assert path.stat().st_size > 300 * MEBIBYTE
    assert imported(tmp_path, path) < stated()


def test_a_mapped_file_in_which_every_amount_differs(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    large_files.sales_csv(path, lines=3_000_000)
    assert imported(tmp_path, path) < stated()


def test_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "sales.parquet"
    large_files.sales_parquet(path, lines=3_000_000)
    assert imported(tmp_path, path) < stated()


def test_a_workbook_of_200_000_rows_and_40_columns(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    large_files.sales_workbook(path, rows=200_000, columns=40)
    assert peak(tmp_path, sys.executable, "-c", OPENING, path, tmp_path) < OPENED
    assert imported(tmp_path, path) < stated()
