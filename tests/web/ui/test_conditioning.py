"""Every condition is told with its five answers, on the pages of both sides, and a proof chooses among those open."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from directbill.access.actor import system
from directbill.actions.shape import jobs
from directbill.core.work import Work
from directbill.ops.jobs import items
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
FIRST, SECOND = NOW.date() + timedelta(days=30), NOW.date() + timedelta(days=90)


def granted() -> tuple[Deciding, str]:
    before = (Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.ASSESSMENT)
    case = deciding.begun().passed(*before)
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    listed = [
        {"name": "Insurance", "due": FIRST.isoformat()},
        {"name": "Second person", "due": SECOND.isoformat()},
    ]
    case.do(key, "grant_with_conditions", conditions=listed)
    return case, key


def desk(case: Deciding, key: str, *verb: str) -> str:
    url = reverse("desk_deed" if verb else "desk_item", args=[case.app.record.id, key, *verb])
    return plain(pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)).get(url).content.decode())


def address(case: Deciding, key: str, *verb: str) -> str:
    args = [case.app.company.partner.reference, case.app.record.reference, key, *verb]
    return reverse("application_deed" if verb else "application_item", args=args)


def own(case: Deciding, key: str, *verb: str) -> str:
    return plain(pages.as_(case.app.company.ada).get(address(case, key, *verb)).content.decode())


def plain(page: str) -> str:
    return unescape(page).replace("\xa0", " ")


def said(page: str) -> list[bool]:
    parts = (
        '1. Insurance <span class="state in_progress">to be proven</span>',
        '2. Second person <span class="state in_progress">to be proven</span>',
        "By Tuesday 22 Dec 2026.",
        "By Saturday 20 Feb 2027.",
        "By Tuesday 22 Dec 2026: the earliest day of a condition that is still open.",
    )
    return [part in page for part in parts]


def test_both_sides_read_every_condition_with_its_day() -> None:
    case, key = granted()
    assert [said(page) for page in (desk(case, key), own(case, key))] == [[True] * 5] * 2


def test_what_happens_otherwise_follows_from_whose_turn_it_is() -> None:
    case, key = granted()
    told = []
    for state in ("granted_with_conditions", "conditions_answered", "conditions_missed"):
        if state == "conditions_answered":
            case.do(key, "prove_conditions")
        if state == "conditions_missed":
            case.do(key, "send_back")
            items.look(by=system(jobs.ITEMS_DUE), at=NOW + timedelta(days=91))
        assert case.row(key).state == state
        page = own(case, key).partition("<h2>Conditions</h2>")[0]
        told.append(page.partition("<dt>Otherwise</dt>")[2].partition("<dd>")[2].partition("</dd>")[0])
    assert told == [
        (
            "The day after it, the condition counts as missed; the desk then extends the day or sets the grant aside."
            " Until the last condition is closed, the agreement waits."
        ),
        (
            "Until the last condition is closed, the agreement waits; nothing else is lost while the desk looks."
            " A condition that is still open counts as missed from the day after its own."
        ),
        "Nothing happens by itself: the desk extends the day or sets the grant aside.",
    ]


def test_the_list_of_steps_says_the_earliest_day() -> None:
    case, _ = granted()
    args = [case.app.company.partner.reference, case.app.record.reference]
    page = pages.as_(case.app.company.ada).get(reverse("application_progress", args=args))
    assert "By Tuesday 22 Dec 2026: the earliest day" in plain(page.content.decode())


def test_the_desk_is_offered_only_what_the_conditions_allow() -> None:
    case, key = granted()
    case.do(key, "prove_conditions", which="1")
    offered = [verb in desk(case, key) for verb in ("Close what was proven", "Close the conditions")]
    case.do(key, "prove_conditions", which="2")
    assert [offered, [v in desk(case, key) for v in ("Close what was proven", "Close the conditions")]] == [
        [True, False],
        [False, True],
    ]


def test_a_browser_proves_the_conditions_that_were_chosen() -> None:
    case, key = granted()
    ada = pages.as_(case.app.company.ada)
    page = own(case, key, "prove_conditions")
    assert [f'type="checkbox" name="which" value="{n}"' in page for n in (1, 2, 3)] == [True, True, False]
    case.give(key, "prove_conditions", "evidence", content=giving.PDF)
    sent = {"revision": case.row(key).revision, "which": ["1", "2"], "text": "Done."}
    answer = ada.post(address(case, key, "prove_conditions"), sent)
    assert (answer.status_code, case.last(key).given["which"]) == (302, "1 2")


def test_without_a_choice_the_page_says_what_is_missing_and_keeps_what_was_typed() -> None:
    case, key = granted()
    sent = {"revision": case.row(key).revision, "text": "Done on Monday."}
    answer = pages.as_(case.app.company.ada).post(address(case, key, "prove_conditions"), sent)
    page = answer.content.decode()
    assert (answer.status_code, "Done on Monday." in page, 'href="#f-which"' in page) == (422, True, True)
