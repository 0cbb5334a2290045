"""The desk adds lines to a figure: with a reason and a proof, kept with the decision, and the bar holds."""

import json

import pytest

from directbill.actions import item
from directbill.actions.shape.steps import Deed
from directbill.core.work import Work
from directbill.queries import adjusting, program
from directbill.records import scope
from directbill.records.models import Decision
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.sent import refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
REVENUE = "revenue_ttm"
READY = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.ASSESSMENT, Work.CREDIT)


def figure(case: Deciding) -> tuple[int, list[int]] | None:
    desk = program.desk(case.app.record.edition)
    assert desk
    with scope.scoped(scope.EVERYONE):
        found = adjusting.of(case.row(REVENUE), desk)
    return found and (int(found.figure), [int(line.amount) for line in found.lines])


def test_a_line_is_a_step_and_the_submitted_figure_stays() -> None:
    case = deciding.begun()
    case.do(REVENUE, "adjust", amount="-40000")
    case.do(REVENUE, "adjust", amount="5000")
    assert figure(case) == (325_000, [-40_000, 5_000])
    assert case.steps(REVENUE)[-1] == ("adjust", "in_review", "in_review")
    assert case.do(REVENUE, "accept").state == "accepted"


def test_a_figure_its_lines_brought_below_the_bar_is_refused_until_it_is_enough() -> None:
    case = deciding.begun()
    case.do(REVENUE, "adjust", amount="-60000.01")
    (fault,) = refused(lambda: case.do(REVENUE, "accept"))
    assert (fault.code, fault.found[:9]) == ("adjusted_short", "299999.99")
    case.do(REVENUE, "adjust", amount="0.01")
    assert case.do(REVENUE, "accept").state == "accepted"


def test_a_line_needs_a_plain_amount_and_nothing_is_kept_without() -> None:
    case = deciding.begun()
    before = case.steps(REVENUE)
    (fault,) = refused(lambda: case.do(REVENUE, "adjust", amount="a lot"))
    assert (fault.code, case.steps(REVENUE)) == ("adjustment_unreadable", before)


def test_what_is_no_figure_has_no_lines() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    deed = Deed(verb="adjust", reason="credited", text="Later.", values={"amount": "1"})
    rea = case.who(Work.CONFIRMATION, "adjust")
    (fault,) = refused(lambda: item.do(which=case.which(key), deed=deed, by=rea, at=NOW))
    assert fault.code == "no_figure"


def test_the_decision_keeps_every_line_with_what_the_figure_then_was() -> None:
    case = deciding.begun()
    case.do(REVENUE, "adjust", amount="-40000")
    case.do(REVENUE, "adjust", amount="5000")
    case.passed(*READY, Work.DECISION)
    with scope.scoped(scope.EVERYONE):
        kept = json.loads(Decision.objects.get().record)
    assert [{**each, "figure": each["figure"].split(".")[0]} for each in kept["adjustments"]] == [
        {"item": REVENUE, "step": "2", "amount": "-40000", "figure": "320000"},
        {"item": REVENUE, "step": "3", "amount": "5000", "figure": "325000"},
    ]
