"""A workbook's own XML, where the reader of values is silent: formulas without a value, cells in error, bombs."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

from directbill.core.errors import refuse
from directbill.ledger.carriers import files
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import MEBIBYTE

RATIO = 200
MOST = 1024 * MEBIBYTE
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SUSPECT = re.compile(rb"""<(?:\w+:)?f[\s/>]|\bt=["']e["']""")
OVERLAP = 32
XML = (".xml", ".rels")
FORBIDDEN = re.compile(rb"<!DOCTYPE|\0")
"""Entities need a DOCTYPE, and UTF-16 could hide one; no program writes either into a workbook."""
DAMAGED = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)
"""What reading an archive raises: damage, an unknown compression, a password."""


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell that has no value to read; row and column count from 1."""

    code: str
    row: int
    column: int
    found: str


def inspect(source: Source) -> frozenset[str]:
    """Refuse a damaged archive, one that is no workbook, and one that unpacks to far more than its size.

    Returns the members in which a formula or a cell in error stands.
    """
    try:
        with ZipFile(source.content) as archive:
            if BOOK not in archive.namelist():
                raise refuse("zip_not_workbook", file=source.name)
            total = sum(member.file_size for member in archive.infolist())
            if total > min(RATIO * source.size, MOST):
                raise refuse("xlsx_ratio", file=source.name, most=str(RATIO))
            return frozenset(name for name in archive.namelist() if _is_suspect(archive, name))
    except DAMAGED:
        raise refuse("zip_unreadable", file=source.name) from None


def _is_suspect(archive: ZipFile, member: str) -> bool:
    """Read the member to its end: what is longer than it says, or damaged, shows only so."""
    suspect, tail = False, b""
    with archive.open(member) as file:
        while chunk := file.read(files.CHUNK):
            joined = tail + chunk
            if member.endswith(XML) and FORBIDDEN.search(joined):
                raise zipfile.BadZipFile("an XML member with entities or in UTF-16")
            suspect = suspect or SUSPECT.search(joined) is not None
            tail = chunk[-OVERLAP:]
    return suspect


def spoiled_cells(source: Source, sheet: str, *, suspects: frozenset[str]) -> tuple[Spoiled, ...]:
    """The sheet's formulas without a cached value and its cells in error."""
    try:
        with ZipFile(source.content) as archive:
            member = _member_of(archive, sheet)
            if member not in suspects:
                return ()
            with archive.open(member) as file:
                events = Xml.iterparse(file, ("start", "end"))  # noqa: S314 - trusted: no DOCTYPE, see FORBIDDEN
                return tuple(_spoiled(events))
    except (*DAMAGED, Xml.ParseError, KeyError, StopIteration) as error:
        raise refuse("xlsx_broken", file=source.name, found=str(error)) from None


def _member_of(archive: ZipFile, sheet: str) -> str:
    """The archive's member that holds a sheet, by way of the workbook's relations."""
    named = next(n for n in _nodes(archive, BOOK) if _tag(n) == "sheet" and n.get("name") == sheet)
    relation = next(value for key, value in named.attrib.items() if key.endswith("}id"))
    target = next(n.attrib["Target"] for n in _nodes(archive, RELATIONS) if n.get("Id") == relation)
    return target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _nodes(archive: ZipFile, member: str) -> Iterator[Xml.Element]:
    with archive.open(member) as file:
        return Xml.parse(file).iter()  # noqa: S314 - trusted: no DOCTYPE, see FORBIDDEN


def _spoiled(events: Iterator[tuple[str, Xml.Element]]) -> Iterator[Spoiled]:
    row = column = 0
    for event, node in events:
        match event, _tag(node):
            case "start", "row":
                row, column = int(node.get("r", row + 1)), 0
            case "end", "c":
                column = _column(node, column + 1)
                code, found = _fault(node)
                if code:
                    yield Spoiled(code, row, column, found)
            case "end", "row":
                node.clear()


def _fault(cell: Xml.Element) -> tuple[str, str]:
    parts = {_tag(part): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return "xlsx_error_value", parts.get("v", "")
    if "f" in parts and not parts.get("v") and cell.get("t") != "str":
        return "xlsx_formula_without_value", f"={parts['f']}"
    return "", ""


def _column(cell: Xml.Element, following: int) -> int:
    """The cell's column. Writers may leave the address out: then it follows the one before."""
    letters = cell.get("r", "").rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number or following


def _tag(node: Xml.Element) -> str:
    return node.tag.rpartition("}")[2]
