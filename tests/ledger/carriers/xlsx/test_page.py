"""A sheet's XML as other programs write it: every kind of cell, and what a cell may leave out."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from directbill.ledger.carriers.sheet import MEBIBYTE
from directbill.ledger.carriers.xlsx import page
from directbill.ledger.carriers.xlsx.cell_values import Written
from directbill.ledger.carriers.xlsx.row import Row, Spoiled
from directbill.ledger.carriers.xlsx.shared_strings import SharedStrings
from directbill.ledger.carriers.xlsx.xml_stream import Broken
from tests.ledger.carriers.xlsx import written


@pytest.fixture
def strings(tmp_path: Path) -> Iterator[SharedStrings]:
    content = written.shared("zero", "one", "", "x" * MEBIBYTE)
    found = SharedStrings(lambda: io.BytesIO(content.encode()), tmp_path)
    yield found
    found.close()


def rows(text: str, strings: SharedStrings) -> list[Row]:
    return list(page.rows(io.BytesIO(text.encode()), Written({}), strings=strings))


def cells(row: str, strings: SharedStrings) -> list[str]:
    """The cells of a sheet's only row."""
    found = rows(written.sheet(f'<row r="1">{row}</row>'), strings)
    assert [r.spoiled for r in found] in ([], [[]])
    return found[0].cells if found else []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>1234.5</v></c>", "1234.5"),
        ('<c t="n"><v> 12.50 </v></c>', "12.5"),
        ("<c><v>1E3</v></c>", "1000"),
        ("<c><v>-1e-7</v></c>", "-0.0000001"),
        ("<c><v>0.30000000000000004</v></c>", "0.30000000000000004"),
        ("<c><v>0.1000000000000000055511</v></c>", "0.1"),
        ("<c><v>NaN</v></c>", "NaN"),
        ("<c><v>1_000</v></c>", "1_000"),
        ("<c><v>\u0661\u0662</v></c>", "\u0661\u0662"),
        ('<c t="s"><v>1</v></c>', "one"),
        ('<c t="str"><f>A1</f><v>a_x000D_b_x005F_x</v></c>', "a\rb_x"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="d"><v>2026-03-04T00:00:00</v></c>', "2026-03-04"),
        ('<c t="d"><v>2026-03-04T05:06:07</v></c>', "2026-03-04T05:06:07"),
        ('<c t="inlineStr"><is><t>plain</t></is></c>', "plain"),
        (
            '<c t="inlineStr"><is><r><t>in </t></r><r><t xml:space="preserve"> runs</t></r></is></c>',
            "in runs",
        ),
        ('<c t="inlineStr"><is><t>said</t><rPh sb="0" eb="1"><t>aloud</t></rPh></is></c>', "said"),
        ("<c><f>B1*2</f><v>4.25</v></c>", "4.25"),
        ("<c><v>1<!-- - -->2</v></c>", "12"),
        ("<c><v><![CDATA[12]]></v></c>", "12"),
        ('<c t="str"><v>&lt;&#65;&gt;</v></c>', "<A>"),
    ],
)
def test_a_cell_says_its_text(cell: str, text: str, strings: SharedStrings) -> None:
    assert cells(cell, strings) == [text]


@pytest.mark.parametrize(
    "row",
    [
        '<c r="A1"><v>1</v></c><c r="C1"><v>3</v></c>',
        '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>',
        '<c><v>1</v></c><c s="4"/><c><v>3</v></c>',
        '<c r="A1"><v>1</v></c><c r="B1" t="s"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1" t="s"><v>2</v></c>',
        ' <c r="A1"> <v>1</v> </c> <c r="C1"> <v>3</v> </c> ',
    ],
)
def test_a_cell_stands_where_its_address_says(row: str, strings: SharedStrings) -> None:
    assert cells(row, strings) == ["1", "", "3"]


def test_columns_run_to_the_last_a_spreadsheet_has(strings: SharedStrings) -> None:
    found = cells('<c r="AA1"><v>27</v></c><c r="XFD1"><v>16384</v></c>', strings)
    assert (len(found), found[26]) == (16_384, "27")


