"""What is foreign is not there: in every address and every form, told exactly as what never was."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directbill.records import scope
from directbill.records.models import Notice, TaskAnswers
from tests.actions import applying, ledgers
from tests.actions.test_conversation import asked
from tests.cast import Applicant
from tests.gateways.media import made as made_files
from tests.hostile.web import world as worlds
from tests.hostile.web.tables import counted
from tests.hostile.web.world import OF_COMPANY, World, path, said
from tests.web import pages

pytestmark = pytest.mark.django_db
OTHERS = "P-0000-0000"
KEYED = [name for name in OF_COMPANY if {"key", "reference", "enrollment"} & set(worlds.parts(name))]
METHODS = ("get", "post")


@pytest.fixture
def found() -> World:
    return worlds.world()


def never(name: str) -> dict[str, Any]:
    """Parts of an address that name nothing, in the form of those that do."""
    there = worlds.parts(name)
    return {
        **({"reference": "APP-0000-0000"} if "reference" in there else {}),
        **({"enrollment": "ENR-0000-0000"} if "enrollment" in there else {}),
        **({"key": uuid4()} if "key" in there and name not in worlds.FIXED else {}),
    }


@pytest.mark.parametrize("method", METHODS)
def test_another_companys_page_is_exactly_one_that_is_not_there(found: World, method: str) -> None:
    dan, told, before = pages.as_(found.dan), {}, counted()
    for name in OF_COMPANY:
        for there in (path(name, found), path(name, found, company=OTHERS, **never(name))):
            told.setdefault(said(getattr(dan, method)(there), there), []).append(there)
    assert {status for status, _, _ in told if status != 405} == {404}
    assert len([1 for status, _, _ in told if status == 404]) == 1
    assert counted() == before


@pytest.mark.parametrize("method", METHODS)
def test_a_foreign_key_in_ones_own_address_is_exactly_one_that_is_not_there(
    found: World, method: str
) -> None:
    dan, mine, before = pages.as_(found.dan), str(found.fabrikam.reference), counted()
    for name in KEYED:
        foreign, none = path(name, found, company=mine), path(name, found, company=mine, **never(name))
        theirs = said(getattr(dan, method)(foreign), foreign)
        assert theirs == said(getattr(dan, method)(none), none), name
        if name != "task":
            assert theirs[0] in (404, 405), name
    assert counted() == before


BODIES: dict[str, list[dict[str, str]]] = {
    "account_change": [{"do": "remove"}, {"kind": "location", "number": "1234"}],
    "representative": [{"do": "end"}, {"do": "role", "role": "reader"}],
    "invitation_change": [{"do": "resend"}, {"do": "revoke"}],
    "import_settle": [{"do": "settle", "accept": "yes"}, {"do": "take_back"}, {"do": "describe"}],
    "conversation": [{"text": "Hello"}, {"do": "close"}, {"do": "reopen", "text": "Hello"}],
    "application_talk": [{"do": "write", "text": "Hello"}, {"do": "note", "note": "Hello"}, {"do": "read"}],
    "application_task": [{"do": "finish", "revision": "1"}, {"do": "add"}, {"revision": "1", "hours": "All"}],
    "application_submit": [{"revision": "1"}],
    "application_edition": [{"do": "move", "edition": "2025-10-01"}, {"do": "keep", "edition": "2025-10-01"}],
}
"""What the forms of a page send, one a button. Other pages have one button that says nothing more."""


def test_no_button_of_a_form_reaches_a_foreign_record(found: World) -> None:
    dan, before = pages.as_(found.dan), counted()
    for company in (found.company, str(found.fabrikam.reference)):
        for name, bodies in BODIES.items():
            for body in bodies:
                foreign = path(name, found, company=company)
                none = path(name, found, company=company, **never(name))
                theirs = said(dan.post(foreign, body), foreign)
                assert (theirs[0], theirs) == (404, said(dan.post(none, body), none)), (name, body)
    for verb in ("recall", "amend", "discard", "withdraw"):
        there = path("application_verb", found, company=str(found.fabrikam.reference), verb=verb)
        assert dan.post(there, {"revision": "2", "reason": "Mine"}).status_code == 404
    assert counted() == before


def test_a_foreign_key_inside_a_form_is_not_there(found: World) -> None:
    """Dan sends his own forms, with Contoso's keys where his own would stand."""
    dan, mine = pages.as_(found.dan), f"/c/{found.fabrikam.reference}"
    keys = found.values
    file = SimpleUploadedFile("register.pdf", made_files.pdf())
    sent = [
        (f"{mine}/messages/ask/", {"subject": "A", "text": "B", "application": found.made.record.reference}),
        (f"{mine}/messages/ask/", {"subject": "A", "text": "B", "line": keys["line"]}),
        (
            f"{mine}/evidence/people/authority_proof/",
            {"title": "T", "file": file, "evidence": str(keys["evidence_remove"])},
        ),
        ("/join/", {"partner": str(found.made.company.partner.id)}),
        (path("import_settle", found, company=str(found.fabrikam.reference)), {"do": "take_back"}),
    ]
    before = counted()
    for address, body in sent:
        answer = dan.post(address, body)
        assert (answer.status_code, address) in ((404, address), (409, address)), pages.text(answer.content)
        assert "Contoso" not in answer.content.decode()
    assert counted() == before


