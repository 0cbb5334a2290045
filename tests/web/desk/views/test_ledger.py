"""The desk sees the figure as it was submitted, with every line of it, and what the company asks about them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from directbill.actions import conversation
from directbill.actions.conversation import Question
from directbill.core.work import Work
from directbill.queries import submitted_ledger
from directbill.records import scope
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
REVENUE = "revenue_ttm"


def shown(case: Deciding, name: str = "desk_figure", *, key: str = REVENUE, **asked: str) -> tuple[int, str]:
    rea = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    found = rea.get(reverse(name, args=[case.app.record.id, key]), asked)
    return found.status_code, unescape(found.content.decode()).replace("\xa0", " ")


def places(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page)


def test_the_figure_stands_there_with_its_lines() -> None:
    status, page = shown(deciding.begun())
    assert (status, "USD 360,000.00" in page, len(places(page))) == (200, True, 12)
    assert "says something else by now" not in page


def test_lines_are_narrowed_and_one_says_why_it_counts() -> None:
    case = deciding.begun()
    assert places(shown(case, text="zzz")[1]) == []
    (first, *_), page = places(shown(case)[1]), shown(case, "desk_line", where="a.csv:2")[1]
    assert (first, "Counts" in page or "counts" in page) == ("a.csv:2", True)


def test_what_the_company_asks_about_a_line_is_a_link_beside_it() -> None:
    case = deciding.begun()
    by, partner = cast.acting(case.app.company.ada), case.app.company.partner.id
    question = Question(subject="Line 2", text="Is this right?", line="a.csv:2")
    talk = conversation.open(partner=partner, question=question, by=by, at=NOW)
    url = reverse("desk_conversation", args=[partner, talk.id])
    assert [url in shown(case, name, **asked)[1] for name, asked in (
        ("desk_figure", {}), ("desk_line", {"where": "a.csv:2"}), ("desk_line", {"where": "a.csv:3"}),
    )] == [True, True, False]  # fmt: skip


def test_what_is_no_figure_has_no_such_page_and_no_link_to_one() -> None:
    case = deciding.begun()
    other = case.of(Work.CONFIRMATION)[0].key
    assert shown(case, key=other)[0] == 404
    link = reverse("desk_figure", args=[case.app.record.id, REVENUE])
    assert [link in shown(case, "desk_item", key=key)[1] for key in (REVENUE, other)] == [True, False]


def test_the_ledger_is_the_one_the_submission_names() -> None:
    case = deciding.begun()
    with scope.scoped(scope.EVERYONE):
        known = submitted_ledger.known(case.app.record)
        assert known
        assert not submitted_ledger.changed(case.app.record, known)
        statement = submitted_ledger.evaluation(case.app.record, known).facts.statement
    assert statement is not None
