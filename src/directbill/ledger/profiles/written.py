"""A draft as the text of a profile file."""

import json
from collections.abc import Callable, Mapping

from directbill.ledger.profiles.draft import Draft, Value

Comment = Callable[[str], str]


def written(draft: Draft, comment: Comment) -> str:
    """TOML. `comment(key)` gives the lines to put above a key, or nothing; `''` is the heading's."""
    blocks = [_remark(comment("")) + _pairs(draft.top, "", comment)]
    tables: Mapping[str, Mapping[str, Value]] = {
        "columns": draft.columns,
        "constants": draft.constants,
        "vendor": draft.vendor,
    }
    for name, table in tables.items():
        if table:
            remark = _remark(comment(name))
            blocks.append([*remark, f"[{name}]", *_pairs(table, f"{name}.", comment)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _pairs(table: Mapping[str, Value], path: str, comment: Comment) -> list[str]:
    lines: list[str] = []
    for key, value in table.items():
        lines += [*_remark(comment(f"{path}{key}")), f"{key} = {_value(value)}"]
    return lines


def _remark(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.strip().splitlines()]


def _value(value: Value) -> str:
    """JSON writes strings and lists of them as TOML reads them, but for a few control characters."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
