"""Customers listed, and one moved on."""

from directbill.actions import customer_move
from directbill.actions.customer_move import Sent
from tests.actions import transition as made
from tests.actions.enrolled import quick
from tests.actions.examples import Given, example


@example(customer_move.add)
def _add() -> Given:
    found = made.moving(quick())
    return Given(found.ada, which=made.which(found), names=["Fabrikam"])


@example(customer_move.do)
def _do() -> Given:
    found = made.moving(quick(), "Fabrikam")
    row = made.moves(found)[0]
    which = customer_move.Which(
        partner=row.partner_id, transition=row.transition_id, number=1, revision=row.revision
    )
    return Given(found.ada, which=which, verb="record_consent", sent=Sent(values=made.CONSENT))
