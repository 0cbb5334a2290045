"""What can be looked at without the installation running: Python, packages, the data folder, the disk."""

import os
import platform
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from directbill.gateways.keys import KEY
from directbill.ops import demo_accounts, packages
from directbill.ops.doctor.seen import Seen, ill, well
from directbill.ops.installation import PRIVATE

FLOOR = (3, 11)
LEAST_FREE = 1_000_000_000
"""Bytes: room for a few imports, and for the database to clean up after itself."""
OTHERS_READ = stat.S_IRGRP | stat.S_IROTH | stat.S_IWGRP | stat.S_IWOTH


def looked(data: Path) -> Iterator[Seen]:
    """Each of them."""
    yield _python()
    yield _packages()
    yield _folder(data)
    yield _disk(data)


def _python() -> Seen:
    if sys.version_info[:2] < FLOOR:
        return ill("python", "old", found=platform.python_version())
    return well("python", found=platform.python_version())


def _packages() -> Seen:
    missing = packages.missing()
    return ill("packages", "missing", found=", ".join(missing)) if missing else well("packages")


def _folder(data: Path) -> Seen:
    if not data.is_dir():
        return ill("folder", "none", found=data)
    if not os.access(data, os.W_OK | os.X_OK):
        return ill("folder", "unwritable", found=data)
    open_ones = [path for path in _secret(data) if stat.S_IMODE(path.stat().st_mode) & OTHERS_READ]
    if open_ones:
        return ill(
            "folder", "readable", found=", ".join(map(str, open_ones)), paths=shlex.join(map(str, open_ones))
        )
    return well("folder", found=data)


def _secret(data: Path) -> Iterator[Path]:
    """What nobody but this account may read."""
    names = (KEY, demo_accounts.FILE, *PRIVATE)
    yield from (path for name in names if (path := data / name).exists())


def _disk(data: Path) -> Seen:
    place = next(path for path in (data, *data.parents) if path.exists())
    free = shutil.disk_usage(place).free
    gigabytes = f"{free / 1_000_000_000:.1f}"
    return ill("disk", "full", free=gigabytes) if free < LEAST_FREE else well("disk", free=gigabytes)
