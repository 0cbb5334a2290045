"""An assessor declares and finds."""

from directbill.actions import assessment
from directbill.core.criteria import Finding, Result, Status
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.examples import Given, example


def _given(**more: object) -> Given:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    return Given(cast.at_desk("Asa", DeskRole.ASSESSOR), which=case.which(key), **more)


@example(assessment.declare)
def _declare() -> Given:
    return _given()


@example(assessment.find)
def _find() -> Given:
    return _given(found={"mfa_for_all": Finding(Status.LOOKED_AT, Result.MET)})
