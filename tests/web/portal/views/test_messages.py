"""A conversation from both sides: whose turn it is changes with every message."""

import pytest
from django.test import Client

from directbill.records.words import DeskRole
from tests import cast
from tests.web import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> cast.Applicant:
    return cast.applicant()


def ask(browser: Client, company: cast.Applicant, **values: str) -> str:
    """Ask, and the address of the conversation."""
    sent = {"subject": "Which account?", "text": "Which of the two counts?", **values}
    answered = browser.post(f"/c/{company.partner.reference}/messages/ask/", sent)
    assert answered.status_code == 302
    return str(answered.headers["Location"])


def desk_url(url: str, company: cast.Applicant) -> str:
    return f"/desk/conversations/{company.partner.id}/{url.rstrip('/').rpartition('/')[2]}/"


def test_the_turn_goes_from_the_company_to_the_desk_and_back(company: cast.Applicant) -> None:
    ada, rea = pages.as_(company.ada), pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))
    url = ask(ada, company)
    assert "It is the desk's turn." in pages.text(ada.get(url).content)
    assert "Which account?" in pages.text(rea.get("/desk/conversations/").content)
    rea.post(desk_url(url, company), {"text": "The first one."})
    said = pages.text(ada.get(url).content)
    assert "It is your turn." in said
    assert "Rea (program desk)" in said
    assert "Nobody waits for an answer." in pages.text(rea.get("/desk/conversations/").content)
    ada.post(url, {"do": "close"})
    assert "This conversation is closed" in pages.text(ada.get(url).content)


def test_an_empty_message_is_not_sent_and_what_was_written_stays(company: cast.Applicant) -> None:
    ada = pages.as_(company.ada)
    answered = ada.post(
        f"/c/{company.partner.reference}/messages/ask/", {"subject": "Only this", "text": "  "}
    )
    assert answered.status_code == 422
    assert 'value="Only this"' in answered.content.decode()


def test_a_reader_reads_and_cannot_write(company: cast.Applicant) -> None:
    url = ask(pages.as_(company.ada), company)
    cyd = pages.as_(company.cyd)
    assert "<textarea" not in cyd.get(url).content.decode()
    assert cyd.post(url, {"text": "x"}).status_code == 403


def test_another_company_finds_nothing_of_it(company: cast.Applicant) -> None:
    url = ask(pages.as_(company.ada), company)
    theirs, dan = cast.stranger()
    own = url.replace(company.partner.reference, theirs.reference)
    assert [pages.as_(dan).get(u).status_code for u in (url, own)] == [404, 404]


def test_an_auditor_of_the_desk_reads_and_cannot_answer(company: cast.Applicant) -> None:
    url = desk_url(ask(pages.as_(company.ada), company), company)
    una = pages.as_(cast.at_desk("Una", DeskRole.AUDITOR))
    assert una.get(url).status_code == 200
    assert una.post(url, {"text": "x"}).status_code == 403