def test_rows_say_their_numbers_or_their_cells_do_or_they_are_counted(strings: SharedStrings) -> None:
    one, addressed = "<c><v>1</v></c>", '<c r="A9"><v>1</v></c>'
    text = written.sheet(
        f'<row>{one}</row><row r="5">{one}</row><row/><row>{one}</row><row>{addressed}</row>'
    )
    assert [row.number for row in rows(text, strings)] == [1, 5, 7, 9]


def test_a_documents_own_prefix_is_no_part_of_a_name(strings: SharedStrings) -> None:
    inside = '<x:sheetData><x:row r="1"><x:c><x:v>1</x:v></x:c><c><v>2</v></c></x:row></x:sheetData>'
    assert [row.cells for row in rows(written.root("worksheet", inside, prefix="x"), strings)] == [["1"]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B1" t="e"><v>#N/A</v></c>', Spoiled("xlsx_error_value", 2, "#N/A")),
        ('<c r="B1"><f>A1*2</f></c>', Spoiled("xlsx_formula_without_value", 2, "=A1*2")),
        ('<c r="B1"><f t="shared" si="0"/><v></v></c>', Spoiled("xlsx_formula_without_value", 2, "=")),
        ('<c r="B1"><v>1000000000000000</v></c>', Spoiled("id_as_number", 2, "1000000000000000")),
        ('<c r="B1"><v>-1e15</v></c>', Spoiled("id_as_number", 2, "-1000000000000000")),
        ('<c r="B1"><v>5.66890604832738E+17</v></c>', Spoiled("id_as_number", 2, "566890604832738000")),
    ],
)
def test_what_a_spreadsheet_has_spoiled_is_told(cell: str, expected: Spoiled, strings: SharedStrings) -> None:
    assert [row.spoiled for row in rows(written.sheet(f'<row r="1">{cell}</row>'), strings)] == [[expected]]


@pytest.mark.parametrize(
    "cell", ["<c><v>999999999999999.9</v></c>", '<c t="str"><v>1000000000000000</v></c>']
)
def test_fifteen_digits_are_kept_and_texts_may_have_more(cell: str, strings: SharedStrings) -> None:
    assert len(cells(cell, strings)) == 1


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="2"/><row r="2"/>',
        '<row r="2"/><row r="1"/>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="x"/>',
        '<row><row/></row>',
        '<row><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="a1"><v>1</v></c></row>',
        '<row><c><c/></c></row>',
        '<row><c><v><v/></v></c></row>',
        '<row><c t="new"><v>1</v></c></row>',
        '<row><c t="s"><v>4</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>99999999999999999999</v></c></row>',
        '<c/>',
        '<row>' + '<x>' * 100 + '</x>' * 100 + '</row>',
        '<row>',
    ],
)  # fmt: skip
def test_what_no_spreadsheet_writes_is_refused(inside: str, strings: SharedStrings) -> None:
    with pytest.raises(Broken):
        rows(written.sheet(inside), strings)


def test_a_row_that_asks_for_too_many_long_texts_is_told_and_not_held(strings: SharedStrings) -> None:
    nine = '<c t="s"><v>3</v></c>' * 9
    (row,) = rows(written.sheet(f'<row r="1">{nine}</row>'), strings)
    assert (row.spoiled, len(row.cells)) == ([Spoiled("cell_too_long", 9, "")], 8)


def test_a_row_of_too_much_text_is_told_and_not_held(strings: SharedStrings) -> None:
    nine = f'<c t="str"><v>{"x" * MEBIBYTE}</v></c>' * 9
    (row,) = rows(written.sheet(f'<row r="1">{nine}</row>'), strings)
    assert (row.spoiled, len(row.cells)) == ([Spoiled("cell_too_long", 9, "")], 8)


def test_a_sheet_is_read_no_further_than_asked(strings: SharedStrings) -> None:
    """Whole sheets do not fit into memory."""
    row = "<row>" + "<c><v>1</v></c>" * 40 + "</row>"
    file = io.BytesIO(written.sheet(row * 20_000).encode())
    first = next(page.rows(file, Written({}), strings=strings))
    assert (len(first.cells), file.tell() < MEBIBYTE) == (40, True)


def test_what_stands_below_the_rows_is_not_read(strings: SharedStrings) -> None:
    text = written.sheet("<row><c><v>1</v></c></row>", after="<extLst><ext><f>A1</f></ext></extLst>")
    assert [row.cells for row in rows(text, strings)] == [["1"]]
