"""From the start page to a submitted application with the demo ledger, as a Global administrator goes it."""

from collections.abc import Callable, Iterator

import pytest

from tests.fixtures.bill import recon, year
from tests.journeys import beginning, filling, installation, prepared
from tests.journeys.conftest import Ledger
from tests.journeys.installation import Installation
from tests.journeys.test_sign_in import ADMINISTRATOR
from tests.journeys.visitor import Visitor
from tests.journeys.ways import ON_A_PHONE, WAYS
from tests.providers import CLIENT, SECRET, Real

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
DEMO_NUMBER = "6048879"
PROVIDER = "Contoso sign-in"
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
    ada.goes(ada.page.locator("ul.tasks a"))
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
        again.link(again.say("submitted.pdf")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    again.follows("timeline.title")
    again.sees_heading("timeline.title")
    again.sees(again.say("letter.application_submitted.title", reference=reference))


@pytest.fixture(scope="module")
def offering(installed: Installation, real_server: Real) -> Iterator[Installation]:
    """The same installation, whose operator offers the company's own sign-in."""
    offered = {
        "DIRECTBILL_OIDC_ISSUER": real_server.issuer,
        "DIRECTBILL_OIDC_CLIENT_ID": CLIENT,
        "DIRECTBILL_OIDC_CLIENT_SECRET": SECRET,
        "DIRECTBILL_OIDC_NAME": PROVIDER,
    }
    with installation.beside(installed, **offered) as found:
        yield found


@ON_A_PHONE
def test_who_signs_in_with_the_companys_account_submits_with_it_too(
    offering: Installation, visits: Visits, real_server: Real, lang: str, width: int
) -> None:
    subject = f"ada-{lang}-{width}"
    email = f"{subject}@example.com"
    real_server.person(subject, name="Ada Example", email=email, wids=[ADMINISTRATOR])
    ada = visits(offering, lang, width)
    ada.opens("/")
    ada.follows("start.go_on")
    ada.presses("signin.sign_in.with", provider=PROVIDER)
    _authorizes(ada, subject)
    beginning.registers(ada, "Contoso Example s.r.o.")
    made = offering.prepare(lambda: prepared.completed(email))
    offering.prepare(lambda: prepared.confirmed_long_ago(email))
    ada.opens(f"{made.path}check/")
    ada.follows("check.onward")
    ada.presses("submit.do")
    ada.sees_heading("signin.confirm.title")
    ada.presses("signin.confirm.with", provider=PROVIDER)
    _authorizes(ada, subject)
    ada.presses("submit.do")
    ada.sees_heading("submitted.title")
    assert beginning.reference(ada) == made.application


def _authorizes(visitor: Visitor, subject: str) -> None:
    """On the provider's own page, which speaks English."""
    visitor.page.locator("input[name=sub]").fill(subject)
    visitor.page.get_by_role("button", name="Authorize").click()
