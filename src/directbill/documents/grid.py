"""A table as lines of text: no word is broken, figures stand right, and what has no room stands below its row."""

import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from directbill.documents.report import Table

GAP = 2
TALLEST = 2
"""So many lines a row may take before its last text gets lines of its own."""
HANGING = 2
LEAST = 8


def lines(table: Table, width: int) -> list[str]:
    """The table laid out in so many columns of text."""
    inside = list(range(len(table.head)))
    below: list[int] = []
    widths = _widths(table, inside, width)
    while (spare := _spare(table, inside)) is not None and not _fits(table, widths, width):
        inside.remove(spare)
        below.insert(0, spare)
        widths = _widths(table, inside, width)
    _squeeze(table, widths, width)
    head = [_wrapped(table.head[p], w) for p, w in widths.items()]
    tallest = max(map(len, head))
    laid = _row(table, widths, [[""] * (tallest - len(cell)) + cell for cell in head])
    for row in table.rows:
        laid += _row(table, widths, [_wrapped(row[p], w) for p, w in widths.items()])
        for place in below:
            laid += _below(table.head[place], row[place], width)
    return laid


def _spare(table: Table, inside: Sequence[int]) -> int | None:
    """The last text but the first column: what names the row stays."""
    return next((p for p in reversed(inside[1:]) if p not in table.numeric), None)


def _widths(table: Table, inside: Sequence[int], width: int) -> dict[int, int]:
    """Each column as wide as its longest word or figure; what room is left goes where most is lacking."""
    columns = {p: [row[p] for row in table.rows] for p in inside}
    least = {p: cell_len if p in table.numeric else _longest_word for p in inside}
    widths = {p: max(_longest_word(table.head[p]), *map(least[p], columns[p]), 1) for p in inside}
    wanted = {p: max(map(cell_len, (table.head[p], *columns[p]))) for p in inside}
    room = width - GAP * (len(inside) - 1) - sum(widths.values())
    while room > 0 and (short := [p for p in inside if widths[p] < wanted[p]]):
        widths[min(short, key=lambda p: widths[p] / wanted[p])] += 1
        room -= 1
    return widths


def _squeeze(table: Table, widths: dict[int, int], width: int) -> None:
    """Where even so there is no room, the widest text breaks its longest words; a figure is never cut."""
    over = sum(widths.values()) + GAP * (len(widths) - 1) - width
    texts = [p for p in widths if p not in table.numeric]
    if over > 0 and texts:
        widest = max(texts, key=lambda p: widths[p])
        widths[widest] = max(widths[widest] - over, LEAST)


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split(" ")))


def _fits(table: Table, widths: dict[int, int], width: int) -> bool:
    if sum(widths.values()) + GAP * (len(widths) - 1) > width:
        return False
    return all(len(_wrapped(row[p], w)) <= TALLEST for row in table.rows for p, w in widths.items())


def _row(table: Table, widths: dict[int, int], cells: Iterable[list[str]]) -> list[str]:
    places = [(width, p in table.numeric) for p, width in widths.items()]
    return [
        (" " * GAP)
        .join(_set(part, width, right=right) for part, (width, right) in zip(parts, places, strict=True))
        .rstrip()
        for parts in zip_longest(*cells, fillvalue="")
    ]


def _below(title: str, cell: str, width: int) -> list[str]:
    blank = " " * HANGING
    return [f"{blank}{line}" for line in _wrapped(f"{title}: {cell}", width - HANGING)] if cell else []


def _wrapped(text: str, width: int) -> list[str]:
    # textwrap breaks at ASCII blanks only: the no-break space keeps numbers and dates whole.
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _set(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - cell_len(text))
    return blank + text if right else text + blank
