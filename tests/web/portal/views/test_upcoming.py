"""What changes for me, and when: the page of an enrolled company."""

from datetime import timedelta

import pytest
from django.test import Client

from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Enrollment, Person
from tests import cast
from tests.actions import population, publishing
from tests.actions.population import NEXT
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db
PAGE = "/c/C-00003/enrollments/ENR-00003/next/"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days these tests name are counted from a fixed one."""
    monkeypatch.setattr(clock, "wall", lambda: NOW)


@pytest.fixture
def admin() -> Client:
    """The administrator of the fourth company: 980,000 US dollars, enrolled on 4 May 2024."""
    population.enrolled(4)
    with scope.scoped(scope.EVERYONE):
        return pages.as_(Person.objects.get(login="admin3@example.com"))


def opened(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return pages.text(answer.content)


def test_of_an_enrollment_that_is_over_nothing_changes_and_nothing_leads_there(admin: Client) -> None:
    there = PAGE.removesuffix("next/")
    before = PAGE in admin.get(there).content.decode()
    with scope.scoped(scope.EVERYONE):
        row = Enrollment.objects.get(reference="ENR-00003")
        row.state, row.ended_on = "ended", NOW.date()
        row.save()
    after = PAGE in admin.get(there).content.decode()
    assert (before, after, admin.get(PAGE).status_code) == (True, False, 404)


def test_while_no_later_edition_is_in_force_it_says_so_and_what_the_next_would_mean(admin: Client) -> None:
    page = opened(admin)
    for said in (
        "No later edition is in force: nothing changes for you.",
        "It could first bind you at the review due on Tuesday 4 May 2027, the anniversary of your enrollment on",
        "at least USD 300,000.00 before, at least USD 1,000,000.00 from then on You have USD 980,000.00.",
        "Solutions Partner designation new",
        "First-level support no longer asked for",
    ):
        assert said in page


def test_once_it_is_in_force_it_answers_the_five_questions_and_says_when_it_is_told(admin: Client) -> None:
    publishing.in_force()
    page = opened(admin)
    for said in (
        "You are told by mail on 3 Feb 2027, the first day of notice.",
        "At the review due on Tuesday 4 May 2027, Company 0003 is held against the edition of 1 Oct 2025",
        "Not met: Revenue: short by 20,000.00.",
        "Until Tuesday 4 May 2027. Until then the edition of 10 Apr 2024 applies as before.",
    ):
        assert said in page


def test_once_it_was_told_the_page_says_on_which_day(admin: Client) -> None:
    publishing.in_force()
    publishing.clock(NOW + timedelta(days=80))
    assert "You were told of this on 10 Feb 2027." in opened(admin)


def test_a_company_under_the_newest_edition_reads_that_none_is_later() -> None:
    population.enrolled(4, edition=NEXT)
    with scope.scoped(scope.EVERYONE):
        client = pages.as_(Person.objects.get(login="admin3@example.com"))
    assert "No later edition is published." in opened(client)


def test_it_is_not_there_for_others(admin: Client) -> None:
    with scope.scoped(scope.EVERYONE):
        other = pages.as_(Person.objects.get(login="admin2@example.com"))
    stranger = pages.as_(cast.person("Dan"))
    crossed = other.get("/c/C-00002/enrollments/ENR-00003/next/").status_code
    assert (other.get(PAGE).status_code, stranger.get(PAGE).status_code, crossed) == (404, 404, 404)
