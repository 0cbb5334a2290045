from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from directbill.ledger.carriers import parquet
from tests.ledger.carriers.reading import faults, opened, places, read, rows


def written(folder: Path, columns: dict[str, list[object]]) -> bytes:
    path = folder / "made.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path.read_bytes()


def test_every_type_becomes_its_exact_text(tmp_path: Path) -> None:
    content = written(
        tmp_path,
        {
            "double": [0.1, -1e-7],
            "decimal": [Decimal("1.2300"), Decimal("-99999999999999999999.1234")],
            "id": [566890604832738111, None],
            "text": ["NULL", 'x,\n"y"'],
            "day": [date(2026, 3, 4), None],
            "moment": [datetime(2026, 3, 4, 23, 30, tzinfo=UTC), None],
            "list": [["a", "b"], []],
        },
    )
    assert read(tmp_path, content) == [
        (2, "0.1", "1.2300", "566890604832738111", "NULL", "2026-03-04", "2026-03-04 23:30:00", '["a","b"]'),
        (3, "-1e-07", "-99999999999999999999.1234", "", 'x,\n"y"', "", "", "[]"),
    ]


def test_moments_are_utc_wherever_one_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    content = written(tmp_path, {"moment": [datetime(2026, 3, 31, 23, 30, tzinfo=UTC)]})
    assert read(tmp_path, content) == [(2, "2026-03-31 23:30:00")]


def test_rows_keep_their_order_and_number_across_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "many.parquet"
    duckdb.execute(
        f"COPY (SELECT range AS n FROM range(50000)) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
    )
    sheet = opened(tmp_path, path.read_bytes(), "named.csv")
    assert (sheet.carrier, rows(sheet)) == ("parquet", [(n + 2, str(n)) for n in range(50_000)])


def many_long(folder: Path, *, group: int) -> bytes:
    """200,000 texts of 300 characters, in row groups of some size."""
    path = folder / "long.parquet"
    texts = "SELECT md5(range::VARCHAR) || repeat('x', 268) AS t FROM range(200000)"
    duckdb.execute(f"COPY ({texts}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE {group})")
    return path.read_bytes()


def test_a_file_is_read_a_row_group_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """60 MB of text within 24 MiB; in one row group it does not fit, and is refused."""
    monkeypatch.setattr(parquet, "MEMORY", "24MiB")
    assert len(rows(opened(tmp_path, many_long(tmp_path, group=8192)))) == 200_000
    fault = faults(tmp_path, many_long(tmp_path, group=200_000))[0]
    assert (fault.code, fault.params) == ("parquet_row_group", {"most": "24MiB"})


def test_a_file_without_rows_is_a_header(tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    duckdb.execute(f"COPY (SELECT 1 AS a, 'x' AS b WHERE false) TO '{path}' (FORMAT parquet)")
    sheet = opened(tmp_path, path.read_bytes())
    assert (sheet.header, rows(sheet)) == (("a", "b"), [])


def test_a_large_cell_is_refused(tmp_path: Path) -> None:
    content = written(tmp_path, {"a": ["x", "y" * ((1 << 20) + 1)]})
    assert places(faults(tmp_path, content)) == [("cell_too_long", 3, "")]


@pytest.mark.parametrize("cut", [20, 300, -1])
def test_a_truncated_file_is_refused(cut: int, tmp_path: Path) -> None:
    content = written(tmp_path, {"a": list(range(1000))})
    assert places(faults(tmp_path, content[:cut])) == [("parquet_broken", None, "")]
