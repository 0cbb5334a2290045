"""A year passes and renews: the review opens on its day, an officer certifies, two people renew, the next one is set.

The clock of a sandbox is moved; what is due by then is done as its jobs do it.
"""

from collections.abc import Callable
from datetime import date

import pytest

from directbill.core.application import State
from directbill.core.work import Work
from directbill.queries import reviews
from directbill.records import scope
from tests.actions import enrolled
from tests.actions.enrolled import Enrolled
from tests.journeys import at_desk, passing
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import ON_A_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
BY_THE_CONTRACT = date(2028, 12, 1)
"""The next review: the contract that was recorded ends on this day of a later year."""


@ON_A_PHONE
def test_a_year_passes_and_renews(sandbox: Installation, visits: Visits, lang: str, width: int) -> None:
    story = at_desk.submitted(sandbox, visits, lang, width)
    found = sandbox.prepare(lambda: enrolled.young(story.case.app))
    passing.days(sandbox, 275)
    case = at_desk.of_its_review(story, found)
    ada = story.who("Ada")
    told = ada.say(
        "letter.review_opened.title",
        reference=case.owner.reference,
        company=sandbox.prepare(lambda: found.row.partner.name),
    )
    sandbox.mail(story.made.ada, told)
    ada.opens(f"{story.made.home}/applications/{case.owner.reference}/")
    story.is_for_everybody(ada)
    assert {ada.say("verb.withdraw"), ada.say("verb.amend")} & ada.offers == set()
    story.does("Ada", "certification", "give", to="given")
    passing.look(sandbox)
    assert story.row("signing_authority").state == "accepted"
    story.passed(Work.CONFIRMATION, Work.ASSESSMENT, Work.CONTRACT)
    story.does("Rea", "renewal", "recommend_renewal", to="renewal_recommended")
    assert "renew" not in story.offers("Rea", "renewal")
    story.does("Tom", "renewal", "renew", to="renewed")
    assert sandbox.prepare(lambda: case.again().state) == State.RENEWED
    ada.opens(f"{story.made.home}/applications/{case.owner.reference}/")
    ada.sees(ada.say("life.application.renewed.word"))
    assert sandbox.prepare(lambda: _next(found)) == BY_THE_CONTRACT


def _next(found: Enrolled) -> object:
    with scope.scoped(scope.EVERYONE):
        return reviews.due(found.row).day
