"""The clock of a sandbox."""

from datetime import timedelta

from directbill.access import actor
from directbill.actions import clock
from tests.actions.examples import Given, example
from tests.cast import NOW

BY = actor.system("directbill.clock")


@example(clock.move)
def _move() -> Given:
    return Given(BY, to=NOW + timedelta(days=30))


@example(clock.reset)
def _reset() -> Given:
    clock.move(to=NOW + timedelta(days=30), by=BY, at=NOW)
    return Given(BY)
