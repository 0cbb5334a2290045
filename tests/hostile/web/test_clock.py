"""Leap day and nights on which clocks change: a day begins at midnight in Prague, on every page and in every job."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from directbill.core.application import State
from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Application
from tests import cast
from tests.actions import applying
from tests.actions.waiting import PRAGUE, look, told, touched
from tests.web import pages

pytestmark = pytest.mark.django_db
NIGHTS = {
    "leap day begins": (datetime(2028, 2, 28, 23, 30, tzinfo=UTC), "29 Feb 2028"),
    "leap day ends": (datetime(2028, 2, 29, 22, 59, tzinfo=UTC), "29 Feb 2028"),
    "after leap day": (datetime(2028, 2, 29, 23, 0, tzinfo=UTC), "1 Mar 2028"),
    "no leap day": (datetime(2027, 2, 28, 23, 30, tzinfo=UTC), "1 Mar 2027"),
    "before the clock goes forward": (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), "28 Mar 2027"),
    "after it went forward": (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), "29 Mar 2027"),
    "before it goes back": (datetime(2027, 10, 30, 22, 30, tzinfo=UTC), "31 Oct 2027"),
    "after it went back": (datetime(2027, 10, 31, 22, 30, tzinfo=UTC), "31 Oct 2027"),
}
FROM = {
    "over leap day": datetime(2027, 12, 1, 9, 0, tzinfo=UTC),
    "over the spring night": datetime(2027, 1, 15, 23, 30, tzinfo=UTC),
    "over the autumn night": datetime(2027, 8, 15, 22, 30, tzinfo=UTC),
    "on leap day": datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
}


@pytest.fixture(autouse=True)
def in_prague(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Prague"


@pytest.mark.parametrize("night", NIGHTS)
def test_a_page_knows_which_day_it_is_here(night: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment, day = NIGHTS[night]
    company = cast.applicant()
    ada = pages.as_(company.ada)
    monkeypatch.setattr(clock, "now", lambda: moment)
    said = pages.text(ada.get(f"/c/{company.partner.reference}/standing/").content)
    assert day in said


@pytest.mark.parametrize("begun", FROM)
def test_every_deadline_of_an_unfinished_application_falls_on_its_day_and_is_the_one_that_was_told(
    begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """14, 83 and 90 days of the calendar here, looked at every hour: no hour more and none less, once each."""
    made = applying.begun()
    start = FROM[begun]
    touched(made, start)
    first: dict[int, datetime] = {}
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(begun_at=start)
    for days in (13, 14, 82, 83, 89, 90):
        for hour in range(26):
            at = start + timedelta(days=days, hours=hour - 13)
            look(at)
            first.setdefault(len(told(made)), at)
    assert len(told(made)) == 3
    assert made.record.state == State.LAPSED
    midnight = [at.astimezone(PRAGUE) for count, at in sorted(first.items()) if count]
    assert [(each.date() - start.astimezone(PRAGUE).date()).days for each in midnight] == [14, 83, 90]
    assert {each.hour for each in midnight} <= {0, 1}
