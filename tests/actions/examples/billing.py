"""What a billing system says is recorded."""

from directbill.actions import billing
from tests.actions import enrolled
from tests.actions.enrolled import CLOCK, TODAY
from tests.actions.examples import Given, example
from tests.actions.test_signal import usd


@example(billing.record)
def _record() -> Given:
    found = enrolled.quick()
    said = billing.Said(enrollment=found.row.reference, as_of=TODAY, used=usd("5"))
    return Given(CLOCK, said=said, of=found.row.partner_id)
