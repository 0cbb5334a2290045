"""A condition of a grant, of which the company is reminded."""

from directbill.access import actor
from directbill.actions import condition
from directbill.core.work import Work
from tests.actions import deciding
from tests.actions.examples import Given, example
from tests.cast import NOW


@example(condition.remind)
def _remind() -> Given:
    before = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT)
    case = deciding.begun().passed(*before)
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    case.do(key, "grant_with_conditions", conditions=[{"name": "A plan", "due": NOW.date().isoformat()}])
    row = case.row(key)
    return Given(actor.system("directbill.items_due"), of=row.partner_id, item=row.id, number=1)
