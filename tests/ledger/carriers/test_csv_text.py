import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.ledger.carriers import Layout
from tests.ledger.carriers.reading import Rows, faults, opened, places, read, rows

MIB = 1 << 20


def test_a_plain_file_is_read_where_it_is(tmp_path: Path) -> None:
    content = b"Name,Amount\r\nA,1\r\nB,2\r\n"
    sheet = opened(tmp_path, content)
    assert (sheet.text, sheet.sha256, sheet.header, sheet.bytes, sheet.parallel, rows(sheet)) == (
        sheet.path, hashlib.sha256(content).hexdigest(), ("Name", "Amount"), len(content), True,
        [(2, "A", "1"), (3, "B", "2")],
    )  # fmt: skip


def test_a_header_alone_is_a_file_without_records(tmp_path: Path) -> None:
    assert [read(tmp_path, content) for content in (b"a,b", b"a,b\n", b"a,b\r\n\r\n")] == [[], [], []]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_all_line_ends_are_read_alike(end: bytes, tmp_path: Path) -> None:
    content = end.join([b"a,b", b"1,2", b'"x, ""y""",4', b""])
    assert read(tmp_path, content) == [(2, "1", "2"), (3, 'x, "y"', "4")]


def test_mixed_line_ends_are_made_one_kind_and_cells_keep_theirs(tmp_path: Path) -> None:
    content = b'a,b\n1,"x\r\ny"\r\n3,"\r"\n5,"\n"\r'
    assert read(tmp_path, content) == [(2, "1", "x\r\ny"), (3, "3", "\r"), (4, "5", "\n")]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    for content in (b"\xef\xbb\xbfa,b\n1,2\n", b'\xef\xbb\xbf"a",b\n1,2\n', b'\xef\xbb\xbf"a",b\n1,"2\n"\n'):
        assert opened(tmp_path, content).header == ("a", "b")


def test_names_lose_their_blanks_and_a_nameless_column_gets_its_place(tmp_path: Path) -> None:
    sheet = opened(tmp_path, b" a , b,,\n1,2,3,4\n")
    assert (sheet.header, sheet.columns) == (("a", "b", "", ""), ("a", "b", "column_3", "column_4"))
    assert rows(sheet) == [(2, "1", "2", "3", "4")]


def test_a_name_that_stands_twice_is_refused_whatever_its_case(tmp_path: Path) -> None:
    assert places(faults(tmp_path, b"Cost,b,COST\n1,2,3\n")) == [("column_twice", 1, "COST")]


def test_null_and_its_relatives_stay_text(tmp_path: Path) -> None:
    content = b'a,b\nNULL,""\nN/A,\n\\N,nan\n'
    assert read(tmp_path, content) == [(2, "NULL", ""), (3, "N/A", ""), (4, "\\N", "nan")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_header(delimiter: str, tmp_path: Path) -> None:
    content = f'a{delimiter}"b,;|,;|"{delimiter}c\n1{delimiter}2{delimiter}3\n'.encode()
    sheet = opened(tmp_path, content)
    assert (sheet.delimiter, rows(sheet)) == (delimiter, [(2, "1", "2", "3")])


def test_blank_lines_before_the_header_count_as_rows(tmp_path: Path) -> None:
    assert read(tmp_path, b"\n\na,b\n1,2\n") == [(4, "1", "2")]


def test_a_blank_row_between_records_is_refused_for_it_would_shift_the_numbers(tmp_path: Path) -> None:
    assert places(faults(tmp_path, b"a,b\n1,2\n\n3,4\n")) == [("row_blank", 3, "")]
    assert places(faults(tmp_path, b"a,b\r\n1,2\r\n\r\n\r\n3,4\r\n")) == [("row_blank", 3, "")]


def test_a_blank_line_inside_a_cell_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n1,"x\n\ny"\n3,4\n') == [(2, "1", "x\n\ny"), (3, "3", "4")]


@pytest.mark.parametrize(("row", "cells"), [(b"1", "1"), (b"1,2,3", "3"), (b"1,2,3,4", "4")])
def test_a_ragged_row_is_refused_by_its_number_and_its_cells(row: bytes, cells: str, tmp_path: Path) -> None:
    content = b'a,b\n1,"x\ny"\n' + row + b"\n5,6\n"
    found = faults(tmp_path, content)
    assert (places(found), found[0].params) == ([("row_ragged", 3, "")], {"cells": cells, "expected": "2"})


def test_a_ragged_row_is_found_by_the_scan_too(tmp_path: Path) -> None:
    """Plain lines are left to DuckDB; its complaint becomes the same fault, all rows at fault listed."""
    found = faults(tmp_path, b"a,b\n1,2\n3\n4,5\n6,7,8\n")
    assert places(found) == [("row_ragged", 3, ""), ("row_ragged", 5, "")]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b'a,b\n1,2\n3,"4\n5,6\n', "quote_unclosed"), (b'a,b\n1,2\n"3" x,4\n', "quote_stray")],
)
def test_a_quote_out_of_place_is_refused_at_its_row(content: bytes, code: str, tmp_path: Path) -> None:
    assert places(faults(tmp_path, content)) == [(code, 3, "")]


