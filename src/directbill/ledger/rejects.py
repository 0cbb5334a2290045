"""Rows left out by consent, kept in a file beside the ledger: row, column, found, reason."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from directbill.core.errors import Fault
from directbill.ledger.receipt import FileReceipt, Receipt

FOLDER = "rejects"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def kept(receipt: Receipt, folder: Path | None) -> Receipt:
    """Write each file's rejects below the ledger's folder; a temporary ledger only lists them."""
    if folder is None:
        return receipt
    return replace(receipt, files=tuple(_kept(file, folder) for file in receipt.files))


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
