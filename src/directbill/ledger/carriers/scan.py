"""The sheet as a DuckDB table of texts, and DuckDB's complaint as a fault that names the row."""

import re
from pathlib import Path

from directbill.core.errors import Refusal, refuse
from directbill.ledger.carriers import audit, csv_text
from directbill.ledger.carriers.sheet import Sheet

GLOB = re.compile(r"([*?\[])")
NO_NULL = r"E'\x01\x02\x03'"
"""DuckDB insists on a null text; this one occurs in no file, so NULL, N/A and blanks stay text."""


def scan_sql(sheet: Sheet, names: tuple[str, ...] = ()) -> str:
    """A `read_csv(...)` table of VARCHAR columns, never null, called `names` or as the header has them.

    Every option is given, so nothing is guessed. Errors: DuckDB raises InvalidInputException on a ragged
    row; hand it to `explain`.
    """
    assert not sheet.doubtful, "settle the sheet first"
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names or sheet.columns)
    options = {
        "auto_detect": "false",
        "header": "true",
        "skip": str(sheet.skip_rows),
        "delim": _literal(sheet.delimiter),
        "quote": _literal(sheet.quote),
        "escape": _literal(sheet.quote),
        "columns": f"{{{columns}}}",
        "nullstr": NO_NULL,
        "strict_mode": "true",
        "compression": "'none'",
        "max_line_size": str(sheet.record_limit),
        "parallel": str(sheet.parallel).lower(),
    }
    listed = ", ".join(f"{key} = {value}" for key, value in options.items())
    return f"read_csv({path_sql(sheet.text)}, {listed})"


def row_sql(sheet: Sheet) -> str:
    """The record's row number as the user sees it, for the select list right above `scan_sql`.

    Right only with DuckDB's `preserve_insertion_order` (the default), and before any filter or join.
    """
    return f"(row_number() OVER () + {sheet.header_row})::INTEGER"


def explain(sheet: Sheet, error: Exception) -> Refusal:
    """Why DuckDB refused the text: the rows at fault, found again record by record."""
    found = audit.of(csv_text.grid(sheet))
    if found.faults:
        return Refusal(*found.faults)
    first_line = str(error).strip().partition("\n")[0]
    return refuse("csv_unreadable", file=sheet.name, found=first_line)


def path_sql(path: Path) -> str:
    """A path as SQL text that is no pattern: of `x[1].csv` DuckDB would open `x1.csv` instead."""
    return _literal(GLOB.sub(r"[\1]", str(path)))


def quoted(name: str) -> str:
    """A column's name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
