"""The slow, exact look at a CSV, record by record: where a row is ragged, blank, unclosed or too long."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from directbill.core.errors import Fault, Place
from directbill.ledger.carriers import records
from directbill.ledger.carriers.records import Grid

FAULTS_SHOWN = 20


@dataclass(slots=True)
class Audit:
    """The faults found (the first twenty) and how the records lie."""

    faults: list[Fault] = field(default_factory=list)
    mixed_ends: bool = False
    longest_record: int = 0


def of(grid: Grid) -> Audit:
    """Read every record once; never raises for what is in the file."""
    found = Audit()
    with records.opened(grid.text, grid.skip_rows) as file:
        _walk(records.Lines(file), grid, found)
    del found.faults[FAULTS_SHOWN:]
    return found


def row_at(path: Path, offset: int) -> int:
    """The row of the record that holds a byte, counting from 1: for files that are no UTF-8."""
    rows = 0
    with path.open(encoding="latin-1", newline="") as file, suppress(records.TooLong, csv.Error):
        for _ in csv.reader(_resetting(records.Lines(file, offset))):
            rows += 1
    return max(rows, 1)


def _resetting(lines: records.Lines) -> Iterator[str]:
    for line in lines:
        lines.length = 0
        yield line


def _walk(lines: records.Lines, grid: Grid, found: Audit) -> None:
    row, blank, first_end = grid.header_row - 1, 0, ""
    try:
        for record in records.reader(lines, grid.delimiter):
            row += 1
            found.longest_record = max(found.longest_record, lines.length)
            first_end = first_end or lines.end
            found.mixed_ends |= lines.end not in ("", first_end)
            lines.length = 0
            if not record:
                blank = blank or row
                continue
            if blank:
                found.faults.append(Fault("row_blank", Place(grid.name, blank)))
                blank = 0
            _check_width(record, row, grid, found)
    except (records.TooLong, records.CsvError) as error:
        found.faults.append(records.fault_of(error, Place(grid.name, row + 1)))


def _check_width(record: list[str], row: int, grid: Grid, found: Audit) -> None:
    if len(record) != grid.width and len(found.faults) < FAULTS_SHOWN:
        params = {"cells": str(len(record)), "expected": str(grid.width)}
        start = grid.delimiter.join(islice(record, 3))[:80]
        found.faults.append(Fault("row_ragged", Place(grid.name, row), start, params))
