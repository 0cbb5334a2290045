"""A path becomes a source: there, readable, not empty, and of a kind told by its first bytes."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from directbill.core.errors import of_system, refuse

CHUNK = 1 << 20
HEAD = 4096

GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
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
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
    b"<?xml": "XML",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A readable, non-empty file. `content` is what to read: `path` itself, or what was unpacked from it."""

    name: str
    path: Path
    size: int
    head: bytes
    content: Path
    sha256: str = ""
    """Of the file as given; empty until somebody has read all of it."""


def source(path: str | os.PathLike[str]) -> Source:
    """Look at the file; refuse what cannot be read at all."""
    given = Path(path)
    name = given.name or str(path)
    with os_faults(name):
        if given.is_dir():
            raise refuse("file_is_directory", file=name, found=str(path))
        head, size = _start(given, name)
    return Source(name, given, size, head, given)


def hashed(source: Source) -> Source:
    """The same, with its hash: for what is not hashed while it is read."""
    if source.sha256:
        return source
    with os_faults(source.name), source.path.open("rb") as file:
        return replace(source, sha256=hashlib.file_digest(file, "sha256").hexdigest())


def unpacked(packed: Source, content: Path) -> Source:
    """The same file, to be read from what was unpacked from it."""
    head, _ = _start(content, packed.name)
    return replace(packed, head=head, content=content)


def work_file(source: Source, workdir: Path, *, kind: str) -> Path:
    """Where a copy of a hashed file's content is written: the same content goes to the same place."""
    return workdir / f"{source.sha256[:32]}.{kind}"


def _start(path: Path, name: str) -> tuple[bytes, int]:
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = os.fstat(file.fileno()).st_size
    if not head.removeprefix(UTF8_MARK).strip() and size <= HEAD:
        raise refuse("file_empty", file=name)
    return head, size


def kind(source: Source) -> str:
    """csv, json, gzip, zip or parquet, by content; never by the name."""
    head = source.head
    if head.startswith(UTF16):
        raise refuse("encoding_utf16", file=source.name)
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(PARQUET):
        return "parquet"
    for magic, foreign in FOREIGN.items():
        if head.startswith(magic):
            raise refuse("file_kind_unknown", file=source.name, found=foreign)
    if _looks_like_utf16(head):
        raise refuse("encoding_utf16", file=source.name)
    start = head.removeprefix(UTF8_MARK).lstrip()
    return "json" if start.startswith((b"{", b"[")) else "csv"


def _looks_like_utf16(head: bytes) -> bool:
    """Latin text in UTF-16 without its mark: nearly every second byte is zero."""
    half = len(head) // 2
    return half > 1 and max(head[::2].count(0), head[1::2].count(0)) > 0.7 * half


@contextmanager
def os_faults(name: str) -> Iterator[None]:
    """What the operating system says, as a refusal that names the file."""
    try:
        yield
    except OSError as failure:
        raise of_system(failure, file=name) from None
