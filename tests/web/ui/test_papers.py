"""Documents on the page of a verb: what was typed stays, what was given is listed, what is refused says so."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from directbill.core.work import Work
from directbill.queries import papers
from directbill.records import scope
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, giving
from tests.actions.deciding import Deciding
from tests.web import pages
from tests.web.portal.views.test_progress import url

pytestmark = pytest.mark.django_db


def asked() -> tuple[Deciding, str, Client]:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    key = case.of(Work.VERIFICATION)[0].key
    case.do(key, "ask")
    return case, key, pages.as_(case.app.company.ben)


def sent(client: Client, case: Deciding, key: str, **data: Any) -> Any:
    return client.post(url(case, key, "provide"), {"revision": case.row(key).revision, **data})


def paper(content: bytes = giving.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("extract.pdf", content, content_type="application/pdf")


def listed(content: bytes) -> list[str]:
    return re.findall(r'<li><a href="[^"]*">(extract[^<]+)</a>', content.decode())


def test_a_document_is_attached_and_what_was_typed_stays() -> None:
    case, key, client = asked()
    found = sent(client, case, key, do="attach.evidence", text="As you asked.", evidence=paper())
    assert (found.status_code, listed(found.content)) == (200, ["extract.pdf"])
    assert ">As you asked.</textarea>" in found.content.decode()
    assert case.row(key).state == "pending_applicant_action"


def test_text_and_document_are_sent_in_one_go() -> None:
    case, key, client = asked()
    found = sent(client, case, key, text="As you asked.", evidence=paper())
    assert (found.status_code, case.row(key).state) == (302, "in_progress")
    assert listed(client.get(url(case, key)).content) == ["extract.pdf"]


def test_what_is_missing_is_told_and_the_document_that_came_with_it_is_kept() -> None:
    case, key, client = asked()
    found = sent(client, case, key, evidence=paper())
    assert (found.status_code, listed(found.content)) == (422, ["extract.pdf"])
    assert sent(client, case, key, text="Now.").status_code == 302


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b""], ids=["a program", "nothing"])
def test_a_file_that_may_not_be_taken_is_told_at_its_field(content: bytes) -> None:
    case, key, client = asked()
    found = sent(client, case, key, do="attach.evidence", text="As you asked.", evidence=paper(content))
    assert (found.status_code, listed(found.content)) == (422, [])
    assert ">As you asked.</textarea>" in found.content.decode()


def test_attaching_without_a_file_says_so() -> None:
    case, key, client = asked()
    found = sent(client, case, key, do="attach.evidence", text="As you asked.")
    assert (found.status_code, 'id="f-evidence-error"' in found.content.decode()) == (422, True)


def test_a_document_is_taken_back() -> None:
    case, key, client = asked()
    found = sent(client, case, key, do="attach.evidence", evidence=paper())
    (button,) = re.findall(r'value="(take_back\.[^"]+)"', found.content.decode())
    found = sent(client, case, key, do=button, text="Typed.")
    assert (found.status_code, listed(found.content)) == (200, [])
    assert ">Typed.</textarea>" in found.content.decode()


def test_nobody_takes_back_what_they_did_not_see() -> None:
    case, key, client = asked()
    found = [sent(client, case, key, do=f"take_back.{key_}") for key_ in ("nonsense", uuid4())]
    assert [each.status_code for each in found] == [404, 404]


@pytest.mark.parametrize(
    ("role", "status"), [(DeskRole.REVIEWER, 404), (DeskRole.AUDITOR, 200), (DeskRole.CREDIT_ANALYST, 200)]
)
def test_what_is_in_the_credit_file_goes_to_those_who_may_read_it(role: DeskRole, status: int) -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "ask")
    case.do(key, "provide")
    with scope.scoped(scope.EVERYONE):
        ((document,),) = papers.of_steps(case.row(key)).values()
    client = pages.as_(cast.at_desk("Somebody", role))
    found = client.get(f"/desk/evidence/{document.file}/")
    if found.status_code == 200:
        assert pages.downloaded(found) == giving.PDF
    assert found.status_code == status
    item = client.get(f"/desk/applications/{case.app.record.id}/{key}/")
    assert (str(document.file) in item.content.decode()) is (status == 200)
