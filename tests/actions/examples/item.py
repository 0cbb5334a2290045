"""The desk's work: one item done, taken on, given back, given to an assessor."""

from directbill.access import actor
from directbill.actions import item
from directbill.actions.shape.steps import Deed
from directbill.core.procedure import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import without_steps
from tests.actions.examples import Given, example


@example(item.begin)
def _begin() -> Given:
    app = without_steps()
    return Given(actor.system("directbill.items_due"), of=app.company.partner.id, application=app.id)


@example(item.do)
def _do() -> Given:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=case.which(key), deed=Deed(verb="accept"))


@example(item.assign)
def _assign() -> Given:
    case = deciding.begun()
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=case.which(case.rows()[0].key))


@example(item.release)
def _release() -> Given:
    case = deciding.begun()
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=case.which(case.rows()[0].key))


@example(item.appoint)
def _appoint() -> Given:
    case = deciding.begun()
    asa = cast.at_desk("Asa", DeskRole.ASSESSOR)
    which = case.which(case.of(Work.ASSESSMENT)[0].key)
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=which, assessor=asa.id)
