"""JSON parsed so that numbers keep the text they were written with, and values put back as text."""

import json
from collections.abc import Callable
from typing import Any

from directbill.core.errors import refuse

FOUND = 24
JSON_BLANK = " \t\r\n"
Record = dict[str, Any]


class Number(str):
    """A number's own text."""

    __slots__ = ()


class Twice(ValueError):
    """A key that stands twice in one object."""


def loads(name: str, content: bytes, *, line: int = 1, row: int | None = None) -> Any:
    try:
        return parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = line + content.count(b"\n", 0, error.start)
        found = content[error.start : error.start + 1].hex().upper()
        raise refuse("encoding_unknown", file=name, row=row or at, found=found) from None
    except json.JSONDecodeError as error:
        error = _same_on_every_python(error)
        found = error.doc[error.pos : error.pos + FOUND].partition("\n")[0].strip() or "<EOF>"
        place = {"line": str(line + error.lineno - 1), "position": str(error.colno)}
        raise refuse("json_broken", file=name, row=row, found=found, **place) from None
    except Twice as error:
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
        raise Twice(next(key for key in keys if keys.count(key) > 1))
    return record


parse: Callable[[str], Any] = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=Number
).decode


def shown(value: Any) -> str:
    """The start of a value, for a fault."""
    return cell(value)[:FOUND]


def cell(value: Any) -> str:
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
