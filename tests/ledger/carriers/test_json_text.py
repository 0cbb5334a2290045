import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.ledger.carriers import json_text, json_values
from tests.ledger.carriers.reading import faults, opened, places, read, rows

SAMPLES = Path(__file__).parents[3] / "../shared/samples/microsoftdocs-partner-center-sdk"


def test_a_page_gives_its_items_and_keeps_its_other_fields(tmp_path: Path) -> None:
    page = b'{"totalCount": 2, "items": [{"a": "x", "b": 1}, {"b": 2, "c": true}], "links": {"self": {"uri": "/x"}}}'
    sheet = opened(tmp_path, page)
    assert (sheet.carrier, sheet.header, rows(sheet)) == (
        "json", ("a", "b", "c"), [(2, "x", "1", ""), (3, "", "2", "true")],
    )  # fmt: skip
    assert sheet.extra == {"totalCount": "2", "links": {"self": {"uri": "/x"}}}


@pytest.mark.parametrize(
    "content",
    [
        b'[{"a": 1}, {"a": 2}]',
        b'{"value": [{"a": 1}, {"a": 2}]}',
        b'\xef\xbb\xbf[\n{"a": 1},\n{"a": 2}\n]\n',
        b'{"a": 1}\n{"a": 2}\n',
        b'\xef\xbb\xbf\n{"a": 1}\r\n\r\n{"a": 2}',
    ],
)
def test_lists_pages_and_lines_are_read_alike(content: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, content) == [(2, "1"), (3, "2")]


def test_a_single_object_is_one_record(tmp_path: Path) -> None:
    sheet = opened(tmp_path, b'{"id": "G1", "totalCharges": 12.50,\n "amendments": [], "paid": null}')
    assert (sheet.header, rows(sheet)) == (
        ("id", "totalCharges", "amendments", "paid"), [(2, "G1", "12.50", "[]", "")],
    )  # fmt: skip


def test_numbers_keep_the_text_they_were_written_with(tmp_path: Path) -> None:
    numbers = ["17.219999999999999", "566890604832738111", "0.10", "1E-7", "-0", "9" * 40, "NaN", "-Infinity"]
    content = "\n".join(f'{{"n": {number}}}' for number in numbers).encode()
    assert [cell for _, cell in read(tmp_path, content)] == numbers


def test_nested_values_are_compact_json_with_their_numbers_untouched(tmp_path: Path) -> None:
    content = '[{"q": ["AddOn", "Trial"], "d": {"a": 1.10, "b": null, "c": "ž\\"", "e": [true]}}]'.encode()
    assert read(tmp_path, content) == [(2, '["AddOn","Trial"]', '{"a":1.10,"b":null,"c":"ž\\"","e":[true]}')]


def test_line_breaks_of_every_kind_stay_inside_their_cell(tmp_path: Path) -> None:
    assert read(tmp_path, b'[{"a": "x\\ry"}, {"a": "\\r\\n"}, {"a": "\\n"}]') == [
        (2, "x\ry"),
        (3, "\r\n"),
        (4, "\n"),
    ]


def test_columns_are_the_union_of_all_keys_as_first_seen(tmp_path: Path) -> None:
    content = b"".join(b'{"k%d": %d, "all": "x"}\n' % (n % 3, n) for n in range(5))
    sheet = opened(tmp_path, content)
    assert sheet.header == ("k0", "all", "k1", "k2")
    assert rows(sheet) == [
        (2, "0", "x", "", ""), (3, "", "x", "1", ""), (4, "", "x", "", "2"), (5, "3", "x", "", ""),
        (6, "", "x", "4", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"[]", b'{"totalCount": 0, "items": []}', b"{}", b"[{}, {}]"])
def test_no_records_are_an_empty_file(content: bytes, tmp_path: Path) -> None:
    assert places(faults(tmp_path, content)) == [("file_empty", None, "")]


@pytest.mark.parametrize(
    ("content", "line", "position", "found"),
    [
        (b'[\n {"a": 1}\n {"a": 2}\n]', "3", "2", '{"a": 2}'),
        (b'[\n {"a": 1},\n]', "3", "1", "]"),
        (b'{"a": 1, }', "1", "10", "}"),
        (b'{"a": , "b": 1}', "1", "7", ', "b": 1}'),
        (b'{"a": 1,\n "b": 01}', "2", "8", "1}"),
        (b'{"a": 1,\n "b": ', "2", "7", "<EOF>"),
        (b'{"a": 1}\n{"a": \n{"a": 3}\n', "2", "7", "<EOF>"),
        (b"{'a': 1}", "1", "2", "'a': 1}"),
        (b"[" * 100_000, "1", "1", "[[[[..."),
    ],
)
def test_broken_json_is_refused_with_line_position_and_what_stands_there(
    content: bytes, line: str, position: str, found: str, tmp_path: Path
) -> None:
    fault = faults(tmp_path, content)[0]
    assert (fault.code, fault.params, fault.found) == (
        "json_broken",
        {"line": line, "position": position},
        found,
    )


