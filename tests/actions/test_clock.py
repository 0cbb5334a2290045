"""The clock of a sandbox: forward only, for every process, on the record; never in production."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.access import actor
from directbill.actions import clock as actions
from directbill.actions.shape import jobs
from directbill.core.errors import Refusal
from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Event
from tests import cast

pytestmark = pytest.mark.django_db
BY = actor.system("clock")
DAY = timedelta(days=1)
A_MOMENT = timedelta(minutes=1)


def forward(by: timedelta) -> None:
    at = clock.now()
    actions.move(to=at + by, by=BY, at=at)


def ahead() -> timedelta:
    """How far the clock shows more than the real time."""
    return clock.now() - clock.wall()


def changes() -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return list(Event.objects.filter(subject_kind="clock").order_by("id").values_list("kind", flat=True))


def test_a_clock_nobody_moved_shows_the_real_time() -> None:
    assert abs(ahead()) < A_MOMENT


def test_a_moved_clock_runs_on_from_where_it_was_set() -> None:
    forward(30 * DAY)
    forward(5 * DAY)
    assert abs(ahead() - 35 * DAY) < A_MOMENT
    assert changes() == ["clock:move", "clock:move"]


def test_what_is_due_by_then_is_looked_for_at_once() -> None:
    forward(DAY)
    forward(DAY)
    waiting = ProcrastinateJob.objects.filter(task_name=jobs.UNFINISHED, status="todo")
    assert waiting.count() == 1


@pytest.mark.parametrize("by", [timedelta(0), -DAY, -timedelta(seconds=1)])
def test_a_clock_does_not_move_backwards(by: timedelta) -> None:
    forward(10 * DAY)
    with pytest.raises(Refusal) as refused:
        forward(by)
    assert (refused.value.code, changes()) == ("clock_backwards", ["clock:move"])


def test_it_can_be_set_back_to_the_real_time() -> None:
    forward(10 * DAY)
    actions.reset(by=BY, at=clock.now())
    assert abs(ahead()) < A_MOMENT
    assert changes() == ["clock:move", "clock:reset"]


def test_a_production_installation_refuses_and_shows_the_real_time_whatever_was_moved_before(
    settings: Any,
) -> None:
    forward(10 * DAY)
    settings.PRODUCTION = True
    assert abs(ahead()) < A_MOMENT
    for refused_there in (lambda: forward(DAY), lambda: actions.reset(by=BY, at=clock.now())):
        with pytest.raises(Refusal) as refused:
            refused_there()
        assert refused.value.code == "clock_production"


def test_no_person_moves_the_clock() -> None:
    company = cast.applicant()
    with pytest.raises(Refusal) as refused:
        actions.move(to=cast.NOW + DAY, by=cast.acting(company.ada), at=cast.NOW)
    assert refused.value.code == "not_permitted"
