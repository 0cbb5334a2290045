"""Records that are no text become one: an all-text CSV in the work folder, in the order they came."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from directbill.core.errors import refuse
from directbill.ledger.carriers import bytes_pass, csv_text, files, records
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import CELL_LIMIT, Sheet


def write(
    name: str, target: Path, *, header: Sequence[str], rows: Iterable[Sequence[str]], header_row: int = 1
) -> None:
    """Write header and rows. Refuses a cell of more than 1 MiB and one that no text can hold."""
    with files.os_faults(name), target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=records.LINE_END)
        writer.writerow(header)
        for row, cells in enumerate(rows, start=header_row + 1):
            _check(name, row, header, cells)
            try:
                writer.writerow(cells)
            except UnicodeEncodeError as error:
                raise refuse("text_unprintable", file=name, row=row, found=error.reason) from None


def _check(name: str, row: int, header: Sequence[str], cells: Sequence[str]) -> None:
    for column, cell in zip(header, cells, strict=False):
        if len(cell) > CELL_LIMIT:
            raise refuse("cell_too_long", file=name, row=row, column=column)
        if "\0" in cell:
            raise refuse("nul_bytes", file=name, row=row, column=column)


def sheet(
    source: Source,
    text: Path,
    *,
    header: Sequence[str],
    carrier: str,
    header_row: int = 1,
    extra: dict[str, object] | None = None,
) -> Sheet:
    """The sheet of a text we wrote ourselves; doubtful only where a cell holds a line break or is long."""
    plain = bytes_pass.read(text, name=source.name).plain
    return Sheet(
        name=source.name,
        path=source.path,
        sha256=source.sha256 or files.digest(source.path),
        carrier=carrier,
        text=text,
        delimiter=",",
        header=csv_text.checked_header(source.name, header, row=header_row),
        header_row=header_row,
        bytes=source.size,
        doubtful=not plain,
        extra=extra or {},
    )
