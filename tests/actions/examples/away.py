"""Days away, and back early."""

from datetime import timedelta

from directbill.actions import away
from directbill.queries import days
from directbill.records.words import DeskRole
from tests import cast
from tests.actions.examples import Given, example
from tests.cast import NOW

FIRST = days.of(NOW)
LAST = FIRST + timedelta(days=4)


@example(away.begin)
def _begin() -> Given:
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), first=FIRST, last=LAST)


@example(away.end)
def _end() -> Given:
    by = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    found = away.begin(first=FIRST, last=LAST, by=by, at=NOW)
    return Given(by, absence=found.id)
