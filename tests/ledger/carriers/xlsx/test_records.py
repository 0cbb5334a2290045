import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from directbill.ledger.carriers import Layout, peek
from directbill.ledger.profiles import Profile
from tests.ledger.carriers.reading import faults, opened, places, put, read, rows
from tests.ledger.carriers.xlsx import written

HEADER = ("Number", "Day", "Net")


def book(*records: tuple[object, ...], sheet: str = "Sales") -> bytes:
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    for record in records:
        page.append(record)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def repacked(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with one member's text changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            text = source.read(name)
            assert name != member or old in text
            copy.writestr(name, text.replace(old, new) if name == member else text)
    return target.getvalue()


def test_numbers_days_and_texts_become_text(tmp_path: Path) -> None:
    records = [
        ("0012", date(2026, 3, 4), 1234.5),
        (12, datetime.fromisoformat("2026-03-04T05:06:07"), -0.0000001),
        (None, time(1, 2, 3), 999999999999999),
        (True, "3/4/2026", 100.0),
    ]
    assert read(tmp_path, book(HEADER, *records)) == [
        (2, "0012", "2026-03-04", "1234.5"),
        (3, "12", "2026-03-04T05:06:07", "-0.0000001"),
        (4, "", "01:02:03", "999999999999999"),
        (5, "TRUE", "3/4/2026", "100"),
    ]


def test_numbers_get_the_declared_decimal_mark_so_that_texts_and_numbers_read_alike(tmp_path: Path) -> None:
    content = book(HEADER, ("1", "x", 1234.5), ("2", "x", "1.234,50"))
    found = read(tmp_path, content, layout=Layout(decimal_mark=","))
    assert found == [(2, "1", "x", "1234,5"), (3, "2", "x", "1.234,50")]


def test_the_first_sheet_that_is_not_empty_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book(HEADER, ("1", "2", "3"))))
    workbook.create_sheet("Empty", 0)
    workbook.create_sheet("Notes").append(["something"])
    sheet = opened(tmp_path, saved(workbook))
    assert (sheet.carrier, sheet.header, sheet.extra) == (
        "xlsx", HEADER, {"sheet": "Sales", "other_sheets": ("Notes",)},
    )  # fmt: skip


def test_the_declared_sheet_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book(HEADER, ("1", "2", "3"))))
    workbook.create_sheet("Notes").append(["something"])
    assert opened(tmp_path, saved(workbook), layout=Layout(sheet="Notes")).header == ("something",)
    fault = faults(tmp_path, saved(workbook), layout=Layout(sheet="Sails"))[0]
    assert (fault.code, fault.found, fault.params) == ("xlsx_no_sheet", "Sails", {"known": "Sales, Notes"})


def test_row_numbers_are_the_spreadsheets_own(tmp_path: Path) -> None:
    content = book(("Report of May",), (), HEADER, ("1", "2", "3"))
    sheet = opened(tmp_path, content, layout=Layout(skip_rows=1))
    assert (sheet.header, sheet.header_row, rows(sheet)) == (HEADER, 3, [(4, "1", "2", "3")])


def test_blank_rows_at_the_end_do_no_harm_and_others_are_refused(tmp_path: Path) -> None:
    assert read(tmp_path, book(HEADER, ("1", "2", "3"), (), ("", "", ""))) == [(2, "1", "2", "3")]
    assert places(faults(tmp_path, book(HEADER, (), ("1", "2", "3")))) == [("row_blank", 2, "")]


def test_a_row_wider_than_the_header_is_refused(tmp_path: Path) -> None:
    fault = faults(tmp_path, book(HEADER, ("1", "2", "3"), ("1", "2", "3", None, "stray")))[0]
    assert (fault.code, fault.place.row, fault.params) == ("row_ragged", 3, {"cells": "5", "expected": "3"})


def test_a_short_row_is_filled_for_a_spreadsheet_keeps_no_blank_cells(tmp_path: Path) -> None:
    assert read(tmp_path, book(HEADER, ("1",))) == [(2, "1", "", "")]


