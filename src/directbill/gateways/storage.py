"""Files that were given to us, outside the web root: a folder, or a bucket of any S3-compatible service.

A key is random below its partner's own prefix; nothing a user wrote is ever part of a path. A file is received aside,
hashed and limited while it streams, looked at there, and only then put in place in one step.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from django.conf import settings

from directbill.core.errors import refuse
from directbill.ledger.register_file import flush_folder

CHUNK = 1 << 20
MEGABYTE = 1 << 20
INCOMING = ".incoming"
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{32}")
S3 = "s3://"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was received and is not kept yet."""

    path: Path
    size: int
    sha256: str


class Storage(Protocol):
    """What any place for files can do. A key it never gave is a ValueError."""

    def anteroom(self) -> Path:
        """A folder to receive files in."""

    def put(self, incoming: Incoming, key: str) -> None:
        """Keep a received file under a key, whole or not at all."""

    def open(self, key: str) -> BinaryIO:
        """The file's content. Raises FileNotFoundError."""

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A path to read the file at, good while the block lasts. Raises FileNotFoundError."""

    def remove(self, key: str) -> None:
        """Take the file away; nothing happens where there is none."""

    def keys(self, *, before: datetime) -> Iterator[str]:
        """Every key that was put before a moment."""


def of_installation() -> Storage:
    """The place the settings name."""
    where = settings.FILES
    if where.startswith(S3):
        from directbill.gateways.bucket import Bucket  # lazy: needs the extra `s3`

        return Bucket.of_settings(where.removeprefix(S3))
    return Folder(Path(where) if where else settings.DATA / "files")


@contextmanager
def received(storage: Storage, stream: BinaryIO, *, name: str, most: int) -> Iterator[Incoming]:
    """Receive a file aside, hashed while it streams; gone after the block unless it was put in place.

    Refuses `upload_empty`, `upload_cut_off` and, without reading on, `upload_too_large`.
    """
    with os_faults(name):
        folder = storage.anteroom()
        path = folder / secrets.token_hex(16)
        with path.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            try:
                size, sha256 = _copy(stream, file, name=name, most=most)
            except BaseException:
                path.unlink()
                raise
    try:
        yield Incoming(path, size, sha256)
    finally:
        path.unlink(missing_ok=True)


def keep(storage: Storage, incoming: Incoming, *, partner: UUID) -> str:
    """Put a received file in place, under a new key of the partner."""
    key = f"{partner}/{secrets.token_hex(16)}"
    storage.put(incoming, key)
    return key


@contextmanager
def reading(storage: Storage, key: str, *, sha256: str) -> Iterator[Path]:
    """A path to read a kept file at. Refuses `stored_file_lost` and `stored_file_changed`."""
    try:
        with storage.local(key) as path:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != sha256:
                raise refuse("stored_file_changed", found=found)
            yield path
    except FileNotFoundError:
        raise refuse("stored_file_lost") from None


def checked(key: str) -> str:
    """The key, if it has the form of one."""
    if not KEY.fullmatch(key):
        raise ValueError("no key of a stored file")
    return key


class Folder:
    """Files below one folder, a folder a partner. What is there is whole: it was flushed, then renamed into place."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def anteroom(self) -> Path:
        folder = self.root / INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def put(self, incoming: Incoming, key: str) -> None:
        target = self._path(key)
        with os_faults(""):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            incoming.path.replace(target)
            flush_folder(target.parent)

    def open(self, key: str) -> BinaryIO:
        return self._path(key).open("rb")

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        path = self._path(key)
        if not path.is_file():
            raise FileNotFoundError(key)
        yield path

    def remove(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keys(self, *, before: datetime) -> Iterator[str]:
        for path in self.root.glob("*/*"):
            key = f"{path.parent.name}/{path.name}"
            if KEY.fullmatch(key) and put_before(path, before):
                yield key

    def _path(self, key: str) -> Path:
        return self.root / checked(key)


def put_before(path: Path, moment: datetime) -> bool:
    """Whether a file was last written before a moment."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment


def sweep_anteroom(storage: Storage, *, before: datetime) -> int:
    """Remove what a process that died was receiving; how many files that was."""
    left = [path for path in storage.anteroom().iterdir() if put_before(path, before)]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


@contextmanager
def temporary_copy(stream: BinaryIO) -> Iterator[Path]:
    """A local copy of a remote file, gone after the block."""
    with tempfile.NamedTemporaryFile(prefix="directbill-") as copy:
        shutil.copyfileobj(stream, copy, CHUNK)
        copy.flush()
        yield Path(copy.name)


@contextmanager
def os_faults(name: str) -> Iterator[None]:
    """A full disk or a folder that must not be written, as a refusal; nothing is kept by then."""
    try:
        yield
    except OSError as fault:
        full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
        code = "disk_full" if full else "files_unwritable"
        raise refuse(code, file=name, found=fault.strerror or str(fault)) from None


def _next(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(CHUNK)
    except OSError as fault:
        raise refuse("upload_cut_off", file=name, found=fault.strerror or str(fault)) from None


def _copy(stream: BinaryIO, file: BinaryIO, *, name: str, most: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while chunk := _next(stream, name):
        size += len(chunk)
        if size > most:
            raise refuse("upload_too_large", file=name, most=f"{most / MEGABYTE:.1f}")
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise refuse("upload_empty", file=name)
    file.flush()
    os.fsync(file.fileno())
    return size, digest.hexdigest()
