"""Another person signs: by the link in their mail, which can be sent anew."""

import re
from collections.abc import Callable

import pytest

from tests.actions.applying import SAID
from tests.journeys import prepared
from tests.journeys.installation import Installation
from tests.journeys.prepared import Prepared
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, ON_A_PHONE, WAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
LINK = re.compile(r"https?://\S+/sign/\S+/")
STORY = "Vera Example"


def asked(installed: Installation, visits: Visits, lang: str, width: int) -> tuple[Prepared, Visitor, str]:
    """Ada sends a complete application to Vera, who signs; Vera's address."""
    vera = f"vera{next(prepared.NUMBERS)}@example.com"
    people = {**SAID["people"], "signs": "other", "signer_name": STORY, "signer_email": vera}
    made = installed.prepare(lambda: prepared.complete(lang, people=people))
    ada = visits(installed, lang, width)
    ada.opens(f"{made.path}check/")
    ada.signs_in(made.ada)
    ada.follows("check.onward")
    ada.sees_heading("submit.title_sign")
    ada.sees(ada.say("submit.signer", name=STORY, email=vera))
    ada.presses("submit.ask", name=STORY)
    ada.sees_heading("submitted.waits")
    ada.sees(ada.say("application_five.to_be_signed.turn", signer=STORY))
    return made, ada, vera


def link_to_sign(installed: Installation, email: str, number: int = 1) -> str:
    """The link of the so-manieth mail."""
    found = LINK.search(installed.mail_number(number, email))
    assert found is not None
    return found.group()


@WAYS
def test_who_follows_the_link_in_the_mail_signs_and_it_is_submitted(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, ada, email = asked(installed, visits, lang, width)
    vera = visits(installed, lang, width)
    vera.opens(link_to_sign(installed, email))
    vera.sees_heading("sign.title", reference=made.application)
    vera.sees("Telephone, portal")
    vera.presses("sign.do")
    vera.page.get_by_role("alert").wait_for()
    vera.fills(vera.say("sign.name"), STORY)
    vera.presses("sign.do")
    vera.says("sign.state.signed")
    assert made.application in installed.mail(
        made.ada, ada.say("letter.application_submitted.title", reference=made.application)
    )
    ada.page.reload()
    ada.sees_heading("submitted.title")


@ON_A_PHONE
def test_a_new_link_can_be_asked_for_and_the_one_before_leads_nowhere(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, ada, email = asked(installed, visits, lang, width)
    first = link_to_sign(installed, email)
    ada.follows("verb.ask_again")
    ada.says("verb_page.ask_again.means")
    ada.presses("verb_page.ask_again.do")
    ada.sees(ada.say("application_five.to_be_signed.turn", signer=STORY))
    second = link_to_sign(installed, email, 2)
    assert second != first
    vera = visits(installed, lang, width)
    vera.opens(first)
    vera.says("sign.state.replaced")
    assert not vera.offers
    vera.opens(second)
    vera.sees_heading("sign.title", reference=made.application)
    assert vera.button(vera.say("sign.do")).is_visible()


@AT_A_DESK
def test_declined_it_is_a_draft_again_and_the_applicant_is_told_why(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    made, ada, email = asked(installed, visits, lang, width)
    vera = visits(installed, lang, width)
    vera.opens(link_to_sign(installed, email))
    vera.fills(vera.say("sign.reason"), "The figures are of last year.")
    vera.presses("sign.decline")
    vera.says("sign.state.declined")
    installed.mail(made.ada, "The figures are of last year.")
    ada.opens(made.path)
    ada.sees_heading("task_list.title", reference=made.application)
    ada.sees("The figures are of last year.")
