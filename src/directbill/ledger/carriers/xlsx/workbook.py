"""An open workbook: its sheets, and what it says of all of its cells."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZipFile

from directbill.core.errors import refuse
from directbill.ledger.carriers import files
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import MEBIBYTE
from directbill.ledger.carriers.xlsx import archive, cell_formats, page
from directbill.ledger.carriers.xlsx.cell_formats import Shows
from directbill.ledger.carriers.xlsx.cell_values import Written
from directbill.ledger.carriers.xlsx.row import Row
from directbill.ledger.carriers.xlsx.shared_strings import SharedStrings
from directbill.ledger.carriers.xlsx.xml_stream import Attributes, Broken, elements, local

RELATIONS = "xl/_rels/workbook.xml.rels"
LISTED_MOST = 32 * MEBIBYTE
"""What lists sheets and styles is kept in memory."""


@contextmanager
def opened(source: Source, *, workdir: Path) -> Iterator["Workbook"]:
    """The workbook, inspected. What is found broken while it is read is refused, naming the file."""
    try:
        with files.os_faults(source.name):
            archive.inspect(source)
            with ZipFile(source.content) as packed, closing(Workbook(packed, workdir)) as book:
                yield book
    except (*archive.DAMAGED, Broken) as error:
        raise refuse("xlsx_broken", file=source.name, found=str(error)) from None


@dataclass(frozen=True, slots=True)
class _Relation:
    """Which member of the archive a part of the workbook is kept in."""

    id: str
    kind: str
    member: str

    @classmethod
    def of(cls, attributes: Attributes) -> "_Relation":
        target = attributes.get("Target", "")
        member = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
        return cls(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], member)


class Workbook:
    """The archive's parts by what they are for."""

    def __init__(self, packed: ZipFile, workdir: Path) -> None:
        self.packed = packed
        self.strings = SharedStrings(lambda: self._part("sharedStrings"), workdir)

    def close(self) -> None:
        self.strings.close()

    def rows(self, sheet: str, *, decimal_mark: str = ".") -> Iterator[Row]:
        """The sheet's rows that are not blank; numbers get the decimal mark."""
        written = Written(self._shows, self._from_1904, decimal_mark)
        with self._open(self.sheets[sheet]) as file:
            yield from page.rows(file, written, strings=self.strings)

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The worksheets by name, in the workbook's order, with the member each is kept in."""
        members = {r.id: r.member for r in self._relations if r.kind == "worksheet"}
        named = [found for name, found in self._book if name == "sheet"]
        return {found.get("name", ""): members[id_] for found in named if (id_ := _id(found)) in members}

    @cached_property
    def _book(self) -> list[tuple[str, Attributes]]:
        return list(self._listed(archive.BOOK))

    @property
    def _from_1904(self) -> bool:
        told = [found.get("date1904") for name, found in self._book if name == "workbookPr"]
        return bool({"1", "true"}.intersection(told))

    @cached_property
    def _shows(self) -> dict[str, Shows]:
        members = [r.member for r in self._relations if r.kind == "styles"]
        return cell_formats.by_style(self._listed(members[0])) if members else {}

    @cached_property
    def _relations(self) -> tuple[_Relation, ...]:
        listed = self._listed(RELATIONS)
        return tuple(_Relation.of(attributes) for name, attributes in listed if name == "Relationship")

    def _part(self, kind: str) -> IO[bytes]:
        """The one part of a kind; where there is none, an empty one."""
        members = [r.member for r in self._relations if r.kind == kind]
        return self._open(members[0]) if members else BytesIO(b"<none/>")

    def _listed(self, member: str) -> Iterator[tuple[str, Attributes]]:
        with self._open(member) as file:
            if self.packed.getinfo(member).file_size > LISTED_MOST:
                raise Broken(f"{member} > {LISTED_MOST // MEBIBYTE} MiB")
            yield from elements(file)

    def _open(self, member: str) -> IO[bytes]:
        try:
            return self.packed.open(member)
        except KeyError:
            raise Broken(member) from None


def _id(sheet: Attributes) -> str:
    """The attribute `id`, whatever prefix the relations' namespace has."""
    return next((value for name, value in sheet.items() if local(name) == "id"), "")
