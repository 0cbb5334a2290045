"""The days on which a program's desk works: read with every fault, and right by the statute it is taken from."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from directbill.core.clocks import EVERY_DAY, Unit
from directbill.core.errors import Refusal
from directbill.programs import calendars, desks, library
from tests.programs import folders
from tests.programs.test_desks import DESK, FILE, replace, told, with_desk

WEEK = '"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"'
CALENDAR = """
[working]
weekend = ["sunday"]
source = "handbook 3"

[[holiday]]
title.en = "Midsummer"
title.cs = "Slunovrat"
days = [2022-06-24]
source = "handbook 3"
"""


def with_calendar(tmp_path: Path) -> Path:
    where = with_desk(tmp_path)
    (where / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
    return where


def test_a_calendar_is_read_and_reaches_the_desk(tmp_path: Path) -> None:
    where = with_calendar(tmp_path)
    second = library.load(where)
    found = desks.of(second, second.editions[0], where=where).calendar
    assert (found.weekend, [*found.off]) == (frozenset({6}), [date(2022, 6, 24)])
    assert told(where) == []


def test_a_program_without_one_counts_every_day(tmp_path: Path) -> None:
    where = with_desk(tmp_path)
    second = library.load(where)
    assert desks.of(second, second.editions[0], where=where).calendar == EVERY_DAY


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"sunday"', WEEK, ("calendar_no_day", "working.weekend", "7")),
        ('"sunday"', '"someday"', ("program_value_unknown", "working.weekend[1]", "someday")),
        ("[2022-06-24]", "[]", ("program_list_empty", "holiday[1].days", "days")),
        ("2022-06-24", '"tomorrow"', ("program_wants_date", "holiday[1].days[1]", '"tomorrow"')),
        ('"handbook 3"', '"hearsay"', ("program_source_unknown", "working.source", "hearsay")),
    ],
)
def test_a_fault_of_the_calendar_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, fault: tuple[str, str, str]
) -> None:
    where = replace(with_calendar(tmp_path), "calendar.toml", old, new)
    code, key, found = fault
    rows = [row for row in told(where) if row[0] != "program_list_empty" or code == row[0]]
    assert rows == [(code, "calendar.toml", key, found)]
    with pytest.raises(Refusal) as refused:
        calendars.of(where, library.load(where))
    assert code in [f.code for f in refused.value.faults]


def test_working_days_without_a_calendar_are_a_fault(tmp_path: Path) -> None:
    where = replace(
        with_desk(tmp_path), FILE, "[limits.days]\nconfirmation", "[limits.working_days]\nconfirmation"
    )
    replace(where, FILE, "assessment.invited = 20\n", "[limits.days]\nassessment.invited = 20\n")
    assert told(where) == [("calendar_missing", FILE, "", "confirmation.in_review")]


def test_only_the_desks_turns_are_counted_in_working_days() -> None:
    units = {limit.state: limit.unit for limit in DESK.limits.values()}
    assert {state for state, unit in units.items() if unit is Unit.WORKING_DAYS} >= {
        "confirmation.in_review",
        "verification.in_progress",
    }
    assert [s for s in ("confirmation.queried", "decision.refused") if units[s] is not Unit.DAYS] == []


def test_the_bundled_holidays_are_the_eleven_of_the_statute_each_year_on_a_day_of_work() -> None:
    off = DESK.calendar.off
    assert [d for d in off if d.weekday() in DESK.calendar.weekend] == []
    assert {len(h.days) for h in DESK.calendar.holidays} == {8}
    assert len(DESK.calendar.holidays) == 11
    by_english = {h.title["en"]: h.days for h in DESK.calendar.holidays}
    thursdays = by_english["Thanksgiving Day"]
    assert {(d.weekday(), d.month, (d.day - 1) // 7) for d in thursdays} == {(3, 11, 3)}
    assert {(d + timedelta(days=7)).month - d.month for d in by_english["Memorial Day"]} == {1}
    assert by_english["Independence Day"][2:4] == (date(2026, 7, 3), date(2027, 7, 5))


def test_a_folder_of_the_second_program_has_the_calendar_of_its_own(tmp_path: Path) -> None:
    assert not calendars.has(folders.copy(tmp_path))
