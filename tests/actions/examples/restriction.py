"""A restriction proposed, decided, carried out and told of."""

from directbill.actions import restriction
from tests.actions import enrolled
from tests.actions.enrolled import CLOCK, Enrolled, later, reviewer
from tests.actions.examples import Given, example


def announced() -> Enrolled:
    found = enrolled.quick()
    found.announced()
    return found


@example(restriction.propose)
def _propose() -> Given:
    found = enrolled.quick()
    arguments = {"signal": "invoice_overdue", "subject": "G1", "text": "Unpaid."}
    return Given(reviewer(), enrollment=found.key, of=found.row.partner_id, **arguments)


@example(restriction.do)
def _do() -> Given:
    found = announced()
    return Given(found.ada, which=found.which(), verb="claim_cure", text="Paid.")


@example(restriction.take)
def _take() -> Given:
    found = announced()
    return Given(CLOCK, restriction=found.restriction().id, of=found.row.partner_id, at=later(30))


@example(restriction.remind)
def _remind() -> Given:
    found = announced()
    return Given(CLOCK, restriction=found.restriction().id, of=found.row.partner_id, at=later(16))
