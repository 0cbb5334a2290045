"""The lines behind the figures: found, narrowed, explained, and asked about."""

import pytest

from tests import cast
from tests.actions import ledgers
from tests.web import pages

pytestmark = pytest.mark.django_db


def url(company: cast.Applicant, more: str = "lines/") -> str:
    return f"/c/{company.partner.reference}/revenue/{more}"


@pytest.fixture
def company() -> cast.Applicant:
    found = ledgers.company()
    ledgers.imported(found, {"recon.csv": ledgers.ENOUGH})
    return found


def test_without_a_file_the_page_says_where_to_add_one() -> None:
    empty = ledgers.company()
    assert "No billing file was read yet" in pages.text(pages.as_(empty.ada).get(url(empty)).content)


def test_all_lines_come_to_the_figure(company: cast.Applicant) -> None:
    said = pages.text(pages.as_(company.ada).get(url(company)).content)
    assert "12 lines. Those that count come to USD 360,000.00." in said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("month=2026-10", "1 line. Those that count come to USD 30,000.00."),
        ("text=suite", "12 lines."),
        ("text=suite+nothing", "0 lines."),
        ("counted=no", "0 lines."),
        ("category=license&counted=yes", "12 lines."),
        ("month=%27%3B--&counted=maybe&after=x&before=-1", "0 lines."),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_asks(
    company: cast.Applicant, asked: str, found: str
) -> None:
    said = pages.text(pages.as_(company.ada).get(f"{url(company)}?{asked}").content)
    assert found in said


def test_a_line_says_why_it_counts_and_can_be_asked_about(company: cast.Applicant) -> None:
    browser = pages.as_(company.ada)
    page = browser.get(f"{url(company, 'line/')}?where=recon.csv:2")
    assert pages.heading(page.content) == "recon.csv:2 counts."
    asked = browser.post(
        f"/c/{company.partner.reference}/messages/ask/",
        {"line": "recon.csv:2", "subject": "This line", "text": "Is this ours?"},
        follow=True,
    )
    assert "It is the desk's turn." in pages.text(asked.content)
    assert "asked about" in pages.text(browser.get(url(company)).content)
    again = browser.get(f"{url(company, 'line/')}?where=recon.csv:2").content.decode()
    assert "Open the conversation about it" in again


@pytest.mark.parametrize(
    "where", ["", "recon.csv", "recon.csv:0", "recon.csv:99", "other.csv:2", "recon.csv:2x"]
)
def test_a_line_that_is_not_there_changes_nothing(company: cast.Applicant, where: str) -> None:
    answered = pages.as_(company.ada).get(url(company, "line/"), {"where": where})
    assert answered.status_code in (404, 422)


def test_a_stranger_finds_no_lines_of_ours(company: cast.Applicant) -> None:
    assert pages.as_(cast.stranger()[1]).get(url(company)).status_code == 404
