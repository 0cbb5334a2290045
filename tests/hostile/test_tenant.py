"""What a sign-in proved of one tenant lets nobody send the application of an account of another."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from directbill.actions import application, signature
from directbill.core.application import State
from directbill.core.errors import Fault
from directbill.records import scope
from directbill.records.models import Account
from directbill.records.words import Proof
from tests import cast
from tests.actions import applying, ledgers, sent
from tests.actions.test_signature import OTHER
from tests.cast import NOW, TENANT

pytestmark = pytest.mark.django_db
ELSEWHERE = uuid4()


def refused(code: str) -> tuple[Fault, ...]:
    return (Fault(code, params={"account": str(TENANT)}, found=str(ELSEWHERE)),)


def test_an_administrator_of_another_tenant_submits_nothing() -> None:
    app = sent.complete()
    by = replace(cast.acting(app.company.ada), tenant=ELSEWHERE)
    faults = sent.refused(lambda: application.submit(which=app.which, by=by, at=NOW))
    assert faults == refused("administrator_other_tenant")
    assert (app.record.state, sent.submissions(app)) == (State.DRAFT, [])


def test_nor_asks_somebody_to_sign() -> None:
    app = applying.answered(files={"a.csv": ledgers.ENOUGH}, **OTHER)
    by = replace(cast.acting(app.company.ada), tenant=ELSEWHERE)
    faults = sent.refused(lambda: signature.ask(which=app.which, by=by, at=NOW))
    assert (faults, app.record.state) == (refused("administrator_other_tenant"), State.DRAFT)


@pytest.mark.parametrize(("of_account", "of_actor"), [(TENANT, TENANT), (None, ELSEWHERE), (TENANT, None)])
def test_where_they_are_the_same_or_one_is_not_known_nothing_is_refused(
    of_account: UUID | None, of_actor: UUID | None
) -> None:
    app = sent.complete()
    with scope.scoped(scope.partner(app.company.partner.id)):
        Account.objects.update(tenant=of_account)
    by = replace(cast.acting(app.company.ada, administrator=Proof.DECLARED), tenant=of_actor)
    assert application.submit(which=app.which, by=by, at=NOW).state == State.SUBMITTED
