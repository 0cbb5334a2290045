"""A table as a file for spreadsheets: CSV as text, or an XLSX workbook. No cell is taken for a formula."""

import csv
import io
from collections.abc import Sequence

from directbill.documents.csv import BYTE_ORDER_MARK, inert

Rows = Sequence[Sequence[str]]
SHEET_NAME = 31
"""The most letters a sheet's name may have."""


def as_csv(heads: Sequence[str], rows: Rows) -> bytes:
    """The table with its heads as UTF-8 text."""
    page = io.StringIO(newline="")
    write = csv.writer(page)
    page.write(BYTE_ORDER_MARK)
    for row in (heads, *rows):
        write.writerow([inert(cell) for cell in row])
    return page.getvalue().encode()


def as_xlsx(heads: Sequence[str], rows: Rows, *, title: str) -> bytes:
    """The table as a workbook of one sheet; whole numbers are numbers."""
    from openpyxl import Workbook  # lazy: only a download needs it

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # trusted: a fresh workbook has a sheet
    sheet.title = "".join(c for c in title if c not in "[]:*?/\\")[:SHEET_NAME]
    for row in (heads, *rows):
        sheet.append([int(cell) if cell.isdecimal() else inert(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
