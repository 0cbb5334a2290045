"""What a review asks again, on its pages: the list before the certification, each task, and what is refused."""

import pytest
from django.test import Client

from tests.actions import publishing
from tests.actions.enrolled import quick
from tests.actions.reviewing import CERTIFIED, Reviewing, opened
from tests.web import pages

pytestmark = pytest.mark.django_db
ANSWER = {
    "designations.1.name": "Modern Work",
    "designations.1.until": "2027-12-31",
    "do": "finish",
    "revision": 0,
}

SECURE = {
    "mandatory": "yes",
    "looked_on": "2026-11-20",
    "security_contact": "security@example.com",
    "alerts": "Somebody is on call, also at night.",
    "do": "finish",
    "revision": 0,
}


@pytest.fixture
def case() -> Reviewing:
    found = quick()
    publishing.in_force()
    return opened(found)


@pytest.fixture
def ada(case: Reviewing) -> Client:
    return pages.as_(case.app.company.ada)


def at(case: Reviewing, more: str) -> str:
    return f"/c/{case.app.company.partner.reference}/applications/{case.owner.reference}/{more}"


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_certification_lists_what_is_asked_again_and_each_leads_to_its_task(
    case: Reviewing, ada: Client
) -> None:
    page = shown(ada, at(case, "progress/certification/"))
    for task in ("designation", "security"):
        assert f'href="{at(case, f"tasks/{task}/")}"' in page
    assert pages.text(page.encode()).count("to be answered") == 2
    assert 'id="again"' not in shown(ada, at(case, "progress/partner_id/"))


def test_a_task_is_answered_and_leads_back_to_the_certification(case: Reviewing, ada: Client) -> None:
    task = at(case, "tasks/designation/")
    assert 'name="designations.1.name"' in shown(ada, task)
    answer = ada.post(task, ANSWER)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        at(case, "progress/certification/#designation"),
    )
    page = pages.text(shown(ada, at(case, "progress/certification/")).encode())
    assert (page.count("to be answered"), page.count("Solutions Partner designation answered")) == (1, 1)


def test_the_certification_is_refused_with_how_many_tasks_are_open(case: Reviewing, ada: Client) -> None:
    ada.post(at(case, "tasks/designation/"), ANSWER)
    sent = {**CERTIFIED, "revision": case.row("certification").revision}
    answer = ada.post(at(case, "progress/certification/give/"), sent)
    said = pages.text(answer.content)
    assert answer.status_code == 422
    assert "Answers that this review asks again are not finished: 1." in said
    assert f'href="{at(case, "tasks/security/")}"' in answer.content.decode()


def test_without_the_right_to_answer_the_list_is_read(case: Reviewing) -> None:
    cyd = pages.as_(case.app.company.cyd)
    page = shown(cyd, at(case, "progress/certification/"))
    assert ('id="again"' in page, "tasks/security/" in page) == (True, False)


def test_once_it_is_certified_a_task_is_read_and_no_more(case: Reviewing, ada: Client) -> None:
    for task, answer in (("designation", ANSWER), ("security", SECURE)):
        assert ada.post(at(case, f"tasks/{task}/"), answer).status_code == 302
    case.certified()
    page = shown(ada, at(case, "tasks/designation/"))
    assert ("Modern Work" in page, 'value="finish"' in page) == (True, False)
    assert 'id="again"' not in shown(ada, at(case, "progress/certification/"))
