"""Lists: however long, a page asks the database the same number of times, and walks by the index."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directbill.core.application import State
from directbill.queries import submitted
from directbill.queries.pages import PAGE, Place
from directbill.records import scope
from directbill.records.models import Application, Partner
from directbill.records.words import DeskRole
from tests import cast
from tests.cast import NOW
from tests.web import pages

pytestmark = pytest.mark.django_db


def send(count: int, *, partner: Partner, by: Any) -> None:
    """So many submitted applications, two and two at the same moment."""
    with scope.scoped(scope.EVERYONE):
        made = Application.objects.count()
        Application.objects.bulk_create(
            Application(
                reference=f"APP-{made + n:05d}",
                partner=partner,
                program="p",
                edition="2024-04-10",
                edition_digest="0" * 64,
                form_digest="0" * 64,
                state=State.SUBMITTED,
                begun_at=NOW,
                begun_by=by,
                touched_at=NOW,
                first_submitted_at=NOW,
                submitted_at=NOW + timedelta(minutes=(made + n) // 2),
            )
            for n in range(count)
        )


def queries(browser: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def desk() -> Any:
    return pages.as_(cast.at_desk("Rea", DeskRole.REVIEWER))


def test_the_desks_list_asks_as_often_for_one_as_for_many(desk: Any) -> None:
    company = cast.applicant()
    send(1, partner=company.partner, by=company.ada)
    desk.get("/desk/")
    few = queries(desk, "/desk/")
    send(200, partner=company.partner, by=company.ada)
    assert queries(desk, "/desk/") == few


def test_a_companys_list_asks_as_often_for_one_as_for_many() -> None:
    company = cast.applicant()
    ada = pages.as_(company.ada)
    url = f"/c/{company.partner.reference}/applications/"
    send(1, partner=company.partner, by=company.ada)
    ada.get(url)
    few = queries(ada, url)
    send(60, partner=company.partner, by=company.ada)
    assert queries(ada, url) == few


def test_walking_the_pages_shows_each_once_in_order(desk: Any) -> None:
    company = cast.applicant()
    send(2 * PAGE + 3, partner=company.partner, by=company.ada)
    seen, after = [], None
    with scope.scoped(scope.EVERYONE):
        while True:
            page = submitted.page(after)
            seen += [row.reference for row in page.rows]
            if page.older is None:
                break
            after = Place.parse(str(page.older))
        ordered = Application.objects.order_by("-submitted_at", "-id").values_list("reference", flat=True)
        assert seen == list(ordered)


@pytest.mark.parametrize(
    "after", ["", "x", "2026-11-22T09:30:00_no-key", "9999-99-99_", "2026-11-22T09:30:00+00:00"]
)
def test_a_place_that_is_none_begins_at_the_beginning(after: str) -> None:
    assert Place.parse(after) is None


def test_somebody_without_a_role_there_finds_no_desk() -> None:
    company = cast.applicant()
    assert pages.as_(company.ada).get("/desk/").status_code == 404
