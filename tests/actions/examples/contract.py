"""The contract of a support plan, whose renewal is asked for."""

from datetime import timedelta

from directbill.access import actor
from directbill.actions import contract
from directbill.core.work import Work
from tests.actions import deciding
from tests.actions.examples import Given, example
from tests.cast import NOW


@example(contract.remind)
def _remind() -> Given:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT)
    key = case.of(Work.CONTRACT)[0].key
    day = NOW.date()
    case.do(key, "record", start=day.isoformat(), end=(day + timedelta(days=30)).isoformat())
    case.do(key, "confirm")
    row = case.row(key)
    return Given(actor.system("directbill.items_due"), of=row.partner_id, item=row.id)
