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
from tests.actions import enrolled, publishing
from tests.actions.enrolled import Enrolled
from tests.cast import NOW
from tests.journeys import at_desk, passing
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK_IN_ENGLISH, ON_A_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
ASKED = {
    "designation": {"designations.1.name": "Modern Work", "designations.1.until": "2028-06-30"},
    "security": {
        "looked_on": NOW.date().isoformat(),
        "security_contact": "security@example.com",
        "alerts": "Somebody is on call, also at night.",
    },
}
"""What the edition of 2025 asks and the one before did not, with the answers."""
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


@AT_A_DESK_IN_ENGLISH
def test_a_later_edition_asks_what_was_not_asked_before_and_then_it_is_certified(
    sandbox: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(sandbox, visits, lang, width)
    found = sandbox.prepare(lambda: enrolled.young(story.case.app))
    sandbox.prepare(publishing.in_force)
    passing.days(sandbox, 275)
    at_desk.of_its_review(story, found)
    ada = story.opens("Ada", "certification")
    ada.sees(ada.say("review_again.title"), ada.say("review_again.open"))
    story.is_for_everybody(ada)
    for task, answers in ASKED.items():
        ada.goes(ada.page.locator(f"ul.tasks a[href$='/tasks/{task}/']"))
        if task == "security":
            ada.page.locator("input[name=mandatory][value=yes]").check()
        for name, answer in answers.items():
            ada.page.locator(f"[name='{name}']").fill(answer)
        story.is_for_everybody(ada)
        ada.presses("task.finish")
        ada.page.locator(f"#{task} .state", has_text=ada.say("review_again.answered")).wait_for()
    story.is_for_everybody(ada)
    story.does("Ada", "certification", "give", to="given")
    assert ada.page.locator("#again").count() == 0


def _next(found: Enrolled) -> object:
    with scope.scoped(scope.EVERYONE):
        return reviews.due(found.row).day