@pytest.mark.parametrize("quoted", [b"x", b'"x\n"'])
def test_another_encoding_is_refused_at_its_row(quoted: bytes, tmp_path: Path) -> None:
    content = b"a,b\n1," + quoted + b"\n2," + "Société".encode("latin-1") + b"\n"
    found = faults(tmp_path, content)
    assert (places(found), found[0].found) == ([("encoding_unknown", 3, "")], "E9")


def test_a_character_cut_off_at_the_end_is_refused(tmp_path: Path) -> None:
    assert places(faults(tmp_path, "a,b\n1,ž".encode()[:-1])) == [("encoding_unknown", 2, "")]


def test_a_character_that_lies_across_two_chunks_is_read(tmp_path: Path) -> None:
    filler = b"a,b\n" + b"1,2\n" * (MIB // 4 - 2)
    content = filler + "1,ž\n".encode()
    assert len(filler) + 3 == MIB - 1
    assert read(tmp_path, content)[-1] == (MIB // 4, "1", "ž")


def test_a_declared_encoding_is_taken_at_its_word(tmp_path: Path) -> None:
    content = "Zákazník;Částka\nŽižka;1\n".encode("cp1250")
    layout = Layout(encoding="cp1250", delimiter=";")
    assert opened(tmp_path, content, layout=layout).header == ("Zákazník", "Částka")
    assert read(tmp_path, content, layout=layout) == [(2, "Žižka", "1")]


def test_a_declared_encoding_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    wrong, unknown = Layout(encoding="ascii"), Layout(encoding="klingon")
    content = "a,b\n1,ž\n".encode()
    assert places(faults(tmp_path, content, layout=wrong)) == [("encoding_declared_wrong", None, "")]
    assert places(faults(tmp_path, content, layout=unknown)) == [("encoding_no_such", None, "")]


def test_declared_rows_before_the_header_are_skipped_and_counted(tmp_path: Path) -> None:
    content = b'Report of "May\nby someone\na;b\n1;2\n'
    assert read(tmp_path, content, layout=Layout(skip_rows=2, delimiter=";")) == [(4, "1", "2")]


def test_a_zero_byte_is_refused_at_its_row(tmp_path: Path) -> None:
    assert places(faults(tmp_path, b"a,b\n1,2\n3,4\x00\n")) == [("nul_bytes", 3, "")]


@pytest.mark.parametrize("size", [MIB + 1, 10 * MIB])
@pytest.mark.parametrize("filling", [b"x", b'"', b"x\n", b"x,"])
def test_a_cell_of_more_than_one_mib_is_refused(size: int, filling: bytes, tmp_path: Path) -> None:
    cell = b'"' + (filling * size)[:size].replace(b'"', b'""') + b'"'
    content = b"a,b\n1,2\n3," + cell + b"\n"
    assert places(faults(tmp_path, content)) == [("cell_too_long", 3, "")]


def test_a_cell_of_one_mib_is_read(tmp_path: Path) -> None:
    content = b"a,b\n1,2\n3," + b"x" * MIB + b'\n4,"' + b"x\n" * (MIB // 2) + b'"\n'
    found = [(row, a, len(str(b))) for row, a, b in read(tmp_path, content)]
    assert found == [(2, "1", 1), (3, "3", MIB), (4, "4", MIB)]


def test_a_record_of_several_large_cells_is_read(tmp_path: Path) -> None:
    content = b"a,b,c,d,e\n" + b",".join([b"x" * MIB] * 5) + b"\n"
    assert [[len(str(c)) for c in record[1:]] for record in read(tmp_path, content)] == [[MIB] * 5]


def test_quoted_line_breaks_turn_the_parallel_scan_off(tmp_path: Path) -> None:
    """With it, DuckDB loses its place in files beyond one buffer."""
    cells = ["x\ny,1\nz", 'plain "" q\n\n,', "a" * 100, "1,2\n3,4\n5,6\n" * 10]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("a", "b"))
    writer.writerows((n, cells[n * 7 % 4]) for n in range(150_000))
    sheet = opened(tmp_path, text.getvalue().encode())
    found = rows(sheet)
    assert sheet.parallel is False
    assert found == [(n + 2, str(n), cells[n * 7 % 4]) for n in range(150_000)]


CELLS = st.text(st.sampled_from('ab1,;"\n\r\t NULL\u017e\xa0#\\'), max_size=8)


@given(
    st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=8)),
    st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL)]),
)
def test_any_csv_comes_back_cell_by_cell_with_its_row_numbers(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]], style: tuple[str, int]
) -> None:
    end, quoting = style
    header = [f"column {n}" for n in range(len(records[0]) if records else 2)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([header, *records])
    expected: Rows = [(row, *cells) for row, cells in enumerate(records, start=2)]
    assert read(tmp_path_factory.mktemp("csv"), text.getvalue().encode()) == expected