@pytest.mark.parametrize(("doc", "comma", "bracket"), [('[\n {"a": 1},\n]', 11, 13), ('{"a": 1 , }', 8, 10)])
def test_a_comma_too_many_is_told_alike_by_every_python(doc: str, comma: int, bracket: int) -> None:
    """Python 3.13 began to point at the comma."""
    earlier = json.JSONDecodeError("Expecting value", doc, bracket)
    later = json.JSONDecodeError("Illegal trailing comma before end of array", doc, comma)
    assert (doc[comma], doc[bracket]) == (",", doc[-1])
    assert [json_values._same_on_every_python(e).pos for e in (earlier, later)] == [bracket, bracket]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"[1, 2]", ("json_no_object", 2, "")),
        (b'{"a": 1}\n[2]\n', ("json_no_object", 3, "")),
        (b'{"items": ["a", {}]}', ("json_no_object", 2, "")),
        (b'[{"a": 1, "b": 2, "a": 3}]', ("json_key_twice", None, "a")),
        (b'{"a": 1}\n{"a": 1, "a": 2}\n', ("json_key_twice", 3, "a")),
        (b'[{"Cost": 1}, {"cost": 2}]', ("column_twice", 1, "cost")),
        (b'[{"a": "x\\u0000"}]', ("nul_bytes", 2, "a")),
        (b'[{"a": "\\ud800"}]', ("text_unprintable", 2, "")),
        (b'{"a": "b"}\n{"a": "\xe9"}\n', ("encoding_unknown", 3, "")),
        (b'[\n{"a": "\xe9"}\n]', ("encoding_unknown", 2, "")),
        (b'[{"a": "' + b"x" * ((1 << 20) + 1) + b'"}]', ("cell_too_long", 2, "a")),
        (b'{"a": 1}\n{"a": "' + b"x" * (9 << 20) + b'"}\n', ("cell_too_long", 3, "")),
    ],
)
def test_what_is_no_record_is_refused_at_its_place(
    content: bytes, place: tuple[str, int | None, str], tmp_path: Path
) -> None:
    assert places(faults(tmp_path, content)) == [place]


def test_a_page_beyond_the_limit_is_refused_and_json_lines_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_text, "WHOLE_LIMIT", 20)
    assert places(faults(tmp_path, b'[{"a": 1},\n {"a": 2},\n {"a": 3}]')) == [("json_too_big", None, "")]
    assert len(read(tmp_path, b'{"a": 1}\n{"a": 2}\n{"a": 3}\n')) == 3


KEYS = st.sampled_from(["a", "b", "c", "d e", "ž"])
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6), st.none()
)


@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1), min_size=1, max_size=6), st.booleans())
def test_any_records_come_back_as_text(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, str | None]], lines: bool
) -> None:
    header = tuple(dict.fromkeys(key for record in records for key in record))
    content = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
    sheet = opened(tmp_path_factory.mktemp("json"), content.encode())
    expected = [
        (row, *(record.get(key) or "" for key in header)) for row, record in enumerate(records, start=2)
    ]
    assert (sheet.header, rows(sheet)) == (header, expected)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize(
    ("name", "line", "found"),
    [
        ("get-invoiceline-items.response4", "3", "{"),
        ("get-invoiceline-items.response5", "2", "{"),
        ("get-invoice-unbilled-recon-lineitems.response1", "164", "],"),
        ("get-customers-of-an-indirect-reseller.response1", "60", "],"),
    ],
)
def test_published_pages_that_are_no_json_are_refused(
    name: str, line: str, found: str, tmp_path: Path
) -> None:
    fault = faults(tmp_path, (SAMPLES / f"{name}.as-published.txt").read_bytes())[0]
    assert (fault.code, fault.params["line"], fault.found) == ("json_broken", line, found)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_a_published_page_is_read_whether_a_number_is_quoted_or_not(tmp_path: Path) -> None:
    path = SAMPLES / "get-invoiceline-items.response2.json"
    sheet = opened(tmp_path, path.read_bytes())
    at = 1 + sheet.header.index("pretaxCharges")
    items = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=str, parse_int=str)["items"]
    assert [record[at] for record in rows(sheet)] == [item["pretaxCharges"] for item in items]
