"""Both sides read the letter of a decision and fetch its PDF; nobody else does."""

import hashlib

import pytest
from django.urls import reverse

from directbill.records.words import DeskRole
from tests import cast
from tests.actions.shape.test_issuing import kept, refused
from tests.web import pages

pytestmark = pytest.mark.django_db


def test_both_sides_read_the_letter_and_fetch_the_pdf_whose_digest_the_page_says() -> None:
    case, key = refused()
    czech, english = kept(case, key)
    company, number = case.app.company, case.row(key).revision
    own = [company.partner.reference, case.app.record.reference, key, number]
    rea, ada = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)), pages.as_(company.ada)
    for client, name, args in ((ada, "application", own), (rea, "desk", [case.app.record.id, key, number])):
        page = client.get(reverse(f"{name}_paper", args=args)).content.decode()
        assert [part in page for part in ("The application is refused", czech.sha256, english.sha256)] == [
            True
        ] * 3
        file = client.get(reverse(f"{name}_paper_file", args=[*args, "cs"]))
        assert hashlib.sha256(file.content).hexdigest() == czech.sha256
        filename = f"{case.app.record.reference}-{key}-{number}-cs.pdf"
        assert file["Content-Disposition"] == f'attachment; filename="{filename}"'
        assert f"sha256sum {filename}" in page
        item = client.get(reverse(f"{name}_item", args=args[:-1])).content.decode()
        assert reverse(f"{name}_paper", args=args) in item


def test_of_a_step_without_a_paper_or_in_another_language_there_is_none() -> None:
    case, key = refused()
    rea, number = pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER)), case.row(key).revision
    args = [case.app.record.id, key]
    codes = [
        rea.get(reverse("desk_paper", args=[*args, number - 1])).status_code,
        rea.get(reverse("desk_paper_file", args=[*args, number, "de"])).status_code,
    ]
    assert codes == [404, 404]
