"""An enrollment made and begun."""

from datetime import timedelta

from directbill.actions import enrollment
from directbill.queries import days
from tests.actions import enrolled
from tests.actions.enrolled import CLOCK
from tests.actions.examples import Given, example
from tests.cast import NOW


@example(enrollment.begin)
def _begin() -> Given:
    found = enrolled.without()
    return Given(CLOCK, application=found.id, of=found.partner_id)


@example(enrollment.activate)
def _activate() -> Given:
    first = days.of(NOW) + timedelta(days=3)
    found = enrolled.enrolled(begins=first)
    return Given(CLOCK, enrollment=found.key, of=found.row.partner_id, at=NOW + timedelta(days=3))
