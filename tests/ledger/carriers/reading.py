"""Bytes put into a file, opened, settled and read back through DuckDB."""

from pathlib import Path

import duckdb
import pytest

from directbill.core.errors import Fault, Refusal
from directbill.ledger.carriers import Layout, Sheet, explain, open_sheet, row_sql, scan_sql, settle
from directbill.ledger.profiles import Profile

Rows = list[tuple[object, ...]]


def put(folder: Path, content: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def opened(folder: Path, content: bytes, name: str = "file.csv", layout: Layout | None = None) -> Sheet:
    """A file of these bytes, opened and settled."""
    work = folder / "work"
    work.mkdir(exist_ok=True)
    profile = Profile(name="declared", layout=layout) if layout else None
    return settle(open_sheet(put(folder, content, name), workdir=work, profile=profile), workdir=work)


def rows(sheet: Sheet) -> Rows:
    """Row number and cells of every record, as a measure would read them."""
    with duckdb.connect() as connection:
        try:
            return connection.execute(f"SELECT {row_sql(sheet)}, * FROM {scan_sql(sheet)}").fetchall()
        except duckdb.InvalidInputException as error:
            raise explain(sheet, error) from None


def read(folder: Path, content: bytes, name: str = "file.csv", layout: Layout | None = None) -> Rows:
    return rows(opened(folder, content, name, layout))


def faults(
    folder: Path, content: bytes, name: str = "file.csv", layout: Layout | None = None
) -> tuple[Fault, ...]:
    """The faults the file is refused with."""
    with pytest.raises(Refusal) as refused:
        read(folder, content, name, layout)
    return refused.value.faults


def places(found: tuple[Fault, ...]) -> list[tuple[str, int | None, str]]:
    """Code, row and column of each fault."""
    return [(f.code, f.place.row, f.place.column) for f in found]
