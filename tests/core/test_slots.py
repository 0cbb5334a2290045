"""A time is one moment, whatever clocks do that night; no two of an assessment overlap."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from directbill.core import slots
from directbill.core.errors import Refusal
from directbill.core.findings import Turn
from directbill.core.slots import LIVE, TABLE, State

OFFERED_OR_BOOKED = {State.OFFERED, State.BOOKED}
ENDED = [State.HELD, State.MISSED, State.CANCELLED, State.WITHDRAWN]
PRAGUE, AT = ZoneInfo("Europe/Prague"), datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_time_is_on_offer_or_booked_until_it_ends_in_one_of_four_ways() -> None:
    assert {state for state in State if TABLE.turns[state] is not Turn.NOBODY} == OFFERED_OR_BOOKED == LIVE
    assert [state for state in State if TABLE.is_final(state)] == ENDED


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2027, 3, 27), 14, datetime(2027, 3, 27, 13, tzinfo=UTC)),
        (date(2027, 3, 28), 14, datetime(2027, 3, 28, 12, tzinfo=UTC)),
        (date(2027, 10, 30), 14, datetime(2027, 10, 30, 12, tzinfo=UTC)),
        (date(2027, 10, 31), 14, datetime(2027, 10, 31, 13, tzinfo=UTC)),
    ],
)
def test_the_same_hour_is_another_moment_once_clocks_changed(day: date, hour: int, utc: datetime) -> None:
    assert slots.instant(day, time(hour), zone=PRAGUE) == utc


@pytest.mark.parametrize(
    ("day", "code"), [(date(2027, 3, 28), "slot_skipped"), (date(2027, 10, 31), "slot_twice")]
)
def test_an_hour_that_clocks_skip_or_show_twice_is_refused(day: date, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        slots.instant(day, time(2, 30), zone=PRAGUE)
    assert (refusal.value.code, refusal.value.faults[0].found) == (code, f"{day} 02:30")


def fault(begins: datetime, minutes: int, *others: tuple[datetime, int]) -> str:
    try:
        slots.require(begins, minutes, others, at=AT)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_a_time_is_to_come_of_some_length_and_beside_no_other() -> None:
    one, hour = AT + timedelta(days=1), timedelta(hours=1)
    assert [fault(one, minutes) for minutes in (14, 15, 480, 481)] == ["slot_length", "", "", "slot_length"]
    assert [fault(AT, 60), fault(AT + timedelta(minutes=1), 60)] == ["slot_over", ""]
    found = [fault(one + shift, 60, (one, 60)) for shift in (-hour, -hour / 2, hour / 2, hour)]
    assert found == ["", "slot_overlaps", "slot_overlaps", ""]
