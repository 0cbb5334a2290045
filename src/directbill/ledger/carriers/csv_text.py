"""Delimited text: a plain UTF-8 file is left where it is, anything else becomes a copy DuckDB can read."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers import bytes_pass, files, records
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.records import Grid
from directbill.ledger.carriers.sheet import MEBIBYTE, RECORD_LIMIT, Layout, Sheet

DELIMITERS = (",", ";", "\t", "|")
PLAIN_ENCODINGS = frozenset({"", "utf-8", "utf-8-sig"})


@dataclass(frozen=True, slots=True)
class _Opened:
    """The text to read, and whether a copy was made of the file as given."""

    source: Source
    text: Path
    checked: bytes_pass.Bytes


def read(source: Source, *, workdir: Path, layout: Layout) -> Sheet:
    """Open delimited text. `source.sha256` wins over the text's own hash (an unpacked file keeps its own)."""
    text = source.path
    if _encoding(source, layout) not in PLAIN_ENCODINGS:
        text = _decode(source, workdir, layout.encoding)
        source = replace(source, sha256=source.sha256 or files.digest(source.path))
    opened = _Opened(source, text, bytes_pass.read(text, name=source.name))
    delimiter = layout.delimiter or _delimiter(opened.text, layout.skip_rows)
    header = _header(opened, delimiter, layout.skip_rows)
    digest = source.sha256 or opened.checked.sha256
    sheet = Sheet(
        name=source.name,
        path=source.path,
        sha256=digest,
        carrier="csv",
        text=files.literal(text, workdir, f"{digest[:32]}.csv"),
        delimiter=delimiter,
        header=header,
        skip_rows=layout.skip_rows,
        header_row=layout.skip_rows + 1,
        bytes=source.size,
    )
    return sheet if opened.checked.plain else _audited(sheet, workdir)


def grid(sheet: Sheet) -> Grid:
    """The sheet as the record walker needs it."""
    return Grid(sheet.name, sheet.text, sheet.delimiter, len(sheet.header), sheet.skip_rows, sheet.header_row)


def _audited(sheet: Sheet, workdir: Path) -> Sheet:
    """Look record by record where the bytes alone do not settle how the records lie."""
    found = records.audit(grid(sheet))
    if found.faults:
        raise Refusal(*found.faults)
    limit = max(sheet.record_limit, found.longest_record + MEBIBYTE)
    sheet = replace(sheet, parallel=False, record_limit=limit)
    if not found.mixed_ends:
        return sheet
    copy = workdir / f"{sheet.sha256[:32]}.records.csv"
    with files.os_faults(sheet.name):
        records.rewrite(grid(sheet), copy)
    return replace(sheet, text=copy, skip_rows=0)


def _encoding(source: Source, layout: Layout) -> str:
    try:
        return codecs.lookup(layout.encoding).name if layout.encoding else ""
    except LookupError:
        raise refuse("encoding_unknown", file=source.name, found=layout.encoding) from None


def _decode(source: Source, workdir: Path, encoding: str) -> Path:
    """Copy the text from the declared encoding to UTF-8."""
    copy = workdir / f"{source.path.name}.utf-8.csv"
    with (
        files.os_faults(source.name),
        source.path.open(encoding=encoding, newline="") as file,
        copy.open("w", encoding="utf-8", newline="") as target,
    ):
        try:
            while chunk := file.read(MEBIBYTE):
                target.write(chunk)
        except UnicodeError as error:
            raise refuse("encoding_declared_wrong", file=source.name, found=encoding) from error
    return copy


def _delimiter(text: Path, skip_rows: int) -> str:
    """The candidate that stands most often outside quotes in the first line; a comma where none does."""
    with text.open(encoding="utf-8-sig", newline="") as file:
        for _ in range(skip_rows):
            file.readline(RECORD_LIMIT)
        bare = "".join(file.readline(RECORD_LIMIT).split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _header(opened: _Opened, delimiter: str, skip_rows: int) -> tuple[str, ...]:
    """The first record; its faults are file faults of the header's own row."""
    name = opened.source.name
    with opened.text.open(encoding="utf-8-sig", newline="") as file:
        for _ in range(skip_rows):
            file.readline(RECORD_LIMIT)
        try:
            first = next(records.reader(records.Lines(file), delimiter), [])
        except (records.TooLong, records.CsvError) as error:
            place = Place(name, skip_rows + 1)
            raise Refusal(records.fault_of(error, place)) from None
    return checked_header(name, first, row=skip_rows + 1)


def checked_header(name: str, cells: Iterable[str], *, row: int = 1) -> tuple[str, ...]:
    """Names without blanks and byte order mark. Refuses a blank header and a name that stands twice."""
    header = tuple(cell.strip().removeprefix("\ufeff").strip() for cell in cells)
    if not any(header):
        raise refuse("header_missing", file=name, row=row)
    seen: set[str] = set()
    twice: list[Fault] = []
    for column in header:
        if column and column.casefold() in seen:
            twice.append(Fault("header_repeated", Place(name, row, column), column))
        seen.add(column.casefold())
    if twice:
        raise Refusal(*twice)
    return header
