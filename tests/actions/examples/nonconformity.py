"""A nonconformity answered, closed out, rejected, overdue."""

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import nonconformity
from directbill.actions.shape import nonconforming
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.work import Work
from directbill.records.models import Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.examples import Given, example

FOUND = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half of the accounts have none.")


def raised() -> tuple[deciding.Deciding, str]:
    """An assessment with a major nonconformity."""
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.appointed(key)
    case.do(key, "book")
    case.do(key, "hold")
    case.assessed(key, mfa_for_all=FOUND)
    case.do(key, "require")
    return case, key


def _given(case: deciding.Deciding, key: str, by: Actor | Person, **more: object) -> Given:
    (found,) = case.nonconformities(key)
    return Given(by, which=nonconforming.seen(found), **more)


@example(nonconformity.answer)
def _answer() -> Given:
    case, key = raised()
    file = case.shelved(key)
    return _given(case, key, case.app.company.ada, text="Every account has one.", documents=[file.id])


def _answered(text: str) -> Given:
    case, key = raised()
    case.answered(key)
    return _given(case, key, cast.at_desk("Asa", DeskRole.ASSESSOR), text=text)


@example(nonconformity.close_out)
def _close_out() -> Given:
    return _answered("Seen in the tenant.")


@example(nonconformity.reject)
def _reject() -> Given:
    return _answered("Guests have none.")


@example(nonconformity.overdue)
def _overdue() -> Given:
    case, key = raised()
    return _given(case, key, actor.system("directbill.items_due"))
