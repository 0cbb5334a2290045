"""Leaving: a notice ends the enrollment on its day, and can be taken back until then."""

from datetime import date

import pytest

from directbill.core import enrollment, leaving
from directbill.core.errors import Refusal
from directbill.core.leaving import Leaving

S = leaving.State
GIVEN_ON, ENDS_ON, DAY_BEFORE = date(2026, 3, 2), date(2026, 4, 1), date(2026, 3, 31)
FOUND = Leaving(GIVEN_ON, ENDS_ON)


@pytest.mark.parametrize("standing", [s for s in enrollment.State if s is not enrollment.State.ENDED])
def test_notice_can_be_given_in_every_state_but_the_end(standing: enrollment.State) -> None:
    assert leaving.given(standing, on=GIVEN_ON, days=30) == FOUND


def test_what_has_ended_is_not_left_once_more() -> None:
    with pytest.raises(Refusal) as refused:
        leaving.given(enrollment.State.ENDED, on=GIVEN_ON, days=30)
    assert refused.value.code == "enrollment_over"


def test_it_can_be_taken_back_until_the_day_before() -> None:
    assert leaving.taken_back(FOUND, on=DAY_BEFORE) == Leaving(GIVEN_ON, ENDS_ON, S.TAKEN_BACK)
    with pytest.raises(Refusal) as refused:
        leaving.taken_back(FOUND, on=ENDS_ON)
    assert refused.value.code == "leaving_day_came"


def test_it_is_carried_out_on_its_day_and_never_before() -> None:
    assert leaving.carried_out(FOUND, on=ENDS_ON) == Leaving(GIVEN_ON, ENDS_ON, S.CARRIED_OUT)
    with pytest.raises(Refusal) as refused:
        leaving.carried_out(FOUND, on=DAY_BEFORE)
    assert refused.value.code == "leaving_not_due"


@pytest.mark.parametrize("state", [S.TAKEN_BACK, S.CARRIED_OUT, S.OVERTAKEN])
def test_nothing_follows_an_end(state: leaving.State) -> None:
    with pytest.raises(Refusal) as refused:
        leaving.carried_out(Leaving(GIVEN_ON, ENDS_ON, state), on=ENDS_ON)
    assert refused.value.code == "step_after_end"
