"""One cell's text becomes a day or a month, or a code that says what is wrong with it."""

import re
from datetime import date, datetime, timedelta

from directbill.ledger import cells
from directbill.ledger.cells import NOTHING, Read

SENTINEL_YEAR = 1
EARLIEST_YEAR = 2000
LATEST_MONTH = 12
MONTH_FIRST = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?: +\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?", re.ASCII
)
ISO_DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2}| UTC)?)?", re.ASCII
)
ISO_MONTH = re.compile(r"(\d{4})-?(0[1-9]|1[0-2])", re.ASCII)


def day(text: str) -> Read:
    """M/D/YYYY or ISO, with or without a time; a time with a zone is taken to UTC. Year 1 says nothing."""
    text = cells.plain(text)
    if not text:
        return NOTHING
    american = MONTH_FIRST.fullmatch(text)
    if american:
        return _american(int(american[1]), int(american[2]), int(american[3]))
    iso = ISO_DAY.fullmatch(text)
    if not iso:
        return Read(code="date_unreadable")
    try:
        return _sensible(_utc(iso[1], iso[2], iso[3]))
    except (ValueError, OverflowError):
        return Read(code="date_unreadable")


def month(text: str) -> Read:
    """YYYYMM, YYYY-MM or any day: the first of that month."""
    text = cells.plain(text)
    named = ISO_MONTH.fullmatch(text)
    if named:
        return (
            _sensible(date(int(named[1]), int(named[2]), 1))
            if int(named[1])
            else Read(code="date_unreadable")
        )
    found = day(text)
    return Read(found.value.replace(day=1)) if isinstance(found.value, date) else found


def _american(first: int, second: int, year: int) -> Read:
    if first > LATEST_MONTH >= second:
        return Read(code="date_order")
    try:
        return _sensible(date(year, first, second))
    except ValueError:
        return Read(code="date_unreadable")


def _utc(text: str, time: str | None, zone: str | None) -> date:
    if not time or zone in (None, "Z", " UTC"):
        return date.fromisoformat(text)
    sign = -1 if zone[0] == "-" else 1
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * sign
    return (datetime.fromisoformat(f"{text}T{time}") - offset).date()


def _sensible(found: date) -> Read:
    if found.year == SENTINEL_YEAR:
        return NOTHING
    return Read(found) if found.year >= EARLIEST_YEAR else Read(code="date_unreadable")
