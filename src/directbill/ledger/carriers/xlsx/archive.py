"""The archive a workbook is: sound to its last byte, no bomb, and nothing in it that a workbook does not hold."""

import zipfile
import zlib
from zipfile import ZipFile

from directbill.core.errors import refuse
from directbill.ledger.carriers import files
from directbill.ledger.carriers.files import Source

RATIO = 200
BOOK = "xl/workbook.xml"
XML = (".xml", ".rels")
FORBIDDEN = (b"<!DOCTYPE", b"\0")
"""Entities need a document type, and UTF-16 could hide one; no program writes either into a workbook."""
DAMAGED = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)
"""What reading an archive raises: damage, an unknown compression, a password."""


def inspect(source: Source) -> None:
    """Refuse a damaged archive, one that is no workbook, and one that unpacks to far more than its size."""
    try:
        with ZipFile(source.content) as archive:
            if BOOK not in archive.namelist():
                raise refuse("zip_not_workbook", file=source.name)
            if sum(member.file_size for member in archive.infolist()) > RATIO * source.size:
                raise refuse("xlsx_ratio", file=source.name, most=str(RATIO))
            for name in archive.namelist():
                _read_through(archive, name)
    except DAMAGED:
        raise refuse("zip_unreadable", file=source.name) from None


def _read_through(archive: ZipFile, member: str) -> None:
    """Read the member to its end: what is longer than it says, or damaged, shows only so."""
    tail = b""
    with archive.open(member) as file:
        while chunk := file.read(files.CHUNK):
            joined = tail + chunk
            if member.endswith(XML) and any(found in joined for found in FORBIDDEN):
                raise zipfile.BadZipFile("an XML member with entities or in UTF-16")
            tail = chunk[-len(FORBIDDEN[0]) :]
