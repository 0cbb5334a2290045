"""Kinds by their first bytes: those we can look into, and those we name only to refuse them."""

import re
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from directbill.core.errors import refuse
from directbill.core.form import Media

HEAD = 4096
START = 1024
"""Within so many bytes a program may look for the beginning of a page or a script."""

MIME: Mapping[Media, str] = {
    Media.PDF: "application/pdf",
    Media.PNG: "image/png",
    Media.JPEG: "image/jpeg",
    Media.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Media.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Media.TEXT: "text/plain",
}
EXTENSIONS: Mapping[Media, frozenset[str]] = {
    Media.PDF: frozenset({"pdf"}),
    Media.PNG: frozenset({"png"}),
    Media.JPEG: frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    Media.DOCX: frozenset({"docx"}),
    Media.XLSX: frozenset({"xlsx"}),
    Media.TEXT: frozenset({"txt", "csv", "tsv"}),
}
KNOWN: tuple[tuple[bytes, Media], ...] = (
    (b"%PDF-", Media.PDF),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"\xff\xd8\xff", Media.JPEG),
)
FOREIGN: tuple[tuple[int, bytes, str], ...] = (
    (0, b"GIF8", "GIF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"BM", "BMP"),
    (8, b"WEBP", "WebP"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftyp", "MP4"),
    (0, b"\0\0\1\0", "ICO"),
    (0, b"{\\rtf", "RTF"),
    (0, b"%!PS", "PostScript"),
    (0, b"MZ", "EXE"),
    (0, b"\x7fELF", "ELF"),
    (0, b"\xca\xfe\xba\xbe", "Java"),
    (0, b"\xcf\xfa\xed\xfe", "Mach-O"),
    (0, b"\xfe\xed\xfa", "Mach-O"),
    (0, b"\0asm", "WASM"),
    (0, b"L\0\0\0\x01\x14\x02\0", "LNK"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ", "XZ"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!", "RAR"),
    (0, b"MSCF", "CAB"),
    (257, b"ustar", "TAR"),
    (0, b"SQLite format 3", "SQLite"),
    (0, b"PAR1", "Parquet"),
    (0, b"!<arch>", "AR"),
    (0, b"ITSF", "CHM"),
    (0, b"PK\x05\x06", "ZIP"),
    (0, b"PK\x07\x08", "ZIP"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = (1 << 16) + 22
LONGEST_CONTENTS = 1 << 20
ISO, ISO_PLACE = b"CD001", 0x8001
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"

MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|math|img|object|embed|link|meta|style|form)[\s>/]",
    re.IGNORECASE,
)
PHP = re.compile(rb"<\?(?:php|=)", re.IGNORECASE)
SCRIPTS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"<svg[\s>]|<!doctype\s+svg", re.IGNORECASE), "SVG"),
    (MARKUP, "HTML"),
    (PHP, "PHP"),
    (re.compile(rb"\A\s*#!"), "script"),
    (re.compile(rb"\A\s*<\?xml", re.IGNORECASE), "XML"),
    (re.compile(rb"\A\s*(?:mime-version|content-type|received|return-path|from):\s", re.IGNORECASE), "EML"),
)


def kind(path: Path, name: str) -> Media | str:
    """The kind of a file we can look into, or the word for one we cannot. Refuses scripts and hidden content."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for magic, known in KNOWN:
        if head.startswith(magic):
            return known
    if head.startswith(ZIP):
        return _zipped(path, name)
    if head.startswith(OLE):
        code = "media_encrypted" if ENCRYPTED_OLE in path.read_bytes() else "media_macros"
        raise refuse(code, file=name, found="OLE")
    return _foreign(head) or _text(head, name)


def second_kind(path: Path) -> str:
    """What else a file could be taken for: a page, a script or an archive that begins within it; empty for nothing."""
    with path.open("rb") as file:
        start = file.read(START)
        file.seek(ISO_PLACE)
        if file.read(len(ISO)) == ISO:
            return "ISO"
    if start[257:262] == b"ustar":
        return "TAR"
    return "HTML" if MARKUP.search(start) else "PHP" if PHP.search(start) else ""


def _foreign(head: bytes) -> str:
    return next((label for place, magic, label in FOREIGN if head[place : place + len(magic)] == magic), "")


def _text(head: bytes, name: str) -> Media | str:
    """Text, if it is no page and no script; `?` where it is no text."""
    plain = head.replace(b"\0", b"")[2:] if head.startswith(UTF16) else head.removeprefix(UTF8_MARK)
    for pattern, label in SCRIPTS:
        if pattern.search(plain):
            raise refuse("media_script", file=name, found=label)
    return "?" if BINARY.search(plain) else Media.TEXT


def _zipped(path: Path, name: str) -> Media | str:
    """A workbook or a text document by the parts it has; any other archive is just that."""
    contents_limited(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise refuse("media_damaged", file=name, found=f"ZIP: {fault}") from None
    for part, found in (("word/document.xml", Media.DOCX), ("xl/workbook.xml", Media.XLSX)):
        if part in parts:
            return found
    return "ZIP"


def contents_limited(path: Path, name: str) -> None:
    """Refuse an archive whose table of contents alone would fill the memory, before anybody reads it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - ZIP_TAIL))
        tail = file.read()
    place = tail.rfind(ZIP_END)
    if place < 0 or place + 22 > len(tail):
        raise refuse("media_damaged", file=name, found="ZIP")
    (size,) = struct.unpack_from("<I", tail, place + 12)
    if size > LONGEST_CONTENTS:
        raise refuse("media_bomb", file=name, found=f"{size >> 10} KiB")
