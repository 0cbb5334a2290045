"""Workbooks and text documents (Office Open XML): the right parts, nothing that acts, nothing that swells.

Entries are read as a stream and thrown away; nothing is written anywhere, and no name in the archive is a path.
"""

import re
import zipfile
import zlib
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from directbill.core.errors import Refusal, refuse

MOST_PARTS = 2_000
MOST_UNPACKED = 64 << 20
RATIO = 200
RATIO_FROM = 1 << 20
"""Below so many bytes any ratio is harmless."""
PIECE = 1 << 20
TYPES = "[Content_Types].xml"
RELATIONS = ".rels"
DOCUMENT = b"wordprocessingml.document.main+xml"
WORKBOOK = b"spreadsheetml.sheet.main+xml"
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
MACROS = re.compile(r"vbaproject|vbadata|macrosheets|activex|/dialogsheets/", re.IGNORECASE)
MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX", re.IGNORECASE)
EMBEDDED = re.compile(
    r"/embeddings/|oleobject|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|scr|lnk|zip|rar|7z|docm|xlsm)$",
    re.IGNORECASE,
)
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
REMOTE = re.compile(
    rb"""(?is)<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External)"""
    rb"""(?=[^>]*Type\s*=\s*["'][^"']*/(?:attachedTemplate|oleObject|subDocument|frame|image|externalLinkPath)["'])"""
)
CALLS = re.compile(rb"<ddeLink\b|(?i:\bDDE(?:AUTO)?\s+[\"'\w\\&])")
ARCHIVES = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"MZ", b"\xd0\xcf\x11\xe0", b"\x7fELF")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
OVERLAP = 512
"""How much of a piece is looked at again with the next one, so that nothing hides on the seam."""


def check_docx(path: Path, name: str) -> None:
    _check(path, name, DOCUMENT)


def check_xlsx(path: Path, name: str) -> None:
    _check(path, name, WORKBOOK)


def _check(path: Path, name: str, main: bytes) -> None:
    try:
        with ZipFile(path) as archive:
            _Office(archive, path, name).check(main)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise refuse("media_damaged", file=name, found=str(fault) or "ZIP") from None


class _Office:
    def __init__(self, archive: ZipFile, path: Path, name: str) -> None:
        self.archive = archive
        self.size = path.stat().st_size
        self.name = name

    def check(self, main: bytes) -> None:
        """The table of contents first; only then is anything unpacked."""
        parts = self.archive.infolist()
        self._contents(parts)
        for part in parts:
            self._name(part)
        types = b""
        for part in parts:
            text = self._unpacked(part)
            types = text if part.filename == TYPES else types
        if MACRO_TYPES.search(types):
            raise self._refused("media_macros", TYPES)
        if main not in types:
            raise self._refused("media_damaged", TYPES)

    def _contents(self, parts: list[ZipInfo]) -> None:
        if len(parts) > MOST_PARTS:
            raise self._refused("media_bomb", str(len(parts)))
        if len({part.filename for part in parts}) != len(parts):
            raise self._refused("media_damaged", "ZIP")
        whole = sum(part.file_size for part in parts)
        if whole > MOST_UNPACKED:
            raise self._refused("media_bomb", f"{whole >> 20} MiB")
        for part in parts:
            if part.file_size > max(RATIO_FROM, RATIO * part.compress_size):
                raise self._refused("media_bomb", part.filename)
        self._apart(parts)

    def _apart(self, parts: list[ZipInfo]) -> None:
        """No two entries share bytes, none begins before the archive, and nothing stands between or behind them."""
        place = 0
        for part in sorted(parts, key=lambda p: p.header_offset):
            if part.header_offset < place:
                raise self._refused("media_bomb", part.filename)
            place = part.header_offset + 30 + len(part.filename.encode()) + part.compress_size
        if self.archive.start_dir < place or self.archive.start_dir > self.size:
            raise self._refused("media_bomb", "ZIP")

    def _name(self, part: ZipInfo) -> None:
        name = part.filename
        if part.flag_bits & 0x1:
            raise self._refused("media_encrypted", "ZIP")
        if part.compress_type not in METHODS:
            raise self._refused("media_damaged", name)
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise self._refused("media_nested", name)
        if MACROS.search(name):
            raise self._refused("media_macros", name)
        if EMBEDDED.search(f"/{name}") or (part.external_attr >> 16) & 0o170000 == 0o120000:
            raise self._refused("media_nested", name)

    def _unpacked(self, part: ZipInfo) -> bytes:
        """Read a part to its end, looking at every piece; its text where it is the table of types."""
        markup = part.filename.endswith((".xml", RELATIONS))
        seen, seam, kept = 0, b"", b""
        with self.archive.open(part) as stream:
            while piece := stream.read(PIECE):
                if not seen and piece.startswith(ARCHIVES):
                    raise self._refused("media_nested", part.filename)
                if markup:
                    self._markup(part.filename, seam + piece, first=not seen)
                seen, seam = seen + len(piece), piece[-OVERLAP:]
                if part.filename == TYPES:
                    kept += piece
        return kept

    def _markup(self, part: str, text: bytes, *, first: bool) -> None:
        if first and text.startswith(UTF16):
            raise self._refused("media_damaged", part)
        if ENTITIES.search(text):
            raise self._refused("media_bomb", part)
        if part.endswith(RELATIONS) and REMOTE.search(text):
            raise self._refused("media_active", part)
        if CALLS.search(text):
            raise self._refused("media_active", "DDE")

    def _refused(self, code: str, found: str) -> Refusal:
        return refuse(code, file=self.name, found=found)
