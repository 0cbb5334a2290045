"""A signal raised by the clock and dismissed by the desk."""

from directbill.actions import signal
from directbill.records import scope
from directbill.records.models import Signal
from tests.actions import enrolled
from tests.actions.enrolled import CLOCK, Enrolled, reviewer
from tests.actions.examples import Given, example
from tests.actions.test_signal import look, owes


def used() -> Enrolled:
    found = enrolled.enrolled()
    owes(found, "10.80")
    return found


@example(signal.look)
def _look() -> Given:
    found = used()
    return Given(CLOCK, enrollment=found.key, of=found.row.partner_id)


@example(signal.dismiss)
def _dismiss() -> Given:
    found = used()
    look(found)
    with scope.scoped(scope.EVERYONE):
        row = Signal.objects.get(enrollment_id=found.key, kind="credit_85")
    return Given(reviewer(), signal=row.id, text="Agreed.", of=found.row.partner_id)
