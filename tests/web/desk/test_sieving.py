"""The filters of the queue: each narrows to its own and stands in the address; what it cannot mean is nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from directbill.core.work import Work
from directbill.documents.texts import catalog
from directbill.queries import queue
from directbill.queries.sieve import Sieve
from directbill.records import scope
from directbill.records.words import Language
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.cast import NOW
from tests.web import pages
from tests.web.desk.views.test_items import rea

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Deciding:
    return deciding.begun()


def left(days: int = 0, **wanted: Any) -> set[str]:
    """The kinds of work the queue shows so many days later."""
    with scope.scoped(scope.EVERYONE):
        found = queue.page("open", me=None, on=NOW.date() + timedelta(days=days), wanted=Sieve(**wanted))
    return {row.work for row in found.rows}


def rows(**query: str) -> int:
    found = pages.as_(rea()).get(reverse("desk_queue"), query)
    assert found.status_code == 200
    return found.content.decode().count('<th scope="row">')


def test_every_kind_of_work_to_choose_from_has_its_words() -> None:
    for language in Language:
        assert {work for work in Work if "sieve." in catalog(language).say(f"sieve.work_{work}")} == set()


HERE, NOWHERE = {"confirmation"}, set[str]()


@pytest.mark.usefixtures("case")
def test_a_kind_of_work_shows_its_own() -> None:
    assert (left(work=Work.CONFIRMATION), left(work=Work.CREDIT)) == (HERE, NOWHERE)


@pytest.mark.usefixtures("case")
def test_a_region_shows_what_was_applied_for_there() -> None:
    assert (left(region="europe"), left(region="india")) == (HERE, NOWHERE)


def test_a_company_is_found_by_a_part_of_its_name_and_by_either_reference(case: Deciding) -> None:
    partner = case.app.company.partner
    asked = (partner.name[1:6].upper(), partner.reference.lower(), case.app.record.reference, "Nobody")
    assert [left(partner=each) for each in asked] == [HERE, HERE, HERE, NOWHERE]


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(("later", "found"), [(6, NOWHERE), (7, HERE), (30, HERE)])
def test_an_age_shows_what_has_waited_so_many_days_or_more(later: int, found: set[str]) -> None:
    assert left(days=7, work=Work.CONFIRMATION) == HERE
    with scope.scoped(scope.EVERYONE):
        page = queue.page("open", me=None, on=NOW.date() + timedelta(days=later), wanted=Sieve(days=7))
    assert {row.work for row in page.rows} == found


def test_filters_narrow_together_and_stay_in_the_tabs_and_the_form(case: Deciding) -> None:
    name = case.app.company.partner.name
    assert (rows(work="confirmation", partner=name), rows(work="credit", partner=name)) == (
        len(case.of(Work.CONFIRMATION)),
        0,
    )
    page = pages.as_(rea()).get(reverse("desk_queue"), {"work": "credit", "show": "open"}).content.decode()
    tabs = re.findall(r'href="(\?show=[^"]+)"', page)
    assert [each for each in tabs if each.endswith("&amp;work=credit")] == tabs[: len(queue.SHOWS)]
    assert '<option value="credit" selected>' in page
    assert "Nothing here fits these filters." in page


@pytest.mark.parametrize(
    "query",
    [{"work": "nonsense"}, {"days": "8"}, {"days": "x"}, {"partner": "a\u202eb"}, {"partner": "a" * 300}],
)
def test_what_a_filter_cannot_mean_narrows_nothing(case: Deciding, query: dict[str, str]) -> None:
    assert rows(**query) == len(case.of(Work.CONFIRMATION))


def test_the_next_page_keeps_the_filters(case: Deciding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    seen, address = 0, f"{reverse('desk_queue')}?work=confirmation&region=europe"
    for _ in range(len(case.of(Work.CONFIRMATION))):
        page = pages.as_(rea()).get(address).content.decode()
        seen += page.count('<th scope="row">')
        more = re.search(r'<a class="button second" href="([^"]+)"', page)
        if more is None:
            break
        assert "work=confirmation&amp;region=europe" in more[1]
        address = reverse("desk_queue") + more[1].replace("&amp;", "&")
    assert seen == len(case.of(Work.CONFIRMATION))
