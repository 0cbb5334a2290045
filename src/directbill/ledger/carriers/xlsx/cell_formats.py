"""What a cell's number format makes of its number: a day, a stretch of time, or just the number."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from directbill.ledger.carriers.xlsx.xml_stream import Attributes


class Shows(StrEnum):
    NUMBER = "number"
    DAY = "day"
    ELAPSED = "elapsed"


BUILT_IN = {
    n: Shows.DAY for first, last in ((14, 22), (27, 36), (45, 47), (50, 58)) for n in range(first, last + 1)
}
BUILT_IN[46] = Shows.ELAPSED
"""The formats that have a number and no code."""

LITERAL = re.compile(r'"[^"]*"|[\\_*].')
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
BRACKETS = re.compile(r"\[[^\]]*\]")
DAY = re.compile(r"[dmyhs]", re.IGNORECASE)

MIDNIGHT = time()
DAY_MILLISECONDS = 86_400_000
FIRST_1900, FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
BEFORE_MARCH_1900 = 60
"""The calendar of 1900 has a 29 February that never was: days before it are numbered one less."""
LAST = date.max.toordinal()


def by_style(styles: Iterable[tuple[str, Attributes]]) -> dict[str, Shows]:
    """Style number (as cells name it) to what it shows, of the styles that show more than a number."""
    codes: dict[int, Shows] = dict(BUILT_IN)
    found: dict[str, Shows] = {}
    number, inside = 0, False
    for name, attributes in styles:
        if name == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = of_code(attributes.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyleXfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            shows = codes.get(_number(attributes.get("numFmtId")), Shows.NUMBER)
            if shows is not Shows.NUMBER:
                found[str(number)] = shows
            number += 1
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def of_code(code: str) -> Shows:
    """What a format's own code shows; its first part speaks for positive numbers."""
    bare = LITERAL.sub("", code).partition(";")[0]
    if ELAPSED.search(bare):
        return Shows.ELAPSED
    return Shows.DAY if DAY.search(BRACKETS.sub("", bare)) else Shows.NUMBER


def day(serial: float, *, from_1904: bool) -> str | None:
    """The day, moment or time of day a number stands for, as ISO; None where there is no such day."""
    whole, part = divmod(round(serial * DAY_MILLISECONDS), DAY_MILLISECONDS)
    first = FIRST_1904 if from_1904 else FIRST_1900
    if not from_1904 and whole < BEFORE_MARCH_1900:
        whole += 1
    if serial < 0 or first.toordinal() + whole > LAST:
        return None
    of = datetime.combine(date.fromordinal(first.toordinal() + whole), MIDNIGHT)
    at = of + timedelta(milliseconds=part)
    if serial < 1:
        return at.time().isoformat()
    return at.isoformat() if part else at.date().isoformat()


def elapsed(serial: float) -> str:
    """A stretch of time as hours, minutes and seconds."""
    sign = "-" if serial < 0 else ""
    seconds, milliseconds = divmod(round(abs(serial) * DAY_MILLISECONDS), 1000)
    minutes, second = divmod(seconds, 60)
    fraction = f".{milliseconds:03}" if milliseconds else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{second:02}{fraction}"
