"""A step laid aside, and taken up again."""

from datetime import timedelta

from directbill.actions import snooze
from directbill.core.work import Work
from directbill.queries import days
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.examples import Given, example
from tests.cast import NOW

UNTIL = days.of(NOW) + timedelta(days=3)


@example(snooze.begin)
def _begin() -> Given:
    case = deciding.begun()
    which = case.which(case.of(Work.CONFIRMATION)[0].key)
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    return Given(rea, which=which, until=UNTIL, reason="The register answers on Monday.")


@example(snooze.end)
def _end() -> Given:
    case = deciding.begun()
    which = case.which(case.of(Work.CONFIRMATION)[0].key)
    by = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    snooze.begin(which=which, until=UNTIL, reason="Later.", by=by, at=NOW)
    return Given(by, which=which)
