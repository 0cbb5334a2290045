"""Notice given, taken back, and carried out by the clock."""

from directbill.actions import leaving
from tests.actions import leaving as notices
from tests.actions.enrolled import CLOCK, later, quick
from tests.actions.examples import Given, example


@example(leaving.give)
def _give() -> Given:
    found = quick()
    return Given(found.ada, which=notices.which(found), reason="We sell to a distributor.")


@example(leaving.take_back)
def _take_back() -> Given:
    found = quick()
    notices.given(found)
    return Given(found.ada, which=notices.which(found))


@example(leaving.carry_out)
def _carry_out() -> Given:
    found = quick()
    notices.given(found)
    return Given(CLOCK, enrollment=found.key, of=found.row.partner_id, at=later(30))
