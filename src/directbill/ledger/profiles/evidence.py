"""What a sample of cells proves about a file's numbers and dates, and nothing beyond that."""

import re
from collections.abc import Iterable

from directbill.ledger.profiles.model import APOSTROPHES, SPACES, UNSETTLED, DateOrder

NUMBER = re.compile(rf"[+-]? ?(\d[\d.,{SPACES}{APOSTROPHES}]*)", re.ASCII)
MARK = re.compile(rf"[.,{SPACES}{APOSTROPHES}]")
DAY_FIRST = re.compile(r"(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?\d{4}(?!\d)", re.ASCII)
YEAR_FIRST = re.compile(r"\d{4} ?[./-] ?\d{1,2} ?[./-] ?\d{1,2}(?!\d)|20\d{6}(?!\d)", re.ASCII)
MONTH_ONLY = re.compile(r"20\d{2}[-/.]?\d{1,2}|\d{1,2} ?[-/.] ?20\d{2}", re.ASCII)
LAST_MONTH = 12
GROUP = 3


def is_number(cell: str) -> bool:
    """Whether the cell is a number under some locale."""
    return NUMBER.fullmatch(cell.strip()) is not None


def decimal_mark(cells: Iterable[str]) -> str:
    """The mark that can only be a decimal mark; `?` where no cell, or cells that contradict, tell it."""
    proved: set[str] = set()
    for cell in cells:
        proved.update(_decimal_of(cell.strip()))
    return proved.pop() if len(proved) == 1 else UNSETTLED


def _decimal_of(cell: str) -> set[str]:
    """A mark before anything but three digits is decimal; so is the last of two kinds; a mark seen twice is not."""
    marks = MARK.findall(cell)
    if not marks or not is_number(cell):
        return set()
    last = marks[-1]
    after = len(cell) - cell.rindex(last) - 1
    if last not in ".," or marks.count(last) > 1:
        return {"." if last == "," else ","} if last in ".," else set()
    before = cell[: cell.index(last)].lstrip("+- ")
    if len(set(marks)) > 1 or after != GROUP or len(before) > GROUP or before.startswith("0"):
        return {last}
    return set()


def grouping_mark(cells: Iterable[str], decimal: str) -> str:
    """The mark that stands between groups of three digits; '' where no cell has one."""
    for cell in cells:
        for mark in MARK.findall(cell.strip().lstrip("+- ")):
            if mark != decimal and is_number(cell):
                return str(mark)
    return ""


def date_order(cells: Iterable[str]) -> str:
    """The order the cells prove; `?` where every day is twelve or less, or where they contradict.

    Where all cells name no more than a month, no order is needed, and any will do.
    """
    proved: set[str] = set()
    texts = [cell.strip() for cell in cells]
    if texts and all(map(MONTH_ONLY.fullmatch, texts)):
        return DateOrder.YMD
    for text in texts:
        if YEAR_FIRST.match(text):
            proved.add(DateOrder.YMD)
        elif found := DAY_FIRST.match(text):
            first, second = int(found[1]), int(found[2])
            proved |= {DateOrder.DMY} if first > LAST_MONTH else set()
            proved |= {DateOrder.MDY} if second > LAST_MONTH else set()
    return proved.pop() if len(proved) == 1 else UNSETTLED
