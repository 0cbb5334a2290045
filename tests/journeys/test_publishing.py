"""An edition is looked ahead to, put into force by two people, and read of by a partner: by mail and on its page."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from directbill.records import scope
from directbill.records.models import Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import population, publishing
from tests.actions.population import NEXT, OWN
from tests.cast import NOW
from tests.journeys.at_desk import AXE, OPTIONS
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK_IN_ENGLISH
from tests.web import pages

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
ADMIN, PAGE = "admin0@example.com", "/c/C-00000/enrollments/ENR-00000/next/"
LETTER = {"reference": "ENR-00000", "day": "2027-05-01", "edition": NEXT, "company": "Company 0000"}
TOLD = 70
"""Days until the first company's first day of notice."""


def signed_in(sandbox: Installation, visitor: Visitor, who: Callable[[], Person]) -> Visitor:
    """The visitor with somebody's session, in their language."""
    session = sandbox.prepare(lambda: pages.as_(who()).cookies["sessionid"].value)
    for cookie, value in (("sessionid", session), ("directbill_language", visitor.lang)):
        visitor.page.context.add_cookies([{"name": cookie, "value": value, "url": sandbox.address}])
    return visitor


def is_for_everybody(visitor: Visitor) -> None:
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), visitor.path
    broken = AXE.run(visitor.page, options=OPTIONS).response["violations"]
    assert [(each["id"], visitor.path) for each in broken] == []


def administrator(lang: str) -> Person:
    with scope.scoped(scope.EVERYONE):
        found = Person.objects.get(login=ADMIN)
        found.language = lang
        found.save(update_fields=["language"])
    return found


@AT_A_DESK_IN_ENGLISH
def test_two_managers_see_what_it_means_and_a_partner_reads_what_changes_and_when(
    sandbox: Installation, visits: Visits, lang: str, width: int
) -> None:
    sandbox.prepare(lambda: population.enrolled(3))

    def manager(name: str) -> Visitor:
        visitor = visits(sandbox, lang, width)
        return signed_in(sandbox, visitor, lambda: cast.at_desk(name, DeskRole.PROGRAM_MANAGER))

    mia, max_ = manager("Mia"), manager("Max")
    proposes(mia)
    confirms(max_)
    ada = signed_in(sandbox, visits(sandbox, lang, width), lambda: administrator(lang))
    reads(ada, "next.telling", day="2027-01-31")
    sandbox.run("clock", "forward", str(TOLD))
    sandbox.prepare(lambda: publishing.clock(NOW + timedelta(days=TOLD)))
    assert PAGE in sandbox.mail(ADMIN, ada.say("letter.edition_binds.title", **LETTER))
    reads(ada, "next.told", day="2027-01-31")


def proposes(mia: Visitor) -> None:
    """She sees the forecast, the days and the letter, and proposes."""
    mia.opens("/desk/editions/")
    mia.goes(mia.page.locator("main a.row").first)
    counts = {"all": 3, "passes": 0, "passes_near": 0, "fails": 3, "fails_near": 0, "unknown": 0}
    mia.says("outlook.summary", **counts)
    mia.says(
        "letter.edition_binds.title",
        reference="ENR-00000",
        day="2027-05-01",
        edition=NEXT,
        company="Company 0000",
    )
    is_for_everybody(mia)
    mia.page.locator("#f-text").fill("The year has begun.")
    mia.presses("editions.propose")
    mia.says("life.publication.proposed.says")
    assert not mia.button(mia.say("editions.confirm")).count()


def confirms(max_: Visitor) -> None:
    """He sees the same, and who proposed it why; he confirms."""
    max_.opens(f"/desk/editions/{NEXT}/")
    max_.sees("The year has begun.")
    is_for_everybody(max_)
    max_.presses("editions.confirm")
    max_.says("life.publication.in_force.says")
    is_for_everybody(max_)


def reads(ada: Visitor, lead: str, *, day: str) -> None:
    """What changes for her company, from which bar to which, and when."""
    ada.opens(PAGE)
    ada.sees_heading("next.title")
    ada.says(lead, day=day)
    ada.says("changing.how.higher")
    ada.says("letter.edition_binds.when", day="2027-05-01", own=OWN)
    is_for_everybody(ada)
