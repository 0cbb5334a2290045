"""The support plans beside each other: the gate first, each statement with its source, the unknown in words."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, reviewing
from tests.actions.deciding import Deciding
from tests.actions.enrolled import quick
from tests.web import pages
from tests.web.ui.test_contracting import plain

pytestmark = pytest.mark.django_db
BEFORE = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
SHUT, MAY, STILL = (
    "Do not buy a plan yet. Before it comes: ",
    "The message that the plan may be bought went out on 22 Nov 2026.",
    "You may buy the plan now. Still open: Assessment, Decision.",
)
AGAIN, RENEWED = (
    "The contract for the coming year is recorded once the review is certified.",
    "The contract that runs counts until its end.",
)


def both(case: Deciding) -> list[str]:
    """The page as the company and as the desk has it; each is linked from the step."""
    company, reference = case.app.company, case.app.record.reference
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    return [
        _linked(pages.as_(company.ada), "application_item", company.partner.reference, reference, "plan"),
        _linked(rea, "desk_item", case.app.record.id, "plan"),
    ]


def _linked(client: Client, name: str, *args: object) -> str:
    step = reverse(name, args=args)
    found = re.search(rf'href="({step}plans/)"', client.get(step).content.decode())
    assert found
    return plain(client.get(found[1]).content.decode())


def said(page: str) -> tuple[bool, ...]:
    return tuple(part in page for part in (SHUT, MAY, STILL))


def test_in_a_yearly_review_nobody_is_told_not_to_buy_what_runs_out() -> None:
    found = quick()
    owner = reviewing.opened(found).owner
    ada = pages.as_(found.case.app.company.ada)
    args = owner.partner.reference, owner.reference, "plan"
    step = plain(ada.get(reverse("application_item", args=args)).content.decode())
    compared = _linked(ada, "application_item", *args)
    assert (AGAIN in step, RENEWED in compared, "not buy" in step + compared) == (True, True, False)


def test_before_the_credit_check_passed_the_page_says_not_to_buy_and_what_comes_before() -> None:
    case = deciding.begun().passed(*BEFORE)
    assert [said(page) for page in both(case)] == [(True, False, False)] * 2
    assert all("Before it comes: Credit check." in page for page in both(case))


def test_afterwards_it_says_since_when_and_warns_while_assessment_and_decision_are_open() -> None:
    case = deciding.begun().passed(*BEFORE, Work.CREDIT)
    assert [said(page) for page in both(case)] == [(False, True, True)] * 2
    case.passed(Work.ASSESSMENT, Work.DECISION)
    assert [said(page) for page in both(case)] == [(False, True, False)] * 2


def test_each_statement_names_its_source_and_the_unknown_is_told_in_words() -> None:
    page = both(deciding.begun())[0]
    rows = re.findall(r"<tr><th scope=\"row\"><strong>(.*?)</strong></th>(.*?)</tr>", page, flags=re.DOTALL)
    cells = {
        title: re.findall(r"<td data-label=\"([^\"]+)\">(.*?)</td>", cells, re.DOTALL)
        for title, cells in rows
    }
    assert len(rows) == 6
    assert [name.rpartition(" ")[2] for name, _ in cells["Price"]] == ["(ASfP)", "(PSfP)"]
    known, unknown = (text for _, text in cells["Time to first response"])
    assert "1, 4, 8 and 24 hours" in known
    assert '<span class="soft">Research note on support plans' in known
    assert unknown == '<span class="state not_started wraps">Unknown: no source we have says it.</span>'


def test_there_is_no_such_page_of_another_step() -> None:
    case = deciding.begun()
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    assert rea.get(reverse("desk_plans", args=[case.app.record.id, "credit"])).status_code == 404
