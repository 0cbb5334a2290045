"""One data folder is served once: a second `directbill serve` on it would run every job beside the first one."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from directbill.core.errors import refuse

FILE = ".serving"
"""Locked for as long as the folder is served, and then forgotten by the system; it says at which address."""


def check_free(data: Path) -> None:
    """Refuse `served_already` where the folder is served now. A folder that cannot be read passes."""
    try:
        with (data / FILE).open(encoding="utf-8") as file:
            _lock(file, fcntl.LOCK_SH, data)
    except OSError:
        return


@contextmanager
def held(data: Path, address: str) -> Iterator[None]:
    """The folder to oneself while the block lasts. Refuses `served_already` and `data_unwritable`."""
    try:
        file = (data / FILE).open("a+", encoding="utf-8")
    except OSError as fault:
        raise refuse("data_unwritable", file=str(data), found=fault.strerror or "") from None
    with file:
        _lock(file, fcntl.LOCK_EX, data)
        file.truncate(0)
        file.write(address)
        file.flush()
        yield


def _lock(file: TextIO, how: int, data: Path) -> None:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise refuse("served_already", file=str(data), found=file.read().strip()) from None
