"""A question to the program manager, and the answer."""

from directbill.actions import escalation
from directbill.core.work import Work
from directbill.records.words import Answered, DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.examples import Given, example
from tests.cast import NOW


@example(escalation.open)
def _open() -> Given:
    case = deciding.begun()
    which = case.which(case.of(Work.CONFIRMATION)[0].key)
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=which, reason="May we take this?")


@example(escalation.answer)
def _answer() -> Given:
    case = deciding.begun()
    which = case.which(case.of(Work.CONFIRMATION)[0].key)
    by = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    escalation.open(which=which, reason="May we take this?", by=by, at=NOW)
    max_ = cast.at_desk("Max", DeskRole.PROGRAM_MANAGER)
    return Given(max_, which=which, outcome=Answered.ANSWERED, text="Yes.")
