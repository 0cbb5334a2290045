"""What every carrier hands on: a header, and a CSV of nothing but text."""

from dataclasses import dataclass, field
from pathlib import Path

MEBIBYTE = 1 << 20
CELL_LIMIT = MEBIBYTE
RECORD_LIMIT = 8 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out where it does not say so itself: what a mapping profile declares."""

    encoding: str = ""
    delimiter: str = ""
    skip_rows: int = 0
    """Physical lines (rows of a workbook) before the header."""
    sheet: str = ""
    decimal_mark: str = "."
    """What stands in numbers written as text: a workbook's own numbers are written alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file, opened. `text` is a UTF-8 CSV: the file itself where it already is one."""

    name: str
    """The base name as given."""
    path: Path
    sha256: str
    """Of the bytes as given, before unpacking."""
    carrier: str
    """csv, json, jsonl, xlsx or parquet."""
    text: Path
    delimiter: str
    quote: str = '"'
    header: tuple[str, ...]
    """As found, without byte order mark and surrounding blanks."""
    skip_rows: int = 0
    """Physical lines of `text` before the header."""
    header_row: int = 1
    """The header's row number as the user sees it; the first record is the next."""
    bytes: int
    doubtful: bool = False
    """The bytes leave open how the records lie: `settle` before reading, once the header is recognized."""
    parallel: bool = True
    """False where a quoted cell may hold a line break: DuckDB's parallel reader then loses its place."""
    record_limit: int = 2 * MEBIBYTE
    extra: dict[str, object] = field(default_factory=dict)
    """A JSON envelope's own fields (totalCount, links ...), the workbook's sheet name, `gzip`."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The header made fit for SQL: a nameless column is called by its place, `column_7`."""
        return tuple(name or f"column_{place}" for place, name in enumerate(self.header, start=1))
