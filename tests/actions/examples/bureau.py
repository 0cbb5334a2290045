"""A report of a credit bureau, ordered and received."""

import json

from directbill.access import actor
from directbill.actions import bureau
from directbill.actions.bureau import Sent
from directbill.core.work import Work
from directbill.records.models import ItemStep
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples import Given, example

JOB = actor.system("directbill.bureau")


def at_bureau() -> tuple[Deciding, str, ItemStep]:
    """An application whose credit review waits for the bureau, and the step that ordered."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "order")
    return case, key, case.last(key)


@example(bureau.order)
def _order() -> Given:
    _, _, step = at_bureau()
    return Given(JOB, of=step.partner_id, step=step.id)


@example(bureau.receive)
def _receive() -> Given:
    _, _, step = at_bureau()
    body = json.dumps({"event": "evt-1", "order": str(step.id), "report": {}}).encode()
    return Given(JOB, of=step.partner_id, sent=Sent(event="evt-1", order=step.id, body=body))
