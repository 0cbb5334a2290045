"""JSON as the billing interfaces deliver it: pages, bare lists, single objects, and JSON Lines.

Numbers keep the text they were written with: a parser that makes floats of them rounds (DuckDB's does).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from directbill.core.errors import refuse
from directbill.ledger.carriers import files, json_values, tables
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.json_values import Record
from directbill.ledger.carriers.sheet import MEBIBYTE, RECORD_LIMIT, Sheet

WHOLE_LIMIT = 128 * MEBIBYTE
"""A page is read whole; beyond this, JSON Lines has to be asked for."""

LISTS = ("items", "value")
"""The fields an interface's page keeps its records in."""

BLANK = b"\xef\xbb\xbf \t\r\n"


def read(source: Source, *, workdir: Path) -> Sheet:
    """Write the records as an all-text CSV; an envelope's other fields go into `extra`."""
    source = files.hashed(source)
    with files.os_faults(source.name):
        lines = _is_lines(source)
        extra, records = ({}, _Lines(source)) if lines else _whole(source)
        target = files.work_file(source, workdir, kind="json.csv")
        header = _write(source.name, target, records)
    if not header:
        raise refuse("file_empty", file=source.name)
    return tables.sheet(source, target, header=header, carrier="jsonl" if lines else "json", extra=extra)


def _is_lines(source: Source) -> bool:
    """JSON Lines: the first line is an object by itself, and another line follows."""
    with source.content.open("rb") as file:
        first = b""
        while not first.strip(BLANK) and (first := file.readline(RECORD_LIMIT)):
            pass
        more = any(line.strip() for line in iter(lambda: file.readline(RECORD_LIMIT), b""))
    try:
        return more and isinstance(json_values.parse(first.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _whole(source: Source) -> tuple[dict[str, object], Iterable[Record]]:
    if source.content.stat().st_size > WHOLE_LIMIT:
        raise refuse("json_too_big", file=source.name, most=str(WHOLE_LIMIT // MEBIBYTE))
    content = source.content.read_bytes()
    found = json_values.loads(source.name, content)
    records: Any = found if isinstance(found, list) else [found]
    extra: dict[str, object] = {}
    if isinstance(found, dict):
        place = next((key for key in LISTS if isinstance(found.get(key), list)), "")
        records = found.get(place, records)
        extra = {key: value for key, value in found.items() if key != place} if place else {}
    for row, record in enumerate(records, start=2):
        if not isinstance(record, dict):
            raise refuse(
                "json_no_object",
                file=source.name,
                row=row,
                found=json_values.shown(record),
            )
    return extra, records


@dataclass(frozen=True, slots=True)
class _Lines:
    """The records of a JSON Lines file, read anew on every iteration."""

    source: Source

    def __iter__(self) -> Iterator[Record]:
        name, row = self.source.name, 1
        with self.source.content.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(RECORD_LIMIT + 1), b""), start=1):
                if len(line) > RECORD_LIMIT:
                    raise refuse("cell_too_long", file=name, row=row + 1)
                if not line.strip(BLANK):
                    continue
                row += 1
                record = json_values.loads(name, line.rstrip(b"\r\n"), line=number, row=row)
                if not isinstance(record, dict):
                    raise refuse(
                        "json_no_object",
                        file=name,
                        row=row,
                        found=json_values.shown(record),
                    )
                yield record


@dataclass(slots=True)
class _Columns:
    """The union of the records' keys, in the order first seen."""

    places: dict[str, None] = field(default_factory=dict)

    def learn(self, record: Record) -> None:
        if not record.keys() <= self.places.keys():
            self.places.update(dict.fromkeys(key for key in record if key not in self.places))

    def row(self, record: Record) -> list[str]:
        values = map(record.get, self.places)
        return [value if isinstance(value, str) else json_values.cell(value) for value in values]


def _write(name: str, target: Path, records: Iterable[Record]) -> tuple[str, ...]:
    """Write the records; again from the start if a later one brought columns the header lacks."""
    columns = _Columns()
    while True:
        rows = _rows(records, columns)
        first = next(rows, None)
        header = tuple(columns.places)
        tables.write(name, target, header=header, rows=_from(first, rows))
        if len(columns.places) == len(header):
            return header


def _from(first: list[str] | None, rest: Iterator[list[str]]) -> Iterator[list[str]]:
    if first is not None:
        yield first
        yield from rest


def _rows(records: Iterable[Record], columns: _Columns) -> Iterator[list[str]]:
    for record in records:
        columns.learn(record)
        yield columns.row(record)
