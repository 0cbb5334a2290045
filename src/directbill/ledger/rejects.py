"""Rows left out by consent, kept in a file beside the ledger: row, column, found, reason."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from directbill.core.errors import Fault
from directbill.ledger.receipt import FileReceipt, Receipt

FOLDER = "rejects"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def kept(receipt: Receipt, folder: Path | None) -> Iterator[Receipt]:
    """The receipt with each file's rejects written below the ledger's folder; taken back if the import fails.

    A temporary ledger only lists them.
    """
    if folder is None:
        yield receipt
        return
    files = tuple(_kept(file, folder) for file in receipt.files)
    try:
        yield replace(receipt, files=files)
    except BaseException:
        for file in files:
            if file.rejects_file:
                Path(file.rejects_file).unlink(missing_ok=True)
        raise


def _kept(file: FileReceipt, folder: Path) -> FileReceipt:
    if not file.rejects:
        return file
    path = folder / FOLDER / f"{file.file}.{file.sha256[:12]}.csv"
    write(path, file.rejects)
    return replace(file, rejects_file=str(path))


def write(path: Path, faults: Sequence[Fault]) -> None:
    """The reason is the fault's code; no cell can become a formula in a spreadsheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "column", "found", "reason"))
        writer.writerows((f.place.row, _safe(f.place.column), _safe(f.found), f.code) for f in faults)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
