"""The ledger folders of a partner: each reading of files is a folder of its own, and the record names the one in force.

So the transaction that records an import is also what puts its charges in force: killed before it, the folder in
force is as it was, and the new one is swept the next time. Charges are never written twice: a new reading begins as
links to the files of the one in force.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from directbill.ledger import locks
from directbill.queries import folders
from directbill.records.models import Ledger

CHARGES = ".parquet"


@contextmanager
def held(partner: UUID, *, patience: float = locks.PATIENCE) -> Iterator[None]:
    """The partner's ledger to oneself, on this machine and on all that share its folder. Refuses `ledger_busy`.

    The lock is let go by the system when its holder dies. Partners do not wait for each other.
    """
    with locks.held(folders.of(partner), patience=patience):
        yield


def begun(partner: UUID, *, after: str = "") -> tuple[str, Path]:
    """A folder for a new reading, by its name: empty, or with all that is in the reading before it."""
    name = uuid4().hex
    folder = folders.ledger(partner, name)
    folder.mkdir(parents=True)
    if after:
        _taken_over(folders.ledger(partner, after), folder)
    return name, folder


def sweep(partner: UUID) -> None:
    """Remove readings that no record names: left by what failed, or replaced by another one."""
    kept = set(Ledger.objects.filter(partner_id=partner).values_list("folder", flat=True))
    folder = folders.of(partner) / folders.LEDGERS
    for reading in sorted(folder.iterdir()) if folder.is_dir() else ():
        if reading.name not in kept:
            shutil.rmtree(reading, ignore_errors=True)


def _taken_over(before: Path, folder: Path) -> None:
    """Charges are linked, for they are never changed; everything else is copied."""
    for path in sorted(before.rglob("*")):
        target = folder / path.relative_to(before)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        elif path.suffix != CHARGES or not _linked(path, target):
            shutil.copy2(path, target)


def _linked(path: Path, target: Path) -> bool:
    """Whether the file system could make a link."""
    try:
        os.link(path, target)
    except OSError:
        return False
    return True
