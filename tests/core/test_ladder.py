"""The ladder: its days, and that they are only ever moved later."""

from datetime import date

from directbill.core import ladder
from directbill.core.edition import Rung, Source
from directbill.core.enrollment import State
from directbill.core.ladder import Step

BEGINS = date(2027, 1, 31)


def rung(status: str, days: int | None) -> Rung:
    return Rung(status, days, {}, Source("x"))


NEW = ladder.planned([rung("restricted", 0), rung("suspended", 30), rung("revoked", 60)], begins=BEGINS)


def test_each_step_comes_its_days_after_the_first() -> None:
    assert (
        Step(State.RESTRICTED, BEGINS),
        Step(State.SUSPENDED, date(2027, 3, 2)),
        Step(State.REVOKED, date(2027, 4, 1)),
    ) == NEW


def test_where_the_edition_sets_no_days_the_first_step_is_taken_at_once_and_no_other_ever() -> None:
    steps = ladder.planned([rung("restricted", None), rung("suspended", None)], begins=BEGINS)
    assert steps == (Step(State.RESTRICTED, BEGINS), Step(State.SUSPENDED, None))
    assert [ladder.is_due(steps, taken=n, on=date(2099, 1, 1)) for n in (0, 1, 2)] == [True, False, False]


def test_a_step_is_due_on_its_day_and_not_before() -> None:
    days = [date(2027, 1, 30), BEGINS, date(2027, 2, 1)]
    assert [ladder.is_due(NEW, taken=0, on=day) for day in days] == [False, True, True]


def test_putting_off_moves_what_is_to_come_by_the_same_days_and_leaves_what_was_taken() -> None:
    assert ladder.put_off(NEW, taken=1, until=date(2027, 3, 12)) == (
        Step(State.RESTRICTED, BEGINS),
        Step(State.SUSPENDED, date(2027, 3, 12)),
        Step(State.REVOKED, date(2027, 4, 11)),
    )


def test_nothing_is_moved_earlier() -> None:
    assert ladder.put_off(NEW, taken=1, until=date(2027, 3, 1)) == NEW
    assert ladder.put_off(NEW, taken=3, until=date(2030, 1, 1)) == NEW


def test_a_step_is_told_ahead_on_days_between_its_announcement_and_itself() -> None:
    told = ladder.told_on(NEW[1], days_before=(90, 14, 3), announced=date(2027, 1, 31))
    assert told == (date(2027, 2, 16), date(2027, 2, 27))
    assert ladder.told_on(Step(State.REVOKED, None), days_before=(14,), announced=BEGINS) == ()


def test_the_last_day_is_that_of_the_last_dated_step() -> None:
    assert ladder.last_day(NEW) == date(2027, 4, 1)
    assert ladder.last_day((Step(State.REVOKED, None),)) is None
