"""An application under the later edition: what it asks of the desk's steps, walked through to the agreement."""

from collections.abc import Iterator
from typing import Any

import pytest

from directbill.actions import claim
from directbill.core.application import State
from directbill.core.claims import Claim
from directbill.core.work import LIVES, Work
from directbill.queries import items, program
from directbill.records import scope
from directbill.records.models import AgreementSignature
from tests import cast
from tests.actions import applying, giving, ledgers
from tests.actions.applying import SAID
from tests.actions.deciding import Deciding
from tests.actions.sent import do
from tests.actions.test_item import WAY
from tests.cast import NOW
from tests.fixtures.bill import recon, year

pytestmark = pytest.mark.django_db
LATER = "2025-10-01"
ASKED: dict[str, dict[str, Any]] = {
    **{task: SAID[task] for task in ("company", "people", "revenue")},
    "designation": {"designations": [{"name": "Business Applications"}]},
    "security": {
        "mandatory": "yes",
        "looked_on": "2026-11-20",
        "security_contact": "security@example.com",
        "alerts": "A roster with a substitute for every day.",
    },
    "declaration": {**SAID["declaration"], "yearly": "yes"},
}
SECURITY = ["security_admins", "security_contact", "security_alerts"]


@pytest.fixture(autouse=True)
def _in_force(settings: Any) -> Iterator[None]:
    """The operator put the later edition into force."""
    settings.EDITIONS = (LATER,)
    _forget()
    yield
    settings.EDITIONS = ()
    _forget()


def _forget() -> None:
    for each in (program.put_into_force, program.form, program.desk):
        each.cache_clear()


def submitted() -> Deciding:
    """Submitted with 1,200,000 US dollars of revenue, a designation, and every item of the security score."""
    app = applying.begun()
    account = applying.with_account(app)
    ledgers.imported(app.company, {"a.csv": recon(*year("100000.00"))})
    accounts = {"region": "europe", "account": str(account.id), "membership": "yes"}
    for task, values in {**ASKED, "accounts": accounts}.items():
        applying.say(app, task, values)
    giving.add(app, giving.given())
    do("submit", app)
    return Deciding(app)


def test_every_step_of_the_later_edition_ends_in_an_enrolled_applicant() -> None:
    case = submitted()
    assert [row.key for row in case.of(Work.CONFIRMATION)] == [
        *("partner_id", "signing_authority", "solutions_designation", *SECURITY, "revenue_ttm"),
        "indirect_tenure",
    ]
    case.passed(*WAY)
    done = {row.key: row.state in LIVES[Work(row.work)].passed for row in case.rows()}
    assert done == dict.fromkeys(done, True)
    assert (case.app.record.edition, case.app.record.state) == (LATER, State.ENROLLED)
    with scope.scoped(scope.EVERYONE):
        signed = AgreementSignature.objects.filter(step__item=case.row("agreement"))
        assert {each.version for each in signed} == {LATER}


def test_each_item_of_the_security_score_is_asked_about_and_lost_by_itself() -> None:
    case = submitted()
    case.do("security_alerts", "query")
    case.do("security_admins", "accept")
    assert [case.row(key).state for key in SECURITY] == ["accepted", "in_review", "queried"]
    case.do("security_contact", "refuse")
    assert (case.row("decision").state, case.row("assessment").state) == ("to_recommend", "waiting")


def test_compliance_is_claimed_and_found_like_the_other_areas() -> None:
    case = submitted().passed(Work.CONFIRMATION)
    case.appointed("assessment")
    said = Claim("not_met", "No plan for another region yet.")
    ada = cast.acting(case.app.company.ada)
    claim.state(
        which=case.which("assessment"), criterion="region_kept", claim=said, documents=[], by=ada, at=NOW
    )
    with scope.scoped(scope.EVERYONE):
        desk = items.desk(case.app.record)
        assert desk
        asked = [each.key for each in desk.criteria if each.area == "compliance"]
    assert ("region_kept" in asked, len(asked), len(desk.criteria)) == (True, 8, 46)