@pytest.mark.parametrize("number", [566890604832738111, 10**15, -(10**20), 1e15])
def test_a_number_of_more_than_fifteen_digits_is_refused(number: float, tmp_path: Path) -> None:
    fault = faults(tmp_path, book(HEADER, ("1", "2", "3"), (number, "2", "3")))[0]
    assert (fault.code, fault.place.row, fault.place.column) == ("id_as_number", 3, "Number")


def test_a_formula_without_a_value_is_refused(tmp_path: Path) -> None:
    fault = faults(tmp_path, book(HEADER, ("1", "2", "3"), ("1", "2", "=A2*2")))[0]
    assert (fault.code, fault.place.row, fault.place.column, fault.found) == (
        "xlsx_formula_without_value", 3, "Net", "=A2*2",
    )  # fmt: skip


def test_a_formula_is_read_by_its_cached_value(tmp_path: Path) -> None:
    content = book(HEADER, ("1", "2", "=A2*2"), ("1", "2", "=B3"))
    sheet = "xl/worksheets/sheet1.xml"
    content = repacked(content, sheet, b"<f>A2*2</f><v />", b"<f>A2*2</f><v>4.25</v>")
    content = repacked(content, sheet, b'<c r="C3"><f>B3</f><v />', b'<c r="C3" t="str"><f>B3</f><v></v>')
    assert read(tmp_path, content) == [(2, "1", "2", "4.25"), (3, "1", "2", "")]


def test_a_cell_in_error_is_refused(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book(HEADER, ("1", "2", "3"))))
    workbook.active["C2"] = "#DIV/0!"
    workbook.active["C2"].data_type = "e"
    fault = faults(tmp_path, saved(workbook))[0]
    assert (fault.code, fault.place.row, fault.place.column, fault.found) == (
        "xlsx_error_value",
        2,
        "Net",
        "#DIV/0!",
    )


def test_a_formula_in_another_sheet_does_not_matter(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book(HEADER, ("1", "2", "3"))))
    workbook.create_sheet("Sums").append(["=SUM(Sales!C2:C9)"])
    assert read(tmp_path, saved(workbook)) == [(2, "1", "2", "3")]


def test_a_workbook_without_cells_is_empty(tmp_path: Path) -> None:
    assert places(faults(tmp_path, saved(openpyxl.Workbook()))) == [("file_empty", None, "")]


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert places(faults(tmp_path, book(("Net", "Day", "net"), (1, 2, 3)))) == [("column_twice", 1, "net")]


def test_days_are_told_by_their_style_and_texts_by_their_number(tmp_path: Path) -> None:
    page = written.sheet(
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c s="1"><v>46085</v></c><c s="0"><v>46085</v></c></row>'
        '<row><c s="2"><v>46085.5</v></c><c s="3"><v>1.25</v></c></row>'
    )
    styles = written.styles("General", "14", "d\\/m\\/yyyy h:mm", "[h]:mm")
    content = written.book(page, strings=written.shared("Day", "Net"), styles=styles)
    assert (opened(tmp_path, content).header, read(tmp_path, content)) == (
        ("Day", "Net"), [(2, "2026-03-04", "46085"), (3, "2026-03-04T12:00:00", "30:00:00")],
    )  # fmt: skip


@pytest.mark.parametrize(("said", "day"), [("1", "2030-03-05"), ("true", "2030-03-05"), ("0", "2026-03-04")])
def test_a_workbook_may_count_its_days_from_1904(said: str, day: str, tmp_path: Path) -> None:
    page = written.sheet('<row><c t="str"><v>Day</v></c></row><row><c s="0"><v>46085</v></c></row>')
    properties = f'<workbookPr date1904="{said}"/>'
    content = written.book(page, styles=written.styles("14"), properties=properties)
    assert read(tmp_path, content) == [(2, day)]


def test_only_the_header_is_looked_at_where_no_more_is_asked(tmp_path: Path) -> None:
    """A profile is chosen by the header: a fault below it must not hide that the profile fits."""
    path = put(tmp_path, book(HEADER, ("1", "2", "=A2*2")))
    sheet = peek(path, workdir=tmp_path, profile=Profile(name="p"))
    assert (sheet.carrier, sheet.header, sheet.header_row) == ("xlsx", HEADER, 1)
