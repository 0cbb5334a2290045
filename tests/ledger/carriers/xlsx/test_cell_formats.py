"""Which number formats make a day of a number, and which day it is."""

import pytest

from directbill.ledger.carriers.xlsx import cell_formats
from directbill.ledger.carriers.xlsx.cell_formats import Shows
from directbill.ledger.carriers.xlsx.cell_values import Written


@pytest.mark.parametrize(
    "code",
    [
        "yyyy\\-mm\\-dd",
        "m/d/yyyy;@",
        "[$-405]d\\. mmmm yyyy;@",
        "h:mm AM/PM",
        "mm:ss.0",
        '"on" d',
        "[Red]yyyy",
    ],
)
def test_formats_of_days_and_times(code: str) -> None:
    assert cell_formats.of_code(code) is Shows.DAY


@pytest.mark.parametrize("code", ["[h]:mm:ss", "[mm]:ss", "[ss].00", "[HH]"])
def test_formats_of_stretches_of_time(code: str) -> None:
    assert cell_formats.of_code(code) is Shows.ELAPSED


@pytest.mark.parametrize(
    "code",
    ["General", "0.00", "@", '#,##0.00\\ "Kč"', '0 "days"', "[Red]0.00;[Blue]-0.00", "_-* #,##0.00\\ _d", "0.00E+00",
     "\\d0", "0*d", "[$DM] #,##0", "0;yyyy", ""],
)  # fmt: skip
def test_formats_of_numbers(code: str) -> None:
    assert cell_formats.of_code(code) is Shows.NUMBER


def test_styles_are_counted_among_those_of_cells_alone() -> None:
    listed = [
        ("numFmt", {"numFmtId": "164", "formatCode": "yyyy"}),
        ("cellStyleXfs", {}), ("xf", {"numFmtId": "14"}),
        ("cellXfs", {}), ("xf", {"numFmtId": "0"}), ("xf", {"numFmtId": "164"}), ("xf", {}), ("xf", {"numFmtId": "46"}),
    ]  # fmt: skip
    assert cell_formats.by_style(iter(listed)) == {"1": Shows.DAY, "3": Shows.ELAPSED}


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (46085.0, "2026-03-04"),
        (46085.2125810185, "2026-03-04T05:06:07"),
        (46085.99999999, "2026-03-04T23:59:59.999000"),
        (46085.9999999999, "2026-03-05"),
        (61.0, "1900-03-01"),
        (59.0, "1900-02-28"),
        (1.0, "1900-01-01"),
        (0.5, "12:00:00"),
        (0.0, "00:00:00"),
        (2958465.0, "9999-12-31"),
        (2958466.0, None),
        (-1.0, None),
    ],
)
def test_a_day_is_counted_from_the_turn_of_1900(serial: float, day: str | None) -> None:
    assert cell_formats.day(serial, from_1904=False) == day


def test_or_from_1904_where_the_workbook_says_so() -> None:
    assert cell_formats.day(44623.25, from_1904=True) == "2026-03-04T06:00:00"


@pytest.mark.parametrize(
    ("serial", "text"),
    [(1.5, "36:00:00"), (0.00001, "0:00:00.864"), (-0.25, "-6:00:00"), (1000.0, "24000:00:00")],
)
def test_a_stretch_of_time_is_hours_minutes_and_seconds(serial: float, text: str) -> None:
    assert cell_formats.elapsed(serial) == text


@pytest.mark.parametrize("number", ["-1", "1e10", "1e300", "1e400"])
def test_a_number_that_is_no_day_stays_one(number: str) -> None:
    shows = {"1": Shows.DAY, "2": Shows.ELAPSED}
    plain = Written({}).number(number, "")
    assert Written(shows).number(number, "1") == plain
