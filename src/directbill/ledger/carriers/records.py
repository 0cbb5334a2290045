"""The records of a CSV, one by one and by the letter of the format: what only a parser that counts them can tell.

Used where the bytes leave a doubt and where DuckDB has refused.
"""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from directbill.core.errors import Fault, Place
from directbill.ledger.carriers.sheet import CELL_LIMIT, RECORD_LIMIT

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
