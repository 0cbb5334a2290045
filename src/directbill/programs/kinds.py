"""Which kind of value stands at a key, and how a fault calls it."""

from datetime import date
from typing import Any

NEVER = date.min
WANTED: dict[object, str] = {
    str: "program_wants_text",
    int: "program_wants_whole_number",
    bool: "program_wants_truth",
    date: "program_wants_date",
    list: "program_wants_list",
    dict: "program_wants_table",
}


def is_a(found: object, kind: Any) -> bool:
    """isinstance, but true is no number and a time of day is no date."""
    if isinstance(found, bool):
        return kind is bool
    return type(found) is date if kind is date else isinstance(found, kind)


def wanted(kind: Any) -> str:
    return WANTED.get(kind, "program_wants_number")


def shown(found: object) -> str:
    """A value as the file has it, or its kind of bracket where it is long."""
    match found:
        case dict():
            return "{ }"
        case list():
            return "[ ]"
        case bool():
            return str(found).lower()
        case _:
            return f'"{found}"' if isinstance(found, str) else str(found)
