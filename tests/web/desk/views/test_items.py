"""The desk's pages: the queue, an application's items, what may be done, and nothing that may not."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directbill.core.work import Work
from directbill.records.models import Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db


def rea() -> Person:
    return cast.at_desk("Rea", DeskRole.REVIEWER)


def url(case: Deciding, name: str, *parts: str) -> str:
    return reverse(name, args=[case.app.record.id, *parts])


def links(content: bytes) -> list[str]:
    """Names of the verbs a page offers."""
    found = re.search(r'<div class="actions">(.*?)</div>', content.decode(), flags=re.DOTALL)
    return re.findall(r">([^<]+)</a>", found.group(1)) if found else []


def test_the_queue_lists_what_waits_for_the_desk_by_its_day() -> None:
    case = deciding.begun()
    found = pages.as_(rea()).get(reverse("desk_queue"))
    titles = re.findall(r'<th scope="row"><a href="([^"]+)"', found.content.decode())
    assert sorted(titles) == sorted(url(case, "desk_item", row.key) for row in case.of(Work.CONFIRMATION))


@pytest.mark.parametrize(
    ("show", "count"), [("mine", 1), ("unassigned", -1), ("others", 0), ("overdue", 0), ("nonsense", None)]
)
def test_each_filter_of_the_queue_shows_its_own(show: str, count: int | None) -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    client = pages.as_(rea())
    client.post(url(case, "desk_assign", key), {"do": "assign", "revision": case.row(key).revision})
    open_ = len(case.of(Work.CONFIRMATION))
    wanted = open_ if count is None else open_ - 1 if count < 0 else count
    rows = client.get(reverse("desk_queue"), {"show": show}).content.decode().count('<th scope="row">')
    assert rows == wanted


def test_an_item_answers_five_questions_and_offers_what_may_be_done() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    found = pages.as_(rea()).get(url(case, "desk_item", key))
    labels = re.findall(r"<dt>([^<]+)</dt>", found.content.decode())
    assert labels[:5] == ["What", "Why", "Whose turn", "By when", "Otherwise"]
    assert len(links(found.content)) == 3
    auditor = pages.as_(cast.at_desk("Una", DeskRole.AUDITOR)).get(url(case, "desk_item", key))
    assert (auditor.status_code, links(auditor.content)) == (200, [])


def sent(client: Client, case: Deciding, key: str, verb: str, **changed: Any) -> Any:
    ask = case.ask(key, verb)
    data = {
        "revision": case.row(key).revision,
        "reason": next(iter(ask.reasons), ""),
        "text": "Because it is so.",
    }
    return client.post(url(case, "desk_deed", key, verb), {**data, **deciding.filled(ask.fields), **changed})


def test_a_query_with_its_reason_turns_to_the_applicant_and_stands_in_the_history() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    client = pages.as_(rea())
    answer = sent(client, case, key, "query")
    assert (answer.status_code, answer["location"]) == (302, url(case, "desk_item", key))
    said = pages.text(client.get(url(case, "desk_item", key)).content)
    assert case.row(key).state == "queried"
    assert "Because it is so." in said


def test_without_a_reason_it_is_refused_beside_the_field_and_nothing_changes() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    answer = sent(pages.as_(rea()), case, key, "refuse", reason="", text="")
    assert (answer.status_code, case.row(key).state) == (422, "in_review")
    assert 'role="alert"' in answer.content.decode()


def test_a_page_that_was_seen_before_somebody_else_acted_is_a_conflict() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    seen = case.row(key).revision
    case.do(key, "query")
    answer = sent(pages.as_(rea()), case, key, "accept", revision=seen)
    assert (answer.status_code, case.row(key).state) == (409, "queried")


@pytest.mark.parametrize(
    ("verb", "status"),
    [("countersign", 404), ("no_such", 404), ("open", 404), ("accept_by_rule", 404), ("answer", 404)],
)
def test_what_may_not_be_done_is_not_there(verb: str, status: int) -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    client = pages.as_(rea())
    assert client.get(url(case, "desk_deed", key, verb)).status_code == status
    assert sent(client, case, key, verb).status_code == status


def test_the_credit_file_is_read_by_those_who_may_alone() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "ask")
    shown = {}
    for name, role in (
        ("Rea", DeskRole.REVIEWER),
        ("Cy", DeskRole.CREDIT_ANALYST),
        ("Una", DeskRole.AUDITOR),
    ):
        page = pages.as_(cast.at_desk(name, role)).get(url(case, "desk_item", key))
        shown[name] = "Because it is so." in pages.text(page.content)
    assert shown == {"Rea": False, "Cy": True, "Una": True}


def test_a_partner_finds_no_page_of_the_desk() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    client = pages.as_(case.app.company.ada)
    for name, parts in (("desk_application", ()), ("desk_item", (key,)), ("desk_deed", (key, "accept"))):
        assert client.get(url(case, name, *parts)).status_code == 404


def test_what_was_submitted_stands_beside_the_step_with_its_documents() -> None:
    case = deciding.begun()
    key = next(row.key for row in case.rows() if row.key == "signing_authority")
    client = pages.as_(rea())
    found = client.get(url(case, "desk_item", key)).content
    (document,) = re.findall(r'href="(/desk/evidence/[^"]+)"', found.decode())
    assert "Managing director" in pages.text(found)
    file = client.get(document)
    assert (file.status_code, file["Content-Disposition"].startswith("attachment")) == (200, True)
    assert pages.downloaded(file)
    for other in (case.app.company.ada, cast.at_desk("Asa", DeskRole.ASSESSOR)):
        assert pages.as_(other).get(document).status_code == 404
