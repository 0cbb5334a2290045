"""A sheet of text becomes a table of roles in DuckDB: one scan, in file order, nothing converted yet.

The table's own row order is the file's, so a row's number is its `rowid` and the scan may run on every core.
"""

from dataclasses import dataclass

import duckdb

from directbill.core.errors import Refusal, refuse
from directbill.ledger import staged_columns
from directbill.ledger.carriers import Sheet, explain
from directbill.ledger.formats.format import Format
from directbill.ledger.recognize import Match

DISK_FULL = ("No space left", "File too large", "max_temp_directory_size", "failed to offload")


@dataclass(frozen=True, slots=True)
class Staged:
    """One file's rows as texts by role, in the table `table`."""

    sheet: Sheet
    match: Match
    table: str
    rows: int

    @property
    def format(self) -> Format:
        return self.match.format

    def row_sql(self, alias: str = "") -> str:
        """The row's number as the user sees it; `alias` (with its dot) stands before the table's columns."""
        return f"({alias}rowid + {self.sheet.header_row + 1})::INTEGER"


def stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, *, match: Match, number: int) -> Staged:
    """Scan the sheet once into `staged_<number>`."""
    name = table(number)
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {staged_columns.select(sheet, match)}")
        counted = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    except duckdb.InvalidInputException as error:
        raise explain(sheet, error) from None
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise full_or(error) from None
    return Staged(sheet, match, name, counted[0] if counted else 0)


def table(number: int) -> str:
    """The table of the file at this place."""
    return f"staged_{number}"


def full_or(error: duckdb.Error) -> Refusal:
    """DuckDB's word on disk and memory, as a refusal."""
    said = str(error)
    if any(word in said for word in DISK_FULL):
        return refuse("disk_full")
    return refuse("ledger_unwritable", found=said.partition("\n")[0][:160])
