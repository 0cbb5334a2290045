"""The applicant's side of the desk's work: every step with its five answers, and what the applicant does with it."""

import re
from typing import Any

import pytest
from django.test import Client

from directbill.core.work import Work
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages

pytestmark = pytest.mark.django_db


def url(case: Deciding, *parts: str) -> str:
    app = case.app
    return "/".join(
        ["", "c", app.company.partner.reference, "applications", app.record.reference, "progress", *parts, ""]
    )


def send(client: Client, case: Deciding, key: str, verb: str, **changed: Any) -> Any:
    data = {
        "revision": case.row(key).revision,
        "text": "Because it is so.",
        **deciding.filled(case.ask(key, verb).fields),
    }
    return client.post(url(case, key, verb), {**data, **changed})


def test_every_step_is_listed_in_its_order_with_whose_turn_it_is() -> None:
    case = deciding.begun()
    found = pages.as_(case.app.company.ada).get(url(case)).content.decode()
    assert re.findall(r'<li id="([^"]+)">', found) == [row.key for row in case.rows()]


def test_a_step_that_waits_says_what_it_waits_for() -> None:
    case = deciding.begun()
    key = case.of(Work.CREDIT)[0].key
    said = pages.text(pages.as_(case.app.company.ada).get(url(case, key)).content)
    assert said.count("waits for") == 1, said


def test_the_applicant_gives_what_is_asked_and_is_refused_what_is_missing() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.DETAILS)[0].key
    client = pages.as_(case.app.company.ben)
    first = next(f.key for f in case.ask(key, "give").fields if f.required)
    assert send(client, case, key, "give", **{first: ""}).status_code == 422
    assert case.row(key).state == "to_give"
    answer = send(client, case, key, "give")
    assert (answer.status_code, answer["location"], case.row(key).state) == (302, url(case, key), "given")


def test_before_the_plan_is_bought_the_page_warns_of_what_is_still_open() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION, Work.CREDIT)
    key = case.of(Work.CONTRACT)[0].key
    client = pages.as_(case.app.company.ada)
    for page in (url(case, key), url(case, key, "record")):
        assert "You may buy the plan now. Still open:" in pages.text(client.get(page).content)
    case.passed(Work.ASSESSMENT, Work.DECISION)
    assert "Still open" not in pages.text(client.get(url(case, key)).content)


def test_somebody_who_only_reads_is_offered_nothing_and_may_do_nothing() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.DETAILS)[0].key
    client = pages.as_(case.app.company.cyd)
    found = client.get(url(case, key))
    assert (found.status_code, "What you may do" in pages.text(found.content)) == (200, False)
    assert send(client, case, key, "give").status_code == 404
    assert case.row(key).state == "to_give"


def test_a_stranger_finds_nothing() -> None:
    case = deciding.begun()
    _, dan = cast.stranger()
    key = case.rows()[0].key
    assert [pages.as_(dan).get(page).status_code for page in (url(case), url(case, key))] == [404, 404]


def test_the_agreement_is_the_administrators_alone_who_just_proved_who_they_are() -> None:
    works = (Work.CONFIRMATION, Work.ASSESSMENT, Work.DETAILS, Work.VERIFICATION, Work.CREDIT, Work.DECISION)
    case = deciding.begun().passed(*works, Work.CONTRACT)
    key = case.of(Work.AGREEMENT)[0].key
    assert send(pages.as_(case.app.company.ben), case, key, "accept").status_code == 404
    send(pages.as_(case.app.company.ada), case, key, "accept")
    assert case.row(key).state in {"offered", "accepted"}


def test_the_applicant_reads_that_it_is_their_turn_and_what_was_asked_of_them() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    case.do(key, "query")
    reason = next(iter(case.ask(key, "query").reasons.values()))["en"]
    found = pages.as_(case.app.company.ben).get(url(case, key)).content.decode()
    answers = [pages.text(each.encode()) for each in re.findall(r"<dd>(.*?)</dd>", found, flags=re.DOTALL)]
    assert answers[0].endswith(f"{reason} “Because it is so.”")
    assert answers[2] == "Yours: it is your company's turn."


def test_words_of_an_answer_are_kept_once() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    case.do(key, "query")
    client = pages.as_(case.app.company.ben)
    send(client, case, key, "answer", text="Said once.")
    assert client.get(url(case, key)).content.decode().count("Said once.") == 1
