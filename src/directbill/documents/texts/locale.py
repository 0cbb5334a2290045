"""How one language writes numbers, dates and counted words. The marks and names are data (locale.toml)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

SHORTEST_RUN = 3
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Locale:
    """The marks and names of one language."""

    decimal: str
    group: str
    date_pattern: str
    deadline_pattern: str
    weekdays: Sequence[str]
    weekdays_of: Sequence[str]
    weekdays_on: Sequence[str]
    month_dates: Sequence[str]
    month_names: Sequence[str]
    month_in: Sequence[str]
    month_of: Sequence[str]
    plural: str
    month_run: str
    clinging: str
    """Words of one letter that must not end a line."""

    def held(self, text: str) -> str:
        """The text with a no-break space behind each word that must not end a line, and inside numbers and dates."""
        text = re.sub(r"(?<=\d) (?=\d{3}\b)", "\N{NO-BREAK SPACE}", text)
        if not self.clinging:
            return text
        text = re.sub(r"(?<=\d\.) (?=[^\W_])", "\N{NO-BREAK SPACE}", text)
        return re.sub(rf"(?<![^\s(„])([{self.clinging}]) (?=\S)", "\\1\N{NO-BREAK SPACE}", text)

    def number(self, value: Decimal | int | str) -> str:
        """Group the digits and set the decimal mark. Never rounds."""
        digits = f"{Decimal(value):f}"
        sign, digits = (MINUS, digits[1:]) if digits.startswith("-") else ("", digits)
        whole, _, rest = digits.partition(".")
        grouped = f"{int(whole):,}".replace(",", self.group)
        return f"{sign}{grouped}{self.decimal}{rest}" if rest else f"{sign}{grouped}"

    def money(self, value: Decimal | int | str) -> str:
        """A number with at least two decimals. Never rounds: the caller says what is shown."""
        amount = Decimal(value)
        exponent = amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent > -2:
            amount = amount.quantize(Decimal("0.01"))
        return self.number(amount)

    def day(self, day: date | str) -> str:
        """A date as read in running text."""
        return self._written(day, self.date_pattern)

    def deadline(self, day: date | str) -> str:
        """A date by which someone must act: with its weekday."""
        return self._written(day, self.deadline_pattern)

    def deadline_of(self, day: date | str) -> str:
        """The same after a word such as *until*, in the case of the language that follows it."""
        return self._written(day, self.deadline_pattern, self.weekdays_of)

    def deadline_on(self, day: date | str) -> str:
        """The same as the day on which something happens."""
        return self._written(day, self.deadline_pattern, self.weekdays_on)

    def _written(self, day: date | str, pattern: str, weekdays: Sequence[str] = ()) -> str:
        value = date.fromisoformat(day) if isinstance(day, str) else day
        return pattern.format(
            weekday=(weekdays or self.weekdays)[value.weekday()],
            day=value.day,
            month=self.month_dates[value.month - 1],
            year=value.year,
        )

    def month(self, month: object, names: Sequence[str] = ()) -> str:
        """A month (YYYY-MM, or a Month) by its name; `names` gives another case of the names."""
        year, number = str(month).split("-")[:2]
        return f"{(names or self.month_names)[int(number) - 1]}\N{NO-BREAK SPACE}{year}"

    def months(self, months: Iterable[object]) -> str:
        """Months by their names, in order; three or more in a row by the first and the last."""
        said = []
        for _, each in groupby(enumerate(map(_count, map(str, months))), key=lambda m: m[1] - m[0]):
            run = [self.month(f"{count // 12}-{count % 12 + 1}") for _, count in each]
            if len(run) >= SHORTEST_RUN:
                run = [self.month_run.format(first=run[0], last=run[-1])]
            said += run
        return ", ".join(said)

    def month_short(self, month: object) -> str:
        """A month for an axis: as short as the language allows."""
        year, number = str(month).split("-")[:2]
        name = self.month_dates[int(number) - 1]
        return f"{number}/{year[2:]}" if name.endswith(".") else f"{name}\N{NO-BREAK SPACE}{year[2:]}"

    def sorting(self, text: str) -> tuple[str, str]:
        """What texts are put in order by: letters first, their marks after."""
        plain = "".join(
            c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c)
        )
        return plain, text.casefold()

    def form(self, count: Decimal | int | str, forms: Sequence[str]) -> str:
        """The form of a counted word: `one|other`, or `one|few|many` where the language has three."""
        number = abs(Decimal(count))
        if number == 1:
            return forms[0]
        if self.plural == "one_few_many" and number in (2, 3, 4):
            return forms[1]
        return forms[-1]


def _count(month: str) -> int:
    """A month (YYYY-MM) as its number since the year 0: the next one is one more."""
    year, number = month.split("-")[:2]
    return int(year) * 12 + int(number) - 1


def locale_of(data: Mapping[str, Any]) -> Locale:
    """Build a locale from its table; a missing or unknown name is a TypeError."""
    return Locale(**data)
