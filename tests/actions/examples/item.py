"""The desk's work: one item done, taken on, given back, given to an assessor."""

import io

from directbill.access import actor
from directbill.actions import item
from directbill.actions.shape.files import File
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Deed
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving
from tests.actions.deciding import without_steps
from tests.actions.examples import Given, example


def asked() -> tuple[deciding.Deciding, str]:
    """An application of which the desk asked something."""
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    case.do(key, "query")
    return case, key


@example(item.begin)
def _begin() -> Given:
    app = without_steps()
    return Given(actor.system("directbill.items_due"), of=app.company.partner.id, application=app.id)


@example(item.do)
def _do() -> Given:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=case.which(key), deed=Deed(verb="accept"))


@example(item.give)
def _give() -> Given:
    case, key = asked()
    content = File(name="proof.pdf", content=io.BytesIO(giving.PDF))
    paper = Paper(verb="answer", field="evidence", file=content)
    return Given(case.app.company.ada, which=case.which(key), paper=paper)


@example(item.take_back)
def _take_back() -> Given:
    case, key = asked()
    found = case.give(key, "answer", "evidence")
    return Given(case.app.company.ada, which=case.which(key), verb="answer", evidence=found.evidence_id)


@example(item.assign)
def _assign() -> Given:
    case = deciding.begun()
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=case.which(case.rows()[0].key))


@example(item.hand_over)
def _hand_over() -> Given:
    case = deciding.begun()
    tom = cast.at_desk("Tom", DeskRole.APPROVER)
    rea = cast.at_desk("Rea", DeskRole.REVIEWER)
    return Given(rea, which=case.which(case.rows()[0].key), person=tom.id)


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
