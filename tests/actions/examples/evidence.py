"""A document is given and taken back."""

from directbill.actions import evidence
from tests.actions import applying, giving
from tests.actions.examples import Given, example


@example(evidence.add)
def _add() -> Given:
    made = applying.begun()
    return Given(made.company.ben, partner=made.company.partner.id, application=made.id, given=giving.given())


@example(evidence.remove)
def _remove() -> Given:
    made = applying.begun()
    found = giving.add(made, giving.given())
    return Given(made.company.ben, partner=made.company.partner.id, evidence=found.evidence_id)
