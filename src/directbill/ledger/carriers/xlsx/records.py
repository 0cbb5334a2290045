"""XLSX: one sheet becomes text, row by row. Cached values only; what a spreadsheet has spoiled is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers import csv_text, files, tables
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import Layout, Sheet
from directbill.ledger.carriers.xlsx import cell_values, workbook
from directbill.ledger.carriers.xlsx.row import Row
from directbill.ledger.carriers.xlsx.workbook import Workbook

FAULTS_SHOWN = 20
PARAMS = {"id_as_number": {"digits": str(cell_values.DIGITS_KEPT)}}


@dataclass(frozen=True, slots=True)
class _Top:
    """Which sheet is read, which others hold something, and where the header stands."""

    file: str
    sheet: str
    others: tuple[str, ...]
    header: tuple[str, ...]
    header_row: int


def read(source: Source, *, workdir: Path, layout: Layout) -> Sheet:
    """The named sheet, or the first that is not empty. Numbers get the declared decimal mark."""
    source = files.hashed(source)
    target = files.work_file(source, workdir, kind="xlsx.csv")
    with workbook.opened(source, workdir=workdir) as book:
        top = _top(source.name, book, layout)
        records = _Records(top)
        texts = records.texts(book.rows(top.sheet, decimal_mark=layout.decimal_mark))
        tables.write(top.file, target, header=top.header, rows=texts, header_row=top.header_row)
    if records.faults:
        raise Refusal(*records.faults[:FAULTS_SHOWN])
    return tables.sheet(
        source,
        target,
        header=top.header,
        carrier="xlsx",
        header_row=top.header_row,
        extra={"sheet": top.sheet, "other_sheets": top.others},
    )


def peek(source: Source, *, workdir: Path, layout: Layout) -> Sheet:
    """Only the header: no row below it is looked at."""
    with workbook.opened(source, workdir=workdir) as book:
        top = _top(source.name, book, layout)
    return Sheet(
        name=source.name,
        path=source.path,
        sha256="",
        carrier="xlsx",
        text=source.content,
        delimiter=",",
        header=csv_text.checked_header(source.name, top.header, row=top.header_row),
        header_row=top.header_row,
        bytes=source.size,
        doubtful=True,
    )


def _top(file: str, book: Workbook, layout: Layout) -> _Top:
    filled = [name for name in book.sheets if any(row.cells for row in book.rows(name))]
    wanted = layout.sheet
    if wanted and wanted not in book.sheets:
        raise refuse("xlsx_no_sheet", file=file, found=wanted, known=", ".join(book.sheets))
    if not filled or wanted not in ("", *filled):
        raise refuse("file_empty", file=file)
    chosen = wanted or filled[0]
    others = tuple(name for name in filled if name != chosen)
    first = next((row for row in book.rows(chosen) if row.number > layout.skip_rows and row.cells), None)
    if first is None:
        raise refuse("file_empty", file=file)
    return _Top(file, chosen, others, tuple(first.cells), first.number)


@dataclass(slots=True)
class _Records:
    """The records below the header, and what is wrong with them, in the order of the sheet."""

    top: _Top
    faults: list[Fault] = field(default_factory=list)

    def texts(self, rows: Iterator[Row]) -> Iterator[list[str]]:
        """Every record's cells, as many as the header has. Ends early when there are faults enough to show."""
        before = self.top.header_row
        width = len(self.top.header)
        for row in rows:
            if row.number >= self.top.header_row:
                self.faults += self._found(row, before)
                before = max(row.number, before)
            if len(self.faults) >= FAULTS_SHOWN:
                return
            if row.number > self.top.header_row and not self.faults:
                yield row.cells + [""] * (width - len(row.cells))

    def _found(self, row: Row, before: int) -> Iterator[Fault]:
        """Blank rows before this one, cells without a value, and cells beyond the header."""
        file, header = self.top.file, self.top.header
        for blank in islice(range(before + 1, row.number), FAULTS_SHOWN):
            yield Fault("row_blank", Place(file, blank))
        for cell in row.spoiled:
            name = header[cell.column - 1] if cell.column <= len(header) else ""
            yield Fault(cell.code, Place(file, row.number, name), cell.found, PARAMS.get(cell.code, {}))
        if len(row.cells) > len(header):
            params = {"cells": str(len(row.cells)), "expected": str(len(header))}
            yield Fault("row_ragged", Place(file, row.number), row.cells[-1], params)
