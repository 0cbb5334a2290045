"""What was submitted is taken back, changed or ended: by its applicant, who is told at every step what it means."""

from collections.abc import Callable

import pytest

from tests.journeys import beginning, filling, prepared
from tests.journeys.installation import Installation
from tests.journeys.prepared import Prepared
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, ON_A_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]


def submitted(installed: Installation, visits: Visits, lang: str, width: int) -> tuple[Prepared, Visitor]:
    """Ada, on the confirmation of an application she has just submitted."""
    made = installed.prepare(lambda: prepared.complete(lang))
    ada = visits(installed, lang, width)
    ada.opens(f"{made.path}check/")
    ada.signs_in(made.ada)
    assert beginning.submits(ada) == made.application
    return made, ada


@ON_A_PHONE
def test_recalled_it_is_a_draft_with_every_answer_and_can_be_submitted_again(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, ada = submitted(installed, visits, lang, width)
    ada.follows("verb.recall")
    ada.sees_heading("verb_page.recall.title")
    ada.says("verb_page.recall.means")
    ada.presses("verb_page.recall.do")
    ada.sees_heading("task_list.title", reference=made.application)
    ada.says("task_list.complete")
    ada.says("application_five.draft.what")
    assert made.application in installed.mail(
        made.ada, ada.say("letter.application_recalled.title", reference=made.application)
    )
    ada.follows("task_list.check")
    ada.sees("Telephone, portal")
    assert beginning.submits(ada) == made.application
    ada.sees(ada.say("submitted.on", day="2026-11-22", number=2))


@AT_A_DESK
def test_an_amendment_keeps_the_submission_until_it_is_sent_and_may_be_dropped(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, ada = submitted(installed, visits, lang, width)
    _amends(ada, "The hours change.")
    filling.finishes(ada, "support", {"channels": "Telephone only"})
    ada.follows("verb.discard")
    ada.says("verb_page.discard.means")
    ada.presses("verb_page.discard.do")
    ada.says("application_five.submitted.turn")
    ada.follows("application.answers")
    ada.sees("Telephone, portal")

    ada.opens(made.path)
    _amends(ada, "The hours change again.")
    filling.finishes(ada, "support", {"channels": "Telephone only"})
    ada.follows("task_list.check")
    beginning.submits(ada)
    ada.sees(ada.say("submitted.on", day="2026-11-22", number=2))
    ada.opens(f"{made.path}timeline/")
    ada.sees("The hours change again.")


def _amends(ada: Visitor, why: str) -> None:
    """Without a reason it is not done."""
    ada.follows("verb.amend")
    ada.presses("verb_page.amend.do")
    ada.page.get_by_role("alert").wait_for()
    ada.fills(ada.say("verb_page.amend.reason"), why)
    ada.presses("verb_page.amend.do")
    ada.sees(why)


@ON_A_PHONE
def test_withdrawn_it_has_ended_and_a_new_one_takes_its_answers_over(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, ada = submitted(installed, visits, lang, width)
    ada.follows("verb.withdraw")
    ada.says("verb_page.withdraw.means")
    ada.fills(ada.say("verb_page.withdraw.reason"), "Sold to another company.")
    ada.presses("verb_page.withdraw.do")
    ada.sees("Sold to another company.")
    assert not ada.offers & {ada.say(f"verb.{verb}") for verb in ("recall", "amend", "withdraw")}
    ada.opens(f"{made.path}submitted/")
    ada.sees(made.application)
    ada.follows("nav.applications")
    ada.presses("applications.begin")
    filling.opens_task(ada, "company")
    ada.page.locator("input[value='Vzorová 1']").wait_for()
