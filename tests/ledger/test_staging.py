"""One scan of the sheet into texts by role, in the file's order."""

from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.ledger import engine
from directbill.ledger.carriers import open_sheet, settle
from directbill.ledger.formats import FORMATS
from directbill.ledger.recognize import recognize
from directbill.ledger.staging import Staged, stage
from tests.fixtures import new_commerce
from tests.fixtures.bill import charge, recon
from tests.fixtures.table import as_csv


def staged(folder: Path, content: bytes) -> tuple[Staged, list[tuple[object, ...]]]:
    path = folder / "x.csv"
    path.write_bytes(content)
    sheet = open_sheet(path, workdir=folder)
    match = recognize(sheet, FORMATS)
    sheet = settle(sheet, workdir=folder) if sheet.doubtful else sheet
    connection = engine.connect(workdir=folder)
    found = stage(connection, sheet, match=match, number=1)
    rows = connection.execute(
        f"SELECT {found.row_sql()}, amount, vote, rule FROM {found.table} ORDER BY rowid"
    )
    return found, rows.fetchall()


def test_rows_keep_their_order_and_their_numbers(tmp_path: Path) -> None:
    amounts = [f"{n}.00" for n in range(1, 6001)]
    _, rows = staged(tmp_path, recon(*(charge(a) for a in amounts)))
    assert [(row, amount) for row, amount, _, _ in rows] == list(enumerate(amounts, start=2))


def test_a_cell_with_a_line_break_is_one_row(tmp_path: Path) -> None:
    _, rows = staged(tmp_path, recon(charge("1.00", CustomerName='a\n"b",c'), charge("2.00")))
    assert [(row, amount) for row, amount, _, _ in rows] == [(2, "1.00"), (3, "2.00")]


def test_usage_is_dated_by_its_period_and_the_rest_by_its_order(tmp_path: Path) -> None:
    days = {"OrderDate": "4/3/2026", "ChargeEndDate": "3/31/2026"}
    lines = (charge("1.00", category=c, **days) for c in ("azure_usage", "license", "reservation"))
    _, rows = staged(tmp_path, recon(*lines))
    assert [vote for _, _, vote, _ in rows] == ["3/31/2026", "4/3/2026", "4/3/2026"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-20T18:30:06.6045692Z", "2026-03-20"),
        ("2026-03-20 18:30:06", "2026-03-20"),
        ("2026-03-20T18:30", "2026-03-20"),
        ("3/20/2026 6:30:06 PM", "3/20/2026"),
        ("3/20/2026  18:30", "3/20/2026"),
        ("2026-03-20T23:30:06-05:00", "2026-03-20T23:30:06-05:00"),
        ("2026-03-20 at noon", "2026-03-20 at noon"),
        ("2026-03-20T1:30", "2026-03-20T1:30"),
        ("20.3.2026 18:30", "20.3.2026 18:30"),
    ],
)
def test_a_moment_is_staged_as_its_day_where_its_time_says_no_more(
    moment: str, day: str, tmp_path: Path
) -> None:
    """A column of moments would otherwise hold as many texts as rows, each of them read by Python."""
    _, rows = staged(tmp_path, recon(charge("1.00", OrderDate=moment)))
    assert [vote for _, _, vote, _ in rows] == [day]


def test_a_ragged_row_is_refused_with_its_number(tmp_path: Path) -> None:
    content = as_csv(new_commerce.portal(new_commerce.lines(1))) + b"half,a,row\r\n"
    with pytest.raises(Refusal) as refused:
        staged(tmp_path, content)
    assert (refused.value.code, refused.value.faults[0].place.row) == ("row_ragged", 218)
