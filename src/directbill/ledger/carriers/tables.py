"""Records that are no text become one: an all-text CSV in the work folder, in the order they came."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from directbill.core.errors import Refusal, refuse
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
            if max(map(len, cells), default=0) > CELL_LIMIT or "\0" in "".join(cells):
                raise _unfit(name, row, header, cells)
            try:
                writer.writerow(cells)
            except UnicodeEncodeError as error:
                raise refuse("text_unprintable", file=name, row=row, found=error.reason) from None


def _unfit(name: str, row: int, header: Sequence[str], cells: Sequence[str]) -> Refusal:
    """Which cell it is, and why. A column too new for the header has no name yet."""
    at = next(n for n, cell in enumerate(cells) if len(cell) > CELL_LIMIT or "\0" in cell)
    column = header[at] if at < len(header) else ""
    code = "cell_too_long" if len(cells[at]) > CELL_LIMIT else "nul_bytes"
    return refuse(code, file=name, row=row, column=column)


def sheet(
    source: Source,
    text: Path,
    *,
    header: Sequence[str],
    carrier: str,
    header_row: int = 1,
    extra: dict[str, object] | None = None,
) -> Sheet:
    """The sheet of a text we wrote ourselves, of a hashed source: doubtful only for line breaks and long cells."""
    plain = bytes_pass.read(text, name=source.name).plain
    return Sheet(
        name=source.name,
        path=source.path,
        sha256=source.sha256,
        carrier=carrier,
        text=text,
        delimiter=",",
        header=csv_text.checked_header(source.name, header, row=header_row),
        header_row=header_row,
        bytes=source.size,
        doubtful=not plain,
        extra=extra or {},
    )
