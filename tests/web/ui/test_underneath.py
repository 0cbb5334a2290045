"""A change underneath an open page is shown with who and when; what was typed stays, and nothing is overwritten."""

import re
from typing import Any

import pytest
from django.urls import reverse

from directbill.actions import item as actions
from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.web import pages
from tests.web.desk.views.test_items import rea, sent, url

pytestmark = pytest.mark.django_db
TYPED = "The extract is four years old."


def key_of(case: Deciding) -> str:
    return case.of(Work.CONFIRMATION)[0].key


def overtaken(case: Deciding, verb: str, meanwhile: str, **more: Any) -> Any:
    """Rea sends what she typed after Roy did something to the item she saw."""
    key = key_of(case)
    seen = case.row(key).revision
    case.do(key, meanwhile, by=cast.acting(cast.at_desk("Roy", DeskRole.REVIEWER)))
    return sent(pages.as_(rea()), case, key, verb, revision=seen, text=TYPED, **more)


def kept(content: bytes) -> tuple[str, str]:
    """The words and the revision the page would send now."""
    page = content.decode()
    text = re.findall(r'<textarea id="f-text"[^>]*>([^<]*)</textarea>', page)
    return (text or [""])[0], re.findall(r'name="revision" value="(\d+)"', page)[0]


def test_the_steps_since_are_shown_with_who_when_and_why_and_the_words_are_kept() -> None:
    case = deciding.begun()
    answer = overtaken(case, "refuse", "query")
    said = pages.text(answer.content)
    assert answer.status_code == 409
    assert "What changed since you opened this page" in said
    assert re.search(r"\d at \d\d:\d\d, Roy", said)
    assert "Because it is so." in said
    assert kept(answer.content) == (TYPED, str(case.row(key_of(case)).revision))


def test_what_may_still_be_done_is_done_by_pressing_once_more() -> None:
    case = deciding.begun()
    answer = overtaken(case, "refuse", "query")
    _, revision = kept(answer.content)
    again = sent(pages.as_(rea()), case, key_of(case), "refuse", revision=revision, text=TYPED)
    assert (again.status_code, case.row(key_of(case)).state) == (302, "refused")


def test_what_can_no_longer_be_done_has_no_button_and_keeps_the_words() -> None:
    case = deciding.begun()
    answer = overtaken(case, "query", "accept")
    assert (answer.status_code, case.row(key_of(case)).state) == (409, "accepted")
    assert "this can no longer be done" in pages.text(answer.content)
    assert kept(answer.content)[0] == TYPED
    (form,) = re.findall(
        r'<form method="post" novalidate>.*?</form>', answer.content.decode(), flags=re.DOTALL
    )
    assert "<button>" not in form


def test_a_colleague_who_took_it_on_meanwhile_is_named() -> None:
    case = deciding.begun()
    key = key_of(case)
    seen = case.row(key).revision
    actions.assign(which=case.which(key), by=cast.acting(cast.at_desk("Roy", DeskRole.REVIEWER)), at=case.at)
    answer = sent(pages.as_(rea()), case, key, "query", revision=seen)
    assert (answer.status_code, case.row(key).state) == (409, "in_review")
    assert "Roy works on it." in pages.text(answer.content)


def test_a_page_that_nobody_overtook_says_nothing_of_a_change() -> None:
    case = deciding.begun()
    key = key_of(case)
    answer = sent(pages.as_(rea()), case, key, "refuse", reason="", text="")
    assert answer.status_code == 422
    assert "What changed since" not in pages.text(answer.content)
    opened = pages.as_(rea()).get(url(case, "desk_deed", key, "refuse"))
    assert "What changed since" not in pages.text(opened.content)


def test_the_applicant_sees_it_too_in_words_meant_for_them() -> None:
    case = deciding.begun()
    key, company = key_of(case), case.app.company
    case.do(key, "query")
    seen = case.row(key).revision
    case.do(key, "answer")
    there = reverse(
        "application_deed", args=[company.partner.reference, case.app.record.reference, key, "answer"]
    )
    answer = pages.as_(company.ben).post(there, {"revision": seen, "text": TYPED})
    assert (answer.status_code, case.row(key).state) == (409, "in_review")
    assert re.search(r"\d at \d\d:\d\d, Ada", pages.text(answer.content))
