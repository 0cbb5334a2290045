"""The slow, exact look at a CSV, record by record: where a row is ragged, blank, unclosed or too long.

Used where the bytes leave a doubt and where DuckDB has refused, because only a parser that counts records
can name the row a user sees.
"""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from directbill.core.errors import Fault, Place
from directbill.ledger.carriers.sheet import CELL_LIMIT, RECORD_LIMIT

FAULTS_SHOWN = 20
LINE_END = "\r\n"
"""For what we write ourselves: the csv module quotes a lone carriage return only if it is part of the line end."""
CsvError = csv.Error


@dataclass(frozen=True, slots=True)
class Grid:
    """What is needed to read a CSV's records."""

    name: str
    text: Path
    delimiter: str
    width: int
    skip_rows: int = 0
    header_row: int = 1


@dataclass(slots=True)
class Audit:
    """The faults found (the first twenty) and how the records lie."""

    faults: list[Fault] = field(default_factory=list)
    mixed_ends: bool = False
    longest_record: int = 0


class TooLong(Exception):
    """A record beyond what is held in memory."""


class Lines:
    """The physical lines of a text, remembering how the last one ended and how long a record has become."""

    def __init__(self, file: TextIO, most: int = sys.maxsize) -> None:
        self.file = file
        self.most = most
        self.end = ""
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        read = 0
        while read <= self.most and (line := self.file.readline(RECORD_LIMIT + 1)):
            read += len(line)
            self.length += len(line) if line.isascii() else len(line.encode())
            if self.length > RECORD_LIMIT:
                raise TooLong
            self.end = line[len(line.rstrip("\r\n")) :]
            yield line


@contextmanager
def opened(text: Path, skip_rows: int) -> Iterator[TextIO]:
    """The text after its preamble, without byte order mark; line ends as they are."""
    with text.open(encoding="utf-8-sig", newline="") as file:
        for _ in range(skip_rows):
            file.readline(RECORD_LIMIT)
        yield file


def reader(lines: Lines, delimiter: str) -> Iterator[list[str]]:
    """Strict CSV records. The cell limit is the csv module's own, set for the process."""
    csv.field_size_limit(CELL_LIMIT)
    return csv.reader(iter(lines), delimiter=delimiter, strict=True)


def audit(grid: Grid) -> Audit:
    """Read every record once; never raises for what is in the file."""
    found = Audit()
    with opened(grid.text, grid.skip_rows) as file:
        _walk(Lines(file), grid, found)
    del found.faults[FAULTS_SHOWN:]
    return found


def row_at(path: Path, offset: int) -> int:
    """The row of the record that holds a byte, counting from 1: for files that are no UTF-8."""
    rows = 0
    with path.open(encoding="latin-1", newline="") as file, suppress(TooLong, csv.Error):
        for _ in csv.reader(_resetting(Lines(file, offset))):
            rows += 1
    return max(rows, 1)


def _resetting(lines: Lines) -> Iterator[str]:
    for line in lines:
        lines.length = 0
        yield line


def _walk(lines: Lines, grid: Grid, found: Audit) -> None:
    row, blank, first_end = grid.header_row - 1, 0, ""
    try:
        for record in reader(lines, grid.delimiter):
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
    except (TooLong, CsvError) as error:
        found.faults.append(fault_of(error, Place(grid.name, row + 1)))


def _check_width(record: list[str], row: int, grid: Grid, found: Audit) -> None:
    if len(record) != grid.width and len(found.faults) < FAULTS_SHOWN:
        params = {"cells": str(len(record)), "expected": str(grid.width)}
        start = grid.delimiter.join(islice(record, 3))[:80]
        found.faults.append(Fault("row_ragged", Place(grid.name, row), start, params))


def fault_of(error: Exception, place: Place) -> Fault:
    """What stopped the parser, as a fault of the record it stopped in."""
    if isinstance(error, TooLong):
        return Fault("cell_too_long", place)
    if "field larger" in str(error):
        return Fault("cell_too_long", place)
    return Fault("quote_unclosed" if "unexpected end" in str(error) else "quote_stray", place)


def rewrite(grid: Grid, target: Path) -> None:
    """Copy the records from the header on with one kind of line end; cells stay as they are."""
    with opened(grid.text, grid.skip_rows) as file, target.open("w", encoding="utf-8", newline="") as copy:
        lines = Lines(file)
        writer = csv.writer(copy, delimiter=grid.delimiter, lineterminator=LINE_END)
        for record in reader(lines, grid.delimiter):
            lines.length = 0
            if record:
                writer.writerow(record)