def test_a_foreign_file_inside_a_form_of_ones_own_import_is_not_there(found: World) -> None:
    theirs = Applicant(found.fabrikam, found.dan, found.dan, found.dan)
    given = ledgers.received(theirs, {"mine.csv": b"a;b\n1;2\n"})
    here = f"/c/{found.fabrikam.reference}/revenue/imports/{given.id}/settle/"
    body = {"do": "describe", "file": str(found.values["ledger_file"]), "profile": "x"}
    assert pages.as_(found.dan).post(here, body).status_code == 404


def test_another_companys_account_is_no_answer(found: World) -> None:
    """An answer may name an account: one of another company is refused like one that never was."""
    mine = applying.begun(Applicant(found.fabrikam, found.dan, found.dan, found.dan))
    dan = pages.as_(found.dan)
    here = f"/c/{found.fabrikam.reference}/applications/{mine.record.reference}/tasks/accounts/"
    told = set()
    for key in (str(found.values["account_change"]), str(uuid4())):
        answer = dan.post(here, {"account": key, "region": "europe", "do": "later", "revision": "0"})
        shown = dan.get(here).content.decode() if answer.status_code == 302 else answer.content.decode()
        told.add((answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"|' + key, "", shown)))
        with scope.scoped(scope.EVERYONE):
            TaskAnswers.objects.filter(application_id=mine.id).delete()
    assert len(told) == 1


def test_the_desk_finds_a_conversation_under_its_own_partner_only(found: World) -> None:
    rea, key = pages.as_(found.rea), found.values["conversation"]
    there = f"/desk/conversations/{found.made.company.partner.id}/{key}/"
    wrong = f"/desk/conversations/{found.fabrikam.id}/{key}/"
    assert (rea.get(there).status_code, rea.get(wrong).status_code) == (200, 404)
    assert rea.post(wrong, {"text": "Hello"}).status_code == 404
    assert pages.as_(found.dan).get(there).status_code == 404


def test_what_is_foreign_takes_no_longer_and_no_shorter_than_what_is_not_there(found: World) -> None:
    """The same number of questions to the database, so the same time but for chance."""
    dan = pages.as_(found.dan)
    for name in OF_COMPANY:
        asked = []
        for there in (path(name, found), path(name, found, company=OTHERS, **never(name))):
            with CaptureQueriesContext(connection) as captured:
                dan.get(there)
            asked.append([re.sub(r"'[^']*'", "", q["sql"]) for q in captured])
        assert len(asked[0]) == len(asked[1]), name


def test_the_link_in_the_letter_to_the_desk_opens_for_the_desk_and_for_nobody_else(found: World) -> None:
    asked(found.made.company, text="Is it read?")
    with scope.scoped(scope.EVERYONE):
        letter = Notice.objects.filter(kind="conversation_question").order_by("-at")[0]
    (there,) = set(re.findall(r"/desk/\S+/", letter.text))
    assert pages.as_(found.rea).get(there).status_code == 200
    assert pages.as_(found.dan).get(there).status_code == 404
