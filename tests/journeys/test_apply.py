"""From the start page to a submitted application with the demo ledger, as a Global administrator goes it."""

from collections.abc import Callable

import pytest

from tests.fixtures.bill import recon, year
from tests.journeys import beginning, filling
from tests.journeys.conftest import Ledger
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
DEMO_NUMBER = "6048879"
MORE = recon(*year("5000.00", reseller=DEMO_NUMBER))
"""What the demo ledger lacks for the bar."""


@WAYS
def test_from_the_start_page_to_a_submitted_application(
    installed: Installation, visits: Visits, ledger: Ledger, lang: str, width: int
) -> None:
    ada = visits(installed, lang, width)
    email = f"ada.{lang}.{width}@example.com"
    beginning.checks_whether_they_qualify(ada)
    ada.follows("quick.go_on")
    beginning.makes_an_account(ada, email)
    beginning.registers(ada, "Contoso Example s.r.o.")
    ada.follows("standing.begin")
    ada.presses("applications.begin")
    filling.adds_the_account(ada, DEMO_NUMBER)
    beginning.gives_files(ada, ledger.exports)
    beginning.reads_where_they_stand(ada)
    ada.follows("nav.applications")
    ada.page.locator("ul.tasks a").click()
    application = ada.path
    filling.finishes_every_task(ada, DEMO_NUMBER)
    ada.says("task_list.complete")
    beginning.learns_what_is_missing(ada)
    beginning.gives_files(ada, [{"name": "more.csv", "mimeType": "text/csv", "buffer": MORE}])
    ada.opens(application)
    beginning.checks_the_answers(ada)
    reference = beginning.submits(ada)
    bookmark = ada.page.url

    said = installed.mail(email, reference)
    assert ada.say("five.what") in said or reference in said
    again = visits(installed, lang, width)
    again.opens(bookmark)
    again.signs_in(email)
    again.sees_heading("submitted.title")
    again.sees(reference)
    with again.page.expect_download() as download:
        again.follows("submitted.pdf")
    assert download.value.path().read_bytes().startswith(b"%PDF")
    again.opens(bookmark)
