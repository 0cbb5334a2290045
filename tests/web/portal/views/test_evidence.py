"""Documents given for a question: kept, shown with what they are, handed out as downloads, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from directbill.records import scope
from directbill.records.models import EvidenceRevision
from tests import cast
from tests.actions import applying
from tests.actions.applying import Applying
from tests.gateways.media import made as made_files
from tests.web import pages

pytestmark = pytest.mark.django_db

PDF = made_files.pdf()


def task_url(made: Applying) -> str:
    return f"/c/{made.company.partner.reference}/applications/{made.record.reference}/tasks/people/"


def add_url(made: Applying) -> str:
    return f"/c/{made.company.partner.reference}/applications/{made.record.reference}/evidence/people/authority_proof/"


def give(
    browser: Client, made: Applying, content: bytes = PDF, name: str = "register.pdf", **more: str
) -> int:
    sent = {"title": "Extract from the register", "file": SimpleUploadedFile(name, content), **more}
    return int(browser.post(add_url(made), sent).status_code)


def revisions() -> list[EvidenceRevision]:
    with scope.scoped(scope.EVERYONE):
        return list(EvidenceRevision.objects.order_by("number"))


def test_a_document_stands_beside_its_question_with_what_it_covers() -> None:
    made = applying.begun()
    browser = pages.as_(made.company.ada)
    assert give(browser, made, covers_from="2026-01-01", covers_to="2026-10-31") == 302
    said = pages.text(browser.get(task_url(made)).content)
    assert "Extract from the register register.pdf, file 1, received" in said
    assert "covers 1 Jan 2026 to 31 Oct 2026 · not searched for harmful content" in said


def test_a_newer_file_is_a_revision_of_the_same_document() -> None:
    made = applying.begun()
    browser = pages.as_(made.company.ada)
    give(browser, made)
    document = str(revisions()[0].evidence_id)
    assert give(browser, made, made_files.pdf(b"<< /Newer true >>"), evidence=document) == 302
    assert [(r.number, str(r.evidence_id)) for r in revisions()] == [(1, document), (2, document)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b""), ("a.pdf", b"<html><script>1</script></html>"), ("a.exe", b"MZ\x90\x00" * 9)],
)
def test_a_file_that_may_not_be_taken_is_refused_on_the_page(name: str, content: bytes) -> None:
    made = applying.begun()
    assert give(pages.as_(made.company.ada), made, content, name) == 422
    assert revisions() == []


def test_without_a_file_the_page_says_so() -> None:
    made = applying.begun()
    answered = pages.as_(made.company.ada).post(add_url(made), {"title": "Nothing"})
    assert (answered.status_code, "No file was chosen." in pages.text(answered.content)) == (422, True)


def test_a_document_is_handed_out_as_a_download_to_its_company_only() -> None:
    made = applying.begun()
    give(pages.as_(made.company.ada), made)
    path = f"evidence/files/{revisions()[0].id}/"
    ours = pages.as_(made.company.cyd).get(f"/c/{made.company.partner.reference}/{path}")
    assert ours["Content-Disposition"].startswith("attachment")
    assert ours["Content-Type"] == "application/octet-stream"
    assert pages.downloaded(ours) == PDF
    theirs, dan = cast.stranger()
    assert pages.as_(dan).get(f"/c/{theirs.reference}/{path}").status_code == 404


def test_a_document_taken_back_stands_there_no_more() -> None:
    made = applying.begun()
    browser = pages.as_(made.company.ada)
    give(browser, made)
    remove = f"/c/{made.company.partner.reference}/evidence/{revisions()[0].evidence_id}/remove/"
    assert browser.post(remove, {"next": task_url(made)}).headers["Location"] == task_url(made)
    assert "register.pdf" not in browser.get(task_url(made)).content.decode()


@pytest.mark.parametrize("place", ["people/signs", "people/nothing", "nothing/authority_proof"])
def test_a_question_that_asks_for_no_document_takes_none(place: str) -> None:
    made = applying.begun()
    url = f"/c/{made.company.partner.reference}/applications/{made.record.reference}/evidence/{place}/"
    assert pages.as_(made.company.ada).get(url).status_code == 404
