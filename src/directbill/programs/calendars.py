"""The days on which a program's desk works: `calendar.toml` in its folder, which grows as years are added."""

from enum import Enum
from functools import cache
from pathlib import Path

from directbill.core.clocks import EVERY_DAY, Calendar, Holiday
from directbill.core.edition import Program
from directbill.core.errors import Fault, Refusal
from directbill.programs import library
from directbill.programs.book import Book
from directbill.programs.reader import Section, open_book

FILE = "calendar.toml"


class Weekday(Enum):
    """The days of a week, in the order of `date.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEK = tuple(Weekday)


def of(folder: Path, program: Program) -> Calendar:
    """The program's calendar; every day counts where it has none. Refuses a file with faults."""
    if not has(folder):
        return EVERY_DAY
    if folder.parent == library.BUNDLED:
        return _bundled(folder, program.name)
    return _sound(folder, program)


def has(folder: Path) -> bool:
    """Whether the program says which days are working days."""
    return (folder / FILE).is_file()


def faults(folder: Path, program: Program) -> tuple[Fault, ...]:
    """Every fault of the calendar; none where there is no calendar."""
    return tuple(_read(folder, program)[1].faults) if has(folder) else ()


@cache
def _bundled(folder: Path, name: str) -> Calendar:
    """A bundled file is read once."""
    return _sound(folder, library.load(name))


def _sound(folder: Path, program: Program) -> Calendar:
    found, book = _read(folder, program)
    if book.faults:
        raise Refusal(*book.faults)
    return found


def _read(folder: Path, program: Program) -> tuple[Calendar, Book]:
    section, book = open_book(folder / FILE, FILE, references=frozenset(program.references))
    if not section.table and book.faults:
        return EVERY_DAY, book
    working = section.section("working")
    weekend = working.choices("weekend", Weekday)
    if len(weekend) == len(WEEK):
        working.fault("calendar_no_day", "weekend", found=str(len(weekend)))
    source = working.source()
    working.close()
    holidays = tuple(_holiday(part) for part in section.sections("holiday"))
    section.close()
    return Calendar(frozenset(WEEK.index(day) for day in weekend), holidays, source), book


def _holiday(section: Section) -> Holiday:
    found = Holiday(section.texts("title", required=True), section.dates("days", least=1), section.source())
    section.close()
    return found
