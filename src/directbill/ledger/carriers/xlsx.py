"""XLSX: one sheet of a workbook becomes text. Cached values only; what a spreadsheet has spoiled is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers import files, tables, workbook
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import Layout, Sheet
from directbill.ledger.carriers.workbook import Spoiled

Row = Sequence[object]
FAULTS_SHOWN = 20
DIGITS_KEPT = 15
"""A spreadsheet keeps fifteen digits of a number and writes zeroes for the rest."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet's cells from A1 on; row numbers are the spreadsheet's."""

    file: str
    name: str
    others: tuple[str, ...]
    rows: Sequence[Row]
    header_row: int

    @property
    def header(self) -> list[str]:
        cells = self.rows[self.header_row - 1]
        return [_text(cell, ".") for cell in cells[: _width(cells)]]

    def records(self) -> Iterator[tuple[int, Row]]:
        """Row number and cells of every row below the header, up to the last that is not blank."""
        last = max(n for n, row in enumerate(self.rows, start=1) if _width(row))
        return enumerate(self.rows[self.header_row : last], start=self.header_row + 1)


def read(source: Source, *, workdir: Path, layout: Layout) -> Sheet:
    """The named sheet, or the first that is not empty. Numbers get the declared decimal mark."""
    source = files.hashed(source)
    suspects = workbook.inspect(source)
    page = _page(source, layout)
    header = page.header
    spoiled = workbook.spoiled_cells(source, page.name, suspects=suspects)
    faults = [*_spoiled(page, header, spoiled), *_shape(page, len(header)), *_long_numbers(page, header)]
    if faults:
        raise Refusal(*faults[:FAULTS_SHOWN])
    target = files.work_file(source, workdir, kind="xlsx.csv")
    rows = (_texts(row, len(header), layout.decimal_mark) for _, row in page.records())
    tables.write(page.file, target, header=header, rows=rows, header_row=page.header_row)
    extra: dict[str, object] = {"sheet": page.name, "other_sheets": page.others}
    return tables.sheet(
        source, target, header=header, carrier="xlsx", header_row=page.header_row, extra=extra
    )


def _page(source: Source, layout: Layout) -> _Page:
    """The sheet to read, and the names of other sheets that hold something."""
    try:
        with CalamineWorkbook.from_path(str(source.content)) as book:
            name, others = _choose(source.name, book, layout.sheet)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise refuse("xlsx_broken", file=source.name, found=str(error)) from None
    below = (n for n, row in enumerate(rows, start=1) if n > layout.skip_rows and _width(row))
    header_row = next(below, 0)
    if not header_row:
        raise refuse("file_empty", file=source.name)
    return _Page(source.name, name, others, rows, header_row)


def _choose(file: str, book: CalamineWorkbook, wanted: str) -> tuple[str, tuple[str, ...]]:
    names = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    filled = [name for name in names if _is_filled(book.get_sheet_by_name(name))]
    if wanted and wanted not in names:
        raise refuse("xlsx_no_sheet", file=file, found=wanted, known=", ".join(names))
    if not filled or wanted not in ("", *filled):
        raise refuse("file_empty", file=file)
    chosen = wanted or filled[0]
    return chosen, tuple(name for name in filled if name != chosen)


def _is_filled(sheet: CalamineSheet) -> bool:
    return any(_width(row) for row in sheet.iter_rows())


def _width(row: Row) -> int:
    """How many cells there are up to the last that is not blank."""
    width = len(row)
    while width and row[width - 1] == "":
        width -= 1
    return width


def _spoiled(page: _Page, header: Sequence[str], cells: Sequence[Spoiled]) -> Iterator[Fault]:
    for cell in cells:
        if cell.row >= page.header_row:
            name = header[cell.column - 1] if cell.column <= len(header) else ""
            yield Fault(cell.code, Place(page.file, cell.row, name), cell.found)


def _shape(page: _Page, width: int) -> Iterator[Fault]:
    for row, cells in page.records():
        found = _width(cells)
        if not found:
            yield Fault("row_blank", Place(page.file, row))
        elif found > width:
            params = {"cells": str(found), "expected": str(width)}
            yield Fault("row_ragged", Place(page.file, row), _text(cells[found - 1], "."), params)


def _long_numbers(page: _Page, header: Sequence[str]) -> Iterator[Fault]:
    most = 10**DIGITS_KEPT
    for row, cells in page.records():
        for column, cell in zip(header, cells, strict=False):
            if isinstance(cell, int | float) and not -most < cell < most:
                params = {"digits": str(DIGITS_KEPT)}
                yield Fault("id_as_number", Place(page.file, row, column), _plain(cell), params)


def _texts(row: Row, width: int, decimal_mark: str) -> list[str]:
    texts = [_text(cell, decimal_mark) for cell in row[:width]]
    return texts + [""] * (width - len(texts))


def _text(cell: object, decimal_mark: str) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case int() | float():
            return _plain(cell).replace(".", decimal_mark)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _plain(number: float) -> str:
    """The shortest decimal that is this number, without an exponent."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")
