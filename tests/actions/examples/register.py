"""A register is asked about a company."""

from directbill.actions import register
from directbill.core.desk import Desk
from directbill.core.registers import Kind
from directbill.core.work import Work
from directbill.queries import items
from directbill.records import scope
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples import Given, example


def desk_of(case: Deciding) -> Desk:
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
    assert desk
    return desk


def asking() -> tuple[Deciding, str]:
    """An application whose verifications are open, and the item that registers can be asked about."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    return case, next(e.item.key for e in desk_of(case).entries if e.registers)


@example(register.ask)
def _ask() -> Given:
    case, key = asking()
    return Given(cast.at_desk("Rea", DeskRole.REVIEWER), which=case.which(key), kind=Kind.ARES)
