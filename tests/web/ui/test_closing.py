"""Both sides see which group of documents is closed by what; the desk accepts them where it lets something pass."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from directbill.records.words import DeskRole
from tests import cast
from tests.actions.deciding import Deciding
from tests.actions.examples.register import desk_of
from tests.actions.shape.test_verifying import ask, provided, searching, succeed, verifying
from tests.cast import NOW
from tests.web import pages
from tests.web.portal.views.test_progress import url
from tests.web.ui.test_papers import paper

pytestmark = pytest.mark.django_db


def of_desk(case: Deciding, key: str, verb: str = "") -> str:
    return f"/desk/applications/{case.app.id}/{key}/" + (f"{verb}/" if verb else "")


def rea() -> Client:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


def said(found: Any) -> list[tuple[str, str]]:
    """Each group's state and the sentence below it."""
    text = re.sub(r"\s+", " ", found.content.decode())
    return re.findall(r'<h3 [^>]*>[^<]*<span class="state \w+">(\w+)</span></h3> <p>([^<]*)</p>', text)


def test_both_sides_read_what_is_missing_what_was_given_and_what_closed_it() -> None:
    case, key = verifying(groups=2)
    ada = pages.as_(case.app.company.ada)
    missing = [
        ("Open", "Still missing, any one of: Registration of the domain or Invoice for the domain."),
        ("Open", "Still missing, any one of: Letter that assigns the contact or Proof of employment."),
    ]
    assert (said(ada.get(url(case, key))), said(rea().get(of_desk(case, key)))) == (missing, missing)
    kinds = [group.documents[0] for group in desk_of(case).entry(key).closes]
    given = provided(case, key, *kinds)
    waiting = ("Open", "A document was given; the desk has not accepted it yet.")
    assert said(ada.get(url(case, key))) == [waiting, waiting]
    succeed(case, key, *given)
    assert said(ada.get(url(case, key))) == [
        ("Closed", "Closed by: Registration of the domain."),
        ("Closed", "Closed by: Letter that assigns the contact."),
    ]


def test_the_desk_accepts_documents_with_the_verb_and_what_was_ticked_stays_ticked() -> None:
    case, key = verifying(groups=2)
    kinds = [group.documents[0] for group in desk_of(case).entry(key).closes]
    given = provided(case, key, *kinds)
    client, address = rea(), of_desk(case, key, "succeed")
    sent = {"revision": case.row(key).revision, "by_hand": "", "seen": ""}
    found = client.post(address, {**sent, "accept": given[:1]})
    text = found.content.decode()
    assert (found.status_code, case.row(key).state) == (422, "in_progress")
    assert "Nothing closes this group yet: The contact works for the company." in text
    assert re.findall(r'name="accept" value="([^"]+)" checked', text) == given[:1]
    assert client.post(address, {**sent, "accept": given}).status_code == 302
    assert case.row(key).state == "succeeded"


def test_the_company_says_which_document_it_gives() -> None:
    case, key = verifying()
    case.do(key, "ask")
    ada = pages.as_(case.app.company.ada)
    sent = {"revision": case.row(key).revision, "text": "As you asked."}
    address = url(case, key, "provide")
    assert ada.post(address, {**sent, "evidence": paper()}).status_code == 422
    kind = desk_of(case).entry(key).closes[0].documents[-1]
    sent["evidence.kind"] = kind
    assert b'id="f-evidence.issued-error"' in ada.post(address, {**sent, "evidence": paper()}).content
    sent["evidence.issued"] = "2030-01-01"
    again = ada.post(address, {**sent, "evidence": paper()}).content.decode()
    assert (f'<option value="{kind}" selected>' in again, 'value="2030-01-01"' in again) == (True, True)
    sent["evidence.issued"] = "2026-11-02"
    assert ada.post(address, {**sent, "evidence": paper()}).status_code == 302
    kept = [(each["kind"], each["issued"]) for each in case.last(key).given["evidence"]]
    assert kept == [(kind, "2026-11-02")]


