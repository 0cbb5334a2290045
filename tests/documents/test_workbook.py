"""A table as a file: CSV with its mark, or a workbook; no cell is a formula."""

import io

from openpyxl import load_workbook

from directbill.documents import workbook

HEADS, ROWS = ("Name", "How many"), (("=1+1", "3"), ("-x", "0"))


def test_csv_begins_with_its_mark_and_no_cell_is_a_formula() -> None:
    assert workbook.as_csv(HEADS, ROWS).decode() == "\ufeffName,How many\r\n'=1+1,3\r\n'-x,0\r\n"


def test_a_workbook_has_numbers_as_numbers_and_text_as_text() -> None:
    book = load_workbook(io.BytesIO(workbook.as_xlsx(HEADS, ROWS, title="How: they [stand]?")))
    sheet = book.active
    assert sheet is not None
    assert sheet.title == "How they stand"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Name", "How many"],
        ["'=1+1", 3],
        ["'-x", 0],
    ]
