"""A table for a page: every cell knows the name of its column, so that a narrow screen can show it as a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from directbill.documents.report import Table


@dataclass(frozen=True, slots=True)
class Labeled:
    """A table whose rows are their names with the other cells, each after its column."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    note: str


def of(table: Table) -> Labeled:
    """The table with its cells labeled."""
    return Labeled(table.caption, table.head, tuple(_rows(table)), table.note)


def _rows(table: Table) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for name, *cells in table.rows:
        yield name, tuple(zip(table.head[1:], cells, strict=True))
