"""A page of plain text: headings, answers beside their labels, tables, lines; eighty columns."""

import textwrap
from collections.abc import Iterable

from directbill.documents import grid
from directbill.documents.report import Answer, Table
from directbill.documents.texts import printable

WIDTH = 80
GAP = 2
NO_BREAK = "\N{NO-BREAK SPACE}"
HELD = "\N{BRAILLE PATTERN BLANK}"
"""Stands for a no-break space while lines are laid out: rich breaks lines at every kind of space."""


class Sheet:
    """Text under construction."""

    def __init__(self, width: int = WIDTH) -> None:
        self.width = width
        self.lines: list[str] = []

    def heading(self, text: str) -> None:
        self.lines += [text, ""]

    def gap(self) -> None:
        self.lines.append("")

    def caption(self, text: str) -> None:
        """A heading of a part: one blank line before it, never two."""
        self.lines += [text] if self.lines and not self.lines[-1] else ["", text]

    def paragraph(self, text: str) -> None:
        self.lines += [f"  {part}" for part in self._wrapped(text, self.width - 2)]

    def line(self, text: str) -> None:
        """One entry of a list; what does not fit goes on, indented."""
        first, *rest = self._wrapped(text, self.width - 4)
        self.lines += [f"  {first}", *(f"    {part}" for part in rest)]

    def detail(self, text: str) -> None:
        """What belongs to the entry above it."""
        self.lines += [f"    {part}" for part in self._wrapped(text, self.width - 4)]

    def answers(self, answers: Iterable[Answer]) -> None:
        """Labels on the left, what is so on the right."""
        answers = tuple(answers)
        room = max((len(a.label) for a in answers), default=0) + GAP
        for answer in answers:
            parts = self._wrapped(answer.text, self.width - room)
            labels = [answer.label] + [""] * (len(parts) - 1)
            self.lines += [f"{label:<{room}}{part}" for label, part in zip(labels, parts, strict=True)]

    def table(self, table: Table) -> None:
        self.caption(table.caption)
        self.lines += [f"  {line}" for line in grid.lines(table, self.width - 2)]
        if table.note:
            self.paragraph(table.note)

    def text(self) -> str:
        """The page, ending in a line break. Lines are broken by now: every blank is a plain one, for searching."""
        page = "".join(f"{printable(released(line).rstrip())}\n" for line in self.lines)
        return page.replace(NO_BREAK, " ")

    def _wrapped(self, text: str, width: int) -> list[str]:
        # The no-break space keeps numbers and dates whole: textwrap breaks at ASCII blanks only.
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def released(text: str) -> str:
    """Laid-out text with plain blanks."""
    return text.replace(HELD, " ")
