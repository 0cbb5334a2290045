"""Months, windows and working days. Every date comes in as an argument."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from directbill.core.errors import refuse

SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month: the billing month of a charge."""

    year: int
    month: int

    def plus(self, months: int) -> "Month":
        """The month so many months later; negative goes back."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.plus(1).first_day - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @staticmethod
    def of(day: date) -> "Month":
        return Month(day.year, day.month)

    @staticmethod
    def parse(text: str) -> "Month":
        """Read YYYY-MM."""
        try:
            return Month.of(date.fromisoformat(f"{text}-01"))
        except ValueError:
            raise refuse("month_unreadable", found=text) from None


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of that month where it has no such day."""
    month = Month.of(day).plus(months)
    return month.first_day.replace(day=min(day.day, month.last_day.day))


def months_between(first: Month, last: Month) -> int:
    """How many months from `first` to `last`: 0 for the same month."""
    return (last.year - first.year) * 12 + last.month - first.month


@dataclass(frozen=True, slots=True)
class Window:
    """The months counted, both ends included."""

    first: Month
    last: Month

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last

    def __iter__(self) -> Iterator[Month]:
        return (self.first.plus(n) for n in range(len(self)))

    def __len__(self) -> int:
        return months_between(self.first, self.last) + 1


def closed_window(as_of: date, *, length: int, closing_day: int) -> Window:
    """The last `length` closed months. From `closing_day` on, the previous month is closed.

    The window is calendar only: data never moves it.
    """
    back = 1 if as_of.day >= closing_day else 2
    last = Month.of(as_of).plus(-back)
    return Window(last.plus(1 - length), last)


def working_days_before(day: date, count: int) -> date:
    """The date `count` working days (Monday to Friday) before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
