"""JSON as the billing interfaces deliver it: pages, bare lists, single objects, and JSON Lines.

Numbers keep the text they were written with: a parser that makes floats of them rounds (DuckDB's does).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from directbill.core.errors import refuse
from directbill.ledger.carriers import files, tables
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.sheet import MEBIBYTE, RECORD_LIMIT, Sheet

WHOLE_LIMIT = 128 * MEBIBYTE
"""A page is read whole; beyond this, JSON Lines has to be asked for."""

LISTS = ("items", "value")
"""The fields an interface's page keeps its records in."""

FOUND = 24
BLANK = b"\xef\xbb\xbf \t\r\n"
JSON_BLANK = " \t\r\n"
Record = dict[str, Any]


class Number(str):
    """A number's own text."""

    __slots__ = ()


class _Twice(ValueError):
    """A key that stands twice in one object."""


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
        return more and isinstance(_parse(first.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _whole(source: Source) -> tuple[dict[str, object], Iterable[Record]]:
    if source.content.stat().st_size > WHOLE_LIMIT:
        raise refuse("json_too_big", file=source.name, most=str(WHOLE_LIMIT // MEBIBYTE))
    content = source.content.read_bytes()
    found = _loads(source.name, content)
    records: Any = found if isinstance(found, list) else [found]
    extra: dict[str, object] = {}
    if isinstance(found, dict):
        place = next((key for key in LISTS if isinstance(found.get(key), list)), "")
        records = found.get(place, records)
        extra = {key: value for key, value in found.items() if key != place} if place else {}
    for row, record in enumerate(records, start=2):
        if not isinstance(record, dict):
            raise refuse("json_no_object", file=source.name, row=row, found=_cell(record)[:FOUND])
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
                record = _loads(name, line.rstrip(b"\r\n"), line=number, row=row)
                if not isinstance(record, dict):
                    raise refuse("json_no_object", file=name, row=row, found=_cell(record)[:FOUND])
                yield record


def _loads(name: str, content: bytes, *, line: int = 1, row: int | None = None) -> Any:
    try:
        return _parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = line + content.count(b"\n", 0, error.start)
        found = content[error.start : error.start + 1].hex().upper()
        raise refuse("encoding_unknown", file=name, row=row or at, found=found) from None
    except json.JSONDecodeError as error:
        error = _same_on_every_python(error)
        found = error.doc[error.pos : error.pos + FOUND].partition("\n")[0].strip() or "<EOF>"
        place = {"line": str(line + error.lineno - 1), "position": str(error.colno)}
        raise refuse("json_broken", file=name, row=row, found=found, **place) from None
    except _Twice as error:
        raise refuse("json_key_twice", file=name, row=row, column=str(error), found=str(error)) from None
    except RecursionError:
        raise refuse(
            "json_broken", file=name, row=row, found="[[[[...", line=str(line), position="1"
        ) from None


def _same_on_every_python(error: json.JSONDecodeError) -> json.JSONDecodeError:
    """A bracket that closes after a comma: Python 3.13 and later name the comma, earlier ones the bracket; so do we."""
    if not error.msg.startswith("Illegal trailing comma"):
        return error
    rest = error.doc[error.pos + 1 :]
    return json.JSONDecodeError(error.msg, error.doc, len(error.doc) - len(rest.lstrip(JSON_BLANK)))


def _object(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return record


_parse: Callable[[str], Any] = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=Number
).decode


@dataclass(slots=True)
class _Columns:
    """The union of the records' keys, in the order first seen."""

    places: dict[str, None] = field(default_factory=dict)

    def learn(self, record: Record) -> None:
        if not record.keys() <= self.places.keys():
            self.places.update(dict.fromkeys(key for key in record if key not in self.places))

    def row(self, record: Record) -> list[str]:
        values = map(record.get, self.places)
        return [value if isinstance(value, str) else _cell(value) for value in values]


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


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return _compact(value)


def _compact(value: Any) -> str:
    if isinstance(value, Number):
        return value
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{_compact(v)}" for k, v in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(_compact, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
