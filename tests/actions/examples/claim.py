"""A company states what it claims of a criterion."""

from directbill.actions import claim
from directbill.core.claims import Claim
from directbill.core.work import Work
from tests.actions import deciding
from tests.actions.examples import Given, example


@example(claim.state)
def _state() -> Given:
    case = deciding.begun()
    which = case.which(case.of(Work.ASSESSMENT)[0].key)
    said = Claim("met", "A policy enforces it.")
    return Given(case.app.company.ada, which=which, criterion="mfa_for_all", claim=said, documents=[])