def test_how_it_was_proven_otherwise_is_read_by_the_company() -> None:
    case, key = verifying()
    succeed(case, key, by_hand="seen_in_register", seen="Sheet C 12345.")
    text = pages.as_(case.app.company.ada).get(url(case, key)).content.decode()
    assert "Seen in the register by hand. “Sheet C 12345.”" in text


def ages(found: Any) -> list[str]:
    """What a page says of the age of documents, wherever it says so."""
    text = re.sub(r"\s+", " ", found.content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    return re.findall(r">\s*([^<>]*Dated [^<]*)<", text)


RULE = "Rule: issued within the last 12 months. Source: "


@time_machine.travel(NOW, tick=False)
def test_both_sides_read_whether_a_document_is_fresh_by_how_much_and_by_which_rule() -> None:
    case, key = verifying()
    kinds = desk_of(case).entry(key).closes[0].documents
    (given,) = provided(case, key, kinds[0], issued="2025-11-20")
    source = "Support articles on business and employment verification"
    old = "Dated 20 Nov 2025. Too old on 22 Nov 2026 by 2 days: it was fresh until 20 Nov 2026."
    said = f"{old} {RULE}{source}"
    ada = pages.as_(case.app.company.ada)
    assert (ages(ada.get(url(case, key))), ages(rea().get(of_desk(case, key)))) == ([said], [said])
    page = rea().get(of_desk(case, key, "succeed"))
    assert ages(page) == [said, f"Registration of the domain: proof.pdf. {old}"]
    succeed(case, key, given, older="No newer one exists.")
    assert ages(ada.get(url(case, key))) == [said]


@time_machine.travel(NOW, tick=False)
def test_why_an_old_document_was_accepted_is_asked_for_on_the_page_and_read_by_the_company() -> None:
    case, key = verifying()
    kind = desk_of(case).entry(key).closes[0].documents[0]
    (given,) = provided(case, key, kind, issued="2025-11-20")
    client, address = rea(), of_desk(case, key, "succeed")
    sent = {"revision": case.row(key).revision, "by_hand": "", "seen": "", "accept": [given]}
    found = client.post(address, sent)
    text = found.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert found.status_code == 422
    assert "Accepted although too old by 2 days: Registration of the domain." in text
    assert 'href="#f-older"' in text
    assert client.post(address, {**sent, "older": "No newer one exists."}).status_code == 302
    ada = pages.as_(case.app.company.ada)
    assert "No newer one exists." in ada.get(url(case, key)).content.decode()


def test_nothing_is_missing_on_either_side_before_the_desk_finds_cause_to_ask() -> None:
    case, key = searching()
    ada = pages.as_(case.app.company.ada)
    names = "Answered questionnaire, Proof that it is somebody else"
    idle = (
        "asked for",
        f"Nothing is missing. Only where the desk finds cause to ask are these needed: {names}.",
    )
    for client, address in (
        (ada, url(case, key)),
        (rea(), of_desk(case, key)),
        (rea(), of_desk(case, key, "ask")),
    ):
        text = re.sub(r"\s+", " ", client.get(address).content.decode())
        assert [part in text for part in (*idle, "Still missing", "All of these documents")] == [
            True,
            True,
            False,
            False,
        ]
    ask(case, key, desk_of(case).entry(key).closes[0].asked_by[0])
    wanted = [("Open", f"Still missing, all of: {names}.")]
    assert (said(ada.get(url(case, key))), said(rea().get(of_desk(case, key)))) == (wanted, wanted)


def test_what_was_proven_in_another_way_is_missing_nothing() -> None:
    case, key = searching()
    succeed(case, key, by_hand="nothing_on_lists", seen="Both lists, today.")
    proven = [("Closed", "Closed: proven in another way.")]
    ada = pages.as_(case.app.company.ada)
    assert (said(ada.get(url(case, key))), said(rea().get(of_desk(case, key)))) == (proven, proven)
