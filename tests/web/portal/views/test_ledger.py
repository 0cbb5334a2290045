"""Giving billing files in a browser: what became of them is told, and nothing half-read stays."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directbill.records import scope
from directbill.records.models import LedgerImport
from directbill.records.words import ImportState
from tests import cast
from tests.actions import ledgers
from tests.fixtures import distributor
from tests.fixtures.bill import charge, recon
from tests.web import pages

pytestmark = pytest.mark.django_db


def url(company: cast.Applicant, more: str = "") -> str:
    return f"/c/{company.partner.reference}/revenue/{more}"


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def only_import(company: cast.Applicant) -> LedgerImport:
    with scope.scoped(scope.EVERYONE):
        return LedgerImport.objects.get(partner=company.partner)


def test_files_are_received_and_the_page_says_that_they_are_being_read() -> None:
    company = ledgers.company()
    answered = pages.as_(company.ada).post(
        url(company), {"files": [sent("recon.csv", ledgers.ENOUGH)]}, follow=True
    )
    said = pages.text(answered.content)
    assert "These files are being read." in said
    assert only_import(company).state == ImportState.RECEIVED
    assert "data-pending" in answered.content.decode()


def test_what_was_read_is_told_row_by_row_and_listed_by_document() -> None:
    company = ledgers.company()
    found = ledgers.imported(company, {"recon.csv": ledgers.ENOUGH})
    browser = pages.as_(company.ada)
    receipt = pages.text(browser.get(url(company, f"imports/{found.id}/")).content)
    assert "12 read = 12 kept + 0 of other resellers (dropped) + 0 rejected" in receipt
    listed = pages.text(browser.get(url(company)).content)
    assert "G202610236 October 2026 new-commerce reconciliation billed 1 30,000.00" in listed


def test_a_refused_file_says_what_was_found_and_what_to_do() -> None:
    company = ledgers.company()
    found = ledgers.imported(company, {"broken.csv": b"a,b\n1,2\n"})
    said = pages.text(pages.as_(company.ada).get(url(company, f"imports/{found.id}/")).content)
    assert "refused" in said
    assert "broken.csv" in said
    assert "Nothing of these files was stored." in said


def test_no_file_is_told_so_and_nothing_is_kept() -> None:
    company = ledgers.company()
    answered = pages.as_(company.ada).post(url(company), {})
    assert answered.status_code == 422
    with scope.scoped(scope.EVERYONE):
        assert not LedgerImport.objects.exists()


def test_a_reader_sees_no_form_and_can_send_none() -> None:
    company = ledgers.company()
    cyd = pages.as_(company.cyd)
    assert 'type="file"' not in cyd.get(url(company)).content.decode()
    assert cyd.post(url(company), {"files": [sent("recon.csv", ledgers.ENOUGH)]}).status_code == 403


def test_a_file_is_handed_out_to_its_company_only_and_never_shown() -> None:
    company = ledgers.company()
    found = ledgers.imported(company, {"recon.csv": ledgers.ENOUGH})
    with scope.scoped(scope.EVERYONE):
        file = found.files.get()
    ours = pages.as_(company.ada).get(url(company, f"files/{file.id}/"))
    assert pages.downloaded(ours) == ledgers.ENOUGH
    assert ours["Content-Disposition"].startswith("attachment")
    theirs, dan = cast.stranger()
    assert pages.as_(dan).get(f"/c/{theirs.reference}/revenue/files/{file.id}/").status_code == 404


def test_files_taken_back_are_gone_from_the_list() -> None:
    company = ledgers.company()
    found = ledgers.imported(company, {"recon.csv": ledgers.ENOUGH})
    browser = pages.as_(company.ada)
    browser.post(url(company, f"imports/{found.id}/settle/"), {"do": "take_back"})
    assert only_import(company).state == ImportState.TAKEN_BACK
    assert "The files are being read again" in pages.text(browser.get(url(company)).content)


def test_a_file_of_no_known_format_comes_with_a_description_to_confirm() -> None:
    company = ledgers.company()
    unknown = distributor.as_distributor_csv(distributor.file(distributor.lines(3)))
    found = ledgers.imported(company, {"export.csv": unknown})
    content = pages.as_(company.ada).get(url(company, f"imports/{found.id}/")).content.decode()
    proposed = re.search(r"<textarea[^>]*>(.*?)</textarea>", content, flags=re.DOTALL)
    assert proposed is not None
    assert proposed[1].startswith("name = &quot;export&quot;")
    assert "date_order" in proposed[1]


def test_a_refused_file_says_where_and_asks_for_nothing_that_does_not_help() -> None:
    company = ledgers.company()
    found = ledgers.imported(company, {"faulty.csv": recon(charge("1.00", Subtotal=""))})
    content = pages.as_(company.ada).get(url(company, f"imports/{found.id}/")).content.decode()
    assert "faulty.csv:2:Subtotal" in content
    asked = [
        name for name in ("month", "parts", "newer", "document", "accept") if f'name="{name}"' in content
    ]
    assert asked == ["accept"]
