"""What a cell of a workbook says, as text: numbers in their shortest form, days and times as ISO."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from directbill.ledger.carriers.xlsx import cell_formats
from directbill.ledger.carriers.xlsx.cell_formats import Shows
from directbill.ledger.carriers.xlsx.xml_stream import Broken

NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
DIGITS_KEPT = 15
"""A spreadsheet keeps fifteen digits of a number and writes zeroes for the rest."""
MOST = 10**DIGITS_KEPT
TRUTHS = {"0": "FALSE", "1": "TRUE"}
MIDNIGHT = re.compile(r"T00:00(:00(\.0+)?)?Z?")


@dataclass(frozen=True, slots=True)
class Written:
    """How a workbook writes its numbers, and the decimal mark they get."""

    shows: Mapping[str, Shows]
    """By style, of the styles that show more than a number."""
    from_1904: bool = False
    decimal_mark: str = "."

    def number(self, text: str, style: str) -> str:
        """A number, or the day or time its style makes of it. What is no number stays as it is."""
        if not NUMBER.fullmatch(text):
            return text
        value = float(text)
        if style in self.shows and (shown := self._shown(value, self.shows[style])):
            return shown
        plain = repr(value)
        if "e" in plain:
            plain = format(Decimal(plain), "f")
        return plain.removesuffix(".0").replace(".", self.decimal_mark)

    def is_too_long(self, text: str) -> bool:
        """Whether the text of a number says more digits before its mark than a spreadsheet keeps."""
        whole = text.removeprefix("-").partition(self.decimal_mark)[0]
        return len(whole) > DIGITS_KEPT and whole.isdecimal()

    def _shown(self, value: float, shows: Shows) -> str | None:
        if not -MOST < value < MOST:
            return None
        if shows is Shows.ELAPSED:
            return cell_formats.elapsed(value)
        return cell_formats.day(value, from_1904=self.from_1904)


def other(kind: str, text: str) -> str:
    """A truth or a day, which are rare. Refuses a kind of cell nobody knows."""
    if kind == "b":
        return TRUTHS.get(text, text)
    if kind == "d":
        return day(text)
    raise Broken(f'<c t="{kind}">')


def day(text: str) -> str:
    """A day written as ISO by the program itself; without its time where that is midnight."""
    return text[: found.start()] if (found := MIDNIGHT.search(text)) else text
