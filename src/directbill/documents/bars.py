"""Horizontal bars as SVG by our own hand: one for each row of a table that stands beside them.

Positions across are percentages and positions down are pixels: it fits any width and its letters never shrink.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from directbill.documents.markup import Markup, el

LINE = 26
THICK = 14
NAMES = 38
"""Percent of the width for names; figures have the last of it."""
FIGURES = 8


@dataclass(frozen=True, slots=True)
class Bars:
    """A title, what it shows in a sentence, and rows of a name and a figure."""

    key: str
    title: str
    description: str
    rows: Sequence[tuple[str, int]]


def svg(found: Bars) -> Markup:
    """The bars with their text alternative; empty where every figure is nothing."""
    most = max((count for _, count in found.rows), default=0)
    if not most:
        return Markup()
    return el(
        "svg",
        el("title", found.title, id=f"bars-{found.key}"),
        el("desc", found.description, id=f"bars-{found.key}-says"),
        *(part for place, row in enumerate(found.rows) for part in _row(row, place, most)),
        role="img",
        aria_labelledby=f"bars-{found.key} bars-{found.key}-says",
        width="100%",
        height=str(LINE * len(found.rows)),
        class_="bars",
    )


def _row(row: tuple[str, int], place: int, most: int) -> tuple[Markup, ...]:
    name, count = row
    middle = place * LINE + LINE // 2
    wide = (100 - NAMES - FIGURES) * count / most
    return (
        el("text", name, x="0", y=str(middle + 4), class_="name"),
        el(
            "rect",
            x=f"{NAMES}%",
            y=str(middle - THICK // 2),
            width=f"{wide:.2f}%",
            height=str(THICK),
            class_="month",
        ),
        el("text", str(count), x="100%", y=str(middle + 4), class_="figure"),
    )
