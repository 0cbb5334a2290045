"""A finding settles what is plain, on what was submitted; near the bar, and after a person spoke, it keeps silent."""

import pytest
from tests.actions import applying, deciding, ledgers, sent
from tests.actions.deciding import Deciding
from tests.actions.giving import add, given
from tests.cast import NOW

from directbill.access import actor
from directbill.core.findings import Outcome
from directbill.core.plainly import Stated
from directbill.core.work import Work
from directbill.ops.jobs import items
from directbill.queries import plainly
from directbill.records import scope
from directbill.records.models import ItemStep

pytestmark = pytest.mark.django_db
BY = actor.system("directbill.items_due")
REVENUE = "revenue_ttm"


def with_revenue(monthly: str) -> Deciding:
    app = applying.answered(files={"a.csv": ledgers.recon(*ledgers.year(monthly))})
    add(app, given())
    sent.do("submit", app)
    return Deciding(app)


def looked(case: Deciding) -> dict[str, str]:
    """The states of what a finding may settle, after the job ran."""
    items.look(by=BY, at=NOW)
    return {key: state for key, state in case.states().items() if key in (REVENUE, "indirect_tenure")}


def test_a_figure_plainly_above_the_bar_is_confirmed_by_the_finding_with_its_reason() -> None:
    case = deciding.begun()
    assert looked(case) == {REVENUE: "accepted", "indirect_tenure": "accepted"}
    with scope.scoped(scope.EVERYONE):
        step = ItemStep.objects.get(item=case.row(REVENUE), number=2)
    assert (step.verb, step.side, step.by, step.reason, step.text) == (
        "accept_by_rule", "nobody", BY.key, "plainly_met", "",
    )  # fmt: skip


def test_a_figure_near_the_bar_is_left_to_a_person() -> None:
    assert looked(with_revenue("26000.00")) == {REVENUE: "in_review", "indirect_tenure": "accepted"}


def test_what_a_person_took_up_again_no_rule_settles() -> None:
    case = deciding.begun()
    looked(case)
    case.do(REVENUE, "reopen")
    assert looked(case)[REVENUE] == "in_review"
    with scope.scoped(scope.EVERYONE):
        assert list(plainly.settled()) == []


def test_the_figure_is_the_one_that_was_submitted() -> None:
    case = deciding.begun()
    with scope.scoped(scope.EVERYONE):
        stated = plainly.submitted(case.app.record, REVENUE)
        nothing = plainly.submitted(case.app.record, "no_such")
    assert stated
    assert nothing is None
    assert (stated.outcome, stated.measure, stated.threshold) == (
        Outcome.MET, 12 * 30_000, 300_000,
    )  # fmt: skip
    assert isinstance(stated, Stated)


def test_nothing_is_settled_while_the_application_is_not_with_the_desk() -> None:
    case = deciding.begun()
    sent.do("withdraw", case.app, reason="Changed.")
    assert set(looked(case).values()) == {"in_review"}


def test_other_work_has_no_rule_of_a_finding() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    looked(case)
    assert {row.state for row in case.of(Work.VERIFICATION)} == {"not_started"}
