"""The register on disk, one JSON file: read whole, written at once or not at all.

Replacing that file is the one step that commits an import; Parquet files it does not name do not exist.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from directbill.core.errors import refuse
from directbill.ledger.register import Entry, Imported, Invoice, Register

SCHEMA = "directbill.ledger/1"
FILE = "register.json"


def read(folder: Path) -> Register:
    """The register of a ledger folder; an empty one where there is none yet."""
    path = folder / FILE
    if not path.exists():
        return Register()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored.get("schema") != SCHEMA:
            raise refuse("ledger_schema_unknown", file=str(path), found=str(stored.get("schema")))
        return _register(stored)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("ledger_damaged", file=str(path)) from None


def _register(stored: Mapping[str, Any]) -> Register:
    return Register(
        entries=tuple(
            Entry(**{**e, "files": tuple(e["files"]), "hashes": tuple(e["hashes"])})
            for e in stored["entries"]
        ),
        invoices={i["number"]: Invoice(**i) for i in stored["invoices"]},
        imported=tuple(Imported(**{**f, "ids": tuple(f["ids"])}) for f in stored["imported"]),
        charges=tuple(stored["charges"]),
        superseded=tuple(stored["superseded"]),
        serial=stored["serial"],
    )


def write(folder: Path, register: Register) -> Register:
    """Commit: the next serial, written aside, flushed to disk, then put in place in one step."""
    register = replace(register, serial=register.serial + 1)
    stored = {
        "schema": SCHEMA,
        "serial": register.serial,
        "entries": [asdict(e) for e in register.entries],
        "invoices": [asdict(i) for i in register.invoices.values()],
        "imported": [asdict(f) for f in register.imported],
        "charges": list(register.charges),
        "superseded": list(register.superseded),
    }
    aside = folder / f"{FILE}.writing"
    with aside.open("w", encoding="utf-8") as file:
        json.dump(stored, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / FILE)
    flush_folder(folder)
    return register


def flush_folder(folder: Path) -> None:
    """Make a rename in the folder last, where the platform can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
