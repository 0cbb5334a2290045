"""Receipts and faults of imports as the record keeps them, and back: codes and exact values, no sentences, no paths."""

from dataclasses import replace
from typing import Any

from directbill.core.errors import Fault
from directbill.documents import facts as exact
from directbill.ledger.receipt import FileReceipt, Receipt

MOST_FAULTS = 200
LONGEST_FOUND = 300

Plain = dict[str, Any]


def kept(made: Receipt) -> Plain:
    """A receipt to keep: without paths of this machine, and with no more rejected rows than a page shows."""
    plain: Plain = exact.plain(replace(made, files=tuple(map(_short, made.files))))
    return plain


def read(plain: Plain) -> Receipt:
    """The receipt again."""
    return exact.made(plain, Receipt)


def faults_kept(every: tuple[Fault, ...]) -> Plain:
    """Faults to keep: how many there are, and the first of them."""
    short = [replace(fault, found=fault.found[:LONGEST_FOUND]) for fault in every[:MOST_FAULTS]]
    return {"count": len(every), "faults": exact.plain(short)}


def faults_read(plain: Plain) -> tuple[Fault, ...]:
    """The faults again."""
    return exact.made(plain["faults"], tuple[Fault, ...])


def _short(file: FileReceipt) -> FileReceipt:
    return replace(file, rejects=file.rejects[:MOST_FAULTS], rejects_file="")
