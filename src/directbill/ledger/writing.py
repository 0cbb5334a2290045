"""Putting an import into the ledger: rows first, aside; then the register in one step; leftovers swept next time."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from directbill.core.errors import refuse, said_by_system
from directbill.core.periods import Month
from directbill.ledger import canonical
from directbill.ledger.canonical import literal
from directbill.ledger.converting import INCOMING
from directbill.ledger.register import Entry, Register
from directbill.ledger.register_file import FILE, flush_folder
from directbill.ledger.staging import full_or
from directbill.ledger.store import CHARGES, Store

COLUMNS = ", ".join(f'"{name}"' for name in canonical.NAMES)
FOLDER, OLD, WORK = "charges", "superseded", ".import-"


def write(store: Store, changed: Register, *, replaced: Sequence[Entry], moved: Mapping[str, Month]) -> None:
    """Add the incoming rows, take replaced documents' rows out, move documents to other months, and commit."""
    try:
        if store.folder is None:
            _in_memory(store.connection(), replaced, moved)
            store.committed(changed)
        else:
            with os_faults(store.folder):
                store.committed(_to_folder(store, store.folder, changed, (replaced, moved)))
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise full_or(error) from None


@contextmanager
def os_faults(folder: Path) -> Iterator[None]:
    """A full disk or a folder that must not be written, as a refusal; nothing has changed by then."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = "disk_full" if full else "ledger_unwritable"
        raise refuse(code, file=str(folder), found=said_by_system(error)) from None


def _in_memory(
    connection: duckdb.DuckDBPyConnection, replaced: Sequence[Entry], moved: Mapping[str, Month]
) -> None:
    if replaced:
        connection.execute(
            f"DELETE FROM {CHARGES} WHERE document IN (SELECT unnest(?::VARCHAR[]))",
            [[e.id for e in replaced]],
        )
    for id_, month in moved.items():
        connection.execute(f"UPDATE {CHARGES} SET month = ? WHERE document = ?", [month.first_day, id_])
    connection.execute(f"INSERT INTO {CHARGES} SELECT {COLUMNS} FROM {INCOMING}")


def _to_folder(
    store: Store, folder: Path, changed: Register, change: tuple[Sequence[Entry], Mapping[str, Month]]
) -> Register:
    replaced, moved = change
    connection = store.connection()
    affected = _affected(connection, store, {e.id for e in replaced} | set(moved))
    old = _set_aside(connection, folder, replaced, changed.serial) if replaced else []
    for path in affected:
        _take_up(connection, path, replaced, moved)
    fresh = _write_months(connection, folder, changed)
    kept = [name for name in changed.charges if folder / name not in affected]
    return replace(changed, charges=tuple(sorted((*kept, *fresh))), superseded=(*changed.superseded, *old))


def _affected(connection: duckdb.DuckDBPyConnection, store: Store, ids: set[str]) -> list[Path]:
    """The files that hold rows of some documents."""
    if not ids:
        return []
    listed = ", ".join(literal(i) for i in sorted(ids))
    asked = "SELECT 1 FROM read_parquet({}) WHERE document IN ({}) LIMIT 1"
    return [
        path
        for path in store.files()
        if connection.execute(asked.format(literal(str(path)), listed)).fetchone()
    ]


def _set_aside(
    connection: duckdb.DuckDBPyConnection, folder: Path, replaced: Sequence[Entry], serial: int
) -> list[str]:
    """The rows of replaced documents into a file of their own: what was known before stays readable."""
    name = f"{OLD}/{serial + 1:06d}.parquet"
    ids = ", ".join(literal(e.id) for e in replaced)
    _copy(connection, f"SELECT * FROM {CHARGES} WHERE document IN ({ids})", folder / name)
    return [name]


def _take_up(
    connection: duckdb.DuckDBPyConnection, path: Path, replaced: Sequence[Entry], moved: Mapping[str, Month]
) -> None:
    """The rows of an affected file that stay, in their new months, among the incoming ones."""
    months = " ".join(f"WHEN {literal(i)} THEN DATE '{m.first_day}'" for i, m in moved.items())
    month = f"CASE document {months} ELSE month END" if months else "month"
    columns = ", ".join(month if name == "month" else f'"{name}"' for name in canonical.NAMES)
    ids = ", ".join(literal(e.id) for e in replaced) or "''"
    connection.execute(
        f"INSERT INTO {INCOMING} SELECT {columns}, -1 FROM read_parquet({literal(str(path))})"
        f" WHERE document NOT IN ({ids})"
    )


def _write_months(connection: duckdb.DuckDBPyConnection, folder: Path, changed: Register) -> list[str]:
    months = connection.execute(f"SELECT DISTINCT month FROM {INCOMING} ORDER BY month").fetchall()
    digest = hashlib.sha256("\n".join(f.sha256 for f in changed.imported).encode())
    names = []
    for (first_day,) in months:
        tail = hashlib.sha256(digest.digest() + f"{changed.serial} {first_day}".encode()).hexdigest()[:24]
        name = f"{FOLDER}/{Month.of(first_day)}/{tail}.parquet"
        rows = (
            f"SELECT {COLUMNS} FROM {INCOMING} WHERE month = DATE '{first_day}' ORDER BY account, file, row"
        )
        _copy(connection, rows, folder / name)
        names.append(name)
    return names


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    """Write a Parquet file and flush it: the register may only name what is on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"COPY ({query}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)")
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    flush_folder(target.parent)


def sweep(store: Store) -> None:
    """Remove what an import that did not end well left behind: files the register on the disk does not name."""
    store.reload()
    if store.folder is None:
        return
    folder, register = store.folder, store.register
    named = {folder / name for name in (*register.charges, *register.superseded)}
    for part in (FOLDER, OLD):
        for path in (folder / part).glob("**/*"):
            if path.is_file() and path not in named:
                path.unlink(missing_ok=True)
        for empty in (p for p in (folder / part).glob("*/") if not any(p.iterdir())):
            empty.rmdir()
    (folder / f"{FILE}.writing").unlink(missing_ok=True)
    for path in folder.glob(f"{WORK}*"):
        shutil.rmtree(path, ignore_errors=True)
