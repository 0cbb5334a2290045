"""A path becomes a source: there, readable, not empty, and of a kind told by its first bytes."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from directbill.core.errors import refuse

CHUNK = 1 << 20
HEAD = 4096

GZIP = b"\x1f\x8b"
ZIP = b"PK"
PARQUET = b"PAR1"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"

FOREIGN = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"SQLite": "SQLite",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "XZ",
    b"\x89PNG": "PNG",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A readable, non-empty file. `sha256` is empty until somebody has read the whole file."""

    name: str
    path: Path
    size: int
    head: bytes
    sha256: str = ""


def source(path: str | os.PathLike[str]) -> Source:
    """Look at the file; refuse what cannot be read at all."""
    found = Path(path)
    name = found.name or str(path)
    with os_faults(name):
        if found.is_dir():
            raise refuse("file_is_folder", file=name, found=str(path))
        with found.open("rb") as file:
            head = file.read(HEAD)
            size = os.fstat(file.fileno()).st_size
    if not head:
        raise refuse("file_empty", file=name)
    return Source(name, found, size, head)


def kind(source: Source) -> str:
    """csv, json, gzip, zip or parquet, by content; never by the name."""
    head = source.head
    if head.startswith(UTF16):
        raise refuse("encoding_utf16", file=source.name, found=head[:2].hex(" ").upper())
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(ZIP) and head[2:4] in (b"\x03\x04", b"\x05\x06"):
        return "zip"
    if head.startswith(PARQUET):
        return "parquet"
    for magic, foreign in FOREIGN.items():
        if head.startswith(magic):
            raise refuse("file_kind_unknown", file=source.name, found=foreign)
    return _kind_of_text(source)


def _kind_of_text(source: Source) -> str:
    start = source.head.removeprefix(UTF8_MARK).lstrip()
    if start.startswith((b"{", b"[")):
        return "json"
    if start[:1] == b"<":
        raise refuse("file_kind_unknown", file=source.name, found="HTML / XML")
    return "csv"


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in chunks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def literal(path: Path, workdir: Path, name: str) -> Path:
    """A path DuckDB takes literally: `x[1].csv` would be read as a pattern, and `x1.csv` opened instead."""
    if not set("*?[") & set(str(path)):
        return path
    link = workdir / name
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    return link


@contextmanager
def os_faults(name: str) -> Iterator[None]:
    """What the operating system says, as a refusal that names the file."""
    try:
        yield
    except FileNotFoundError as error:
        raise refuse("file_missing", file=name, found=str(error.filename or name)) from None
    except PermissionError:
        raise refuse("file_forbidden", file=name) from None
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = "disk_full" if full else "file_unreadable"
        raise refuse(code, file=name, found=error.strerror or str(error)) from None
