"""Delimited text: a plain UTF-8 file is left where it is, anything else becomes a copy DuckDB can read."""

import codecs
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers import audit, bytes_pass, files, records
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.records import Grid
from directbill.ledger.carriers.sheet import MEBIBYTE, RECORD_LIMIT, Layout, Sheet

DELIMITERS = (",", ";", "\t", "|")
PLAIN_ENCODINGS = frozenset({"", "utf-8", "utf-8-sig"})


def read(source: Source, *, workdir: Path, layout: Layout) -> Sheet:
    """Open delimited text up to its header.

    The records are looked at when DuckDB reads them, or by `settle` where the bytes leave a doubt: a file
    nobody knows is refused for its header, not for its shape.
    """
    text = source.content
    if _encoding(source, layout) not in PLAIN_ENCODINGS:
        source = files.hashed(source)
        text = _decode(source, workdir, layout.encoding)
    with files.os_faults(source.name):
        checked = bytes_pass.read(text, name=source.name)
        skip = _blank_lines(text, source.name, layout.skip_rows)
        delimiter = layout.delimiter or _delimiter(text, skip)
    digest = source.sha256 or checked.sha256
    return Sheet(
        name=source.name,
        path=source.path,
        sha256=digest,
        carrier="csv",
        text=text,
        delimiter=delimiter,
        header=_header(text, source.name, delimiter, skip),
        skip_rows=skip,
        header_row=skip + 1,
        bytes=source.size,
        doubtful=not checked.plain,
    )


def settle(sheet: Sheet, *, workdir: Path) -> Sheet:
    """The sheet, fit to be scanned: looks record by record where the bytes alone left a doubt."""
    if not sheet.doubtful:
        return sheet
    found = audit.of(grid(sheet))
    if found.faults:
        raise Refusal(*found.faults)
    limit = max(sheet.record_limit, found.longest_record + MEBIBYTE)
    settled = replace(sheet, doubtful=False, parallel=False, record_limit=limit)
    if not found.mixed_ends:
        return settled
    copy = workdir / f"{sheet.sha256[:32]}.records.csv"
    with files.os_faults(sheet.name):
        records.rewrite(grid(sheet), copy)
    return replace(settled, text=copy, skip_rows=0)


def peek(source: Source, layout: Layout) -> Sheet:
    """Only the header, under a declared layout: nothing else of the file is looked at."""
    encoding = "utf-8-sig" if _encoding(source, layout) in PLAIN_ENCODINGS else layout.encoding
    with files.os_faults(source.name), source.content.open(encoding=encoding, newline="") as file:
        try:
            skip = _to_header(file, layout.skip_rows)
            delimiter = layout.delimiter or _likely(file)
            first = next(records.reader(records.Lines(file), delimiter), [])
        except UnicodeError:
            raise refuse("encoding_declared_wrong", file=source.name, found=encoding) from None
        except (records.TooLong, records.CsvError) as error:
            raise Refusal(records.fault_of(error, Place(source.name, layout.skip_rows + 1))) from None
    return Sheet(
        name=source.name,
        path=source.path,
        sha256="",
        carrier="csv",
        text=source.content,
        delimiter=delimiter,
        header=tuple(cell.strip() for cell in first),
        skip_rows=skip,
        header_row=skip + 1,
        bytes=source.size,
        doubtful=True,
    )


def _to_header(file: TextIO, skip_rows: int) -> int:
    """Go on to the line of the header: behind those declared, and blank ones. How many lines stand before it."""
    for _ in range(skip_rows):
        file.readline(RECORD_LIMIT)
    at = file.tell()
    while (line := file.readline(RECORD_LIMIT)) and not line.strip():
        skip_rows, at = skip_rows + 1, file.tell()
    file.seek(at)
    return skip_rows


def _likely(file: TextIO) -> str:
    """The candidate that stands most often outside quotes in the next line; a comma where none does."""
    at = file.tell()
    bare = "".join(file.readline(RECORD_LIMIT).split('"')[::2])
    file.seek(at)
    return max(DELIMITERS, key=bare.count)


def first_records(sheet: Sheet, most: int) -> list[list[str]]:
    """The first records, without a look at the rest. Refuses what cannot be read so far."""
    with records.opened(sheet.text, sheet.skip_rows) as file:
        lines = records.Lines(file)
        found: list[list[str]] = []
        try:
            for record in islice(records.reader(lines, sheet.delimiter), most + 1):
                lines.length = 0
                found.append(record)
        except (records.TooLong, records.CsvError) as error:
            place = Place(sheet.name, sheet.header_row + len(found))
            raise Refusal(records.fault_of(error, place)) from None
    return found[1:]


def grid(sheet: Sheet) -> Grid:
    """The sheet as the record walker needs it."""
    return Grid(sheet.name, sheet.text, sheet.delimiter, len(sheet.header), sheet.skip_rows, sheet.header_row)


def _encoding(source: Source, layout: Layout) -> str:
    try:
        return codecs.lookup(layout.encoding).name if layout.encoding else ""
    except LookupError:
        raise refuse("encoding_no_such", file=source.name, found=layout.encoding) from None


def _decode(source: Source, workdir: Path, encoding: str) -> Path:
    """Copy the text from the declared encoding to UTF-8."""
    copy = files.work_file(source, workdir, kind=f"{codecs.lookup(encoding).name}.csv")
    with (
        files.os_faults(source.name),
        source.content.open(encoding=encoding, newline="") as file,
        copy.open("w", encoding="utf-8", newline="") as target,
    ):
        try:
            while chunk := file.read(MEBIBYTE):
                target.write(chunk)
        except UnicodeError:
            raise refuse("encoding_declared_wrong", file=source.name, found=encoding) from None
    return copy


def _blank_lines(text: Path, name: str, skip_rows: int) -> int:
    """How many lines stand before the header. Refuses when nothing follows."""
    with records.opened(text, 0) as file:
        skip = _to_header(file, skip_rows)
        if not file.readline(1):
            raise refuse("file_empty", file=name)
    return skip


def _delimiter(text: Path, skip_rows: int) -> str:
    with records.opened(text, skip_rows) as file:
        return _likely(file)


def _header(text: Path, name: str, delimiter: str, skip_rows: int) -> tuple[str, ...]:
    with records.opened(text, skip_rows) as file:
        try:
            first = next(records.reader(records.Lines(file), delimiter), [])
        except (records.TooLong, records.CsvError) as error:
            raise Refusal(records.fault_of(error, Place(name, skip_rows + 1))) from None
    return checked_header(name, first, row=skip_rows + 1)


def checked_header(name: str, cells: Iterable[str], *, row: int = 1) -> tuple[str, ...]:
    """Names without blanks around them. Refuses a name that stands twice: which one is meant is unknown."""
    header = tuple(cell.strip() for cell in cells)
    seen: set[str] = set()
    twice = []
    for column in header:
        if column and column.casefold() in seen:
            twice.append(Fault("column_twice", Place(name, row, column), column))
        seen.add(column.casefold())
    if twice:
        raise Refusal(*twice)
    return header
