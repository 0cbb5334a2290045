"""The assessment from both sides: claims, times of the interview until one is held, and findings until it passes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from directbill.core.work import Work
from tests.cast import NOW
from tests.journeys import at_desk
from tests.journeys.at_desk import Story
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK_IN_ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
PROVEN, EXPLAINED = "mfa_for_all", "security_contact"
TIMES = ("09:00", "10:30", "13:00")
"""Of one day, offered in the order of the clock; an hour each."""


@AT_A_DESK_IN_ENGLISH
def test_claims_are_found_to_hold_in_an_interview_that_was_moved_and_missed_once(
    installed: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(installed, visits, lang, width)
    story.passed(Work.CONFIRMATION)
    key = story.key(Work.ASSESSMENT)
    installed.prepare(lambda: story.case.appointed(key))
    _claims(story, key)
    _offers(story, key)
    _books(story, key, TIMES[0], shown=["booked", "offered", "offered"])
    invited = story.who("Ada").say("letter.interview_booked.title", reference=story.made.application, time="")
    installed.mail(story.made.ada, invited, TIMES[0])
    _books(story, key, TIMES[1], shown=["offered", "booked", "offered"])
    installed.mail(story.made.ada, invited, TIMES[1])
    story.does("Asa", key, "miss", to="invited")
    assert _states(story, "Ada", key) == _words(story, "offered", "missed", "offered")
    _books(story, key, TIMES[2], shown=["offered", "missed", "booked"])
    story.does("Asa", key, "hold", to="held")
    assert _states(story, "Ada", key) == _words(story, "offered", "missed", "held")
    _finds(story, key)
    installed.prepare(lambda: story.case.found(key))
    story.does("Asa", key, "sign_off", to="passed")
    ada = story.opens("Ada", key)
    ada.says("assess.report_get")
    for each in ("same", "more"):
        assert ada.text.count(" ".join(ada.say(f"claim.difference_{each}").split())) == 1


def _claims(story: Story, key: str) -> None:
    """The company proves what it claims of one criterion, and explains another; both stand on its page."""
    for criterion, result, proof, text in (
        (PROVEN, "met", [at_desk.PROOF], ""),
        (EXPLAINED, "partly", [], "Named in June; nobody stands in yet."),
    ):
        ada = story.opens("Ada", key)
        ada.goes(ada.page.locator(f"a[href$='/criteria/{criterion}/']"))
        ada.chooses(ada.say(f"assess.result_{result}"), of=ada.say("claim.result"))
        ada.page.locator("#f-text").fill(text)
        ada.page.locator("#f-file").set_input_files(proof)
        story.is_for_everybody(ada)
        ada.presses("claim.save")
        story.opens("Ada", key)
        ada.sees(ada.say("claim.said", result=ada.say(f"assess.result_{result}")))
    asa = story.opens("Asa", key)
    asa.goes(asa.page.locator(f"a[href$='/criteria/{EXPLAINED}/']"))
    asa.sees("Named in June; nobody stands in yet.")
    story.is_for_everybody(asa)


def _offers(story: Story, key: str) -> None:
    """The assessor offers the times; the company is told once."""
    asa = story.opens("Asa", key)
    asa.follows("slot.title")
    for number, time in enumerate(TIMES, 1):
        day = (NOW + timedelta(days=14)).date().isoformat()
        for name, value in (("day", day), ("time", time), ("place", "https://example.com/call")):
            asa.fills(asa.say(f"slot.field_{name}"), value)
        asa.presses("slot.offer")
        asa.page.locator("ul.items > li").nth(number - 1).wait_for()
    story.is_for_everybody(asa)
    told = asa.say("letter.slots_offered.title", reference=story.made.application)
    story.installed.mail(story.made.ada, told, TIMES[0])
    assert len([m for m in story.installed.mails(story.made.ada) if told in str(m["Subject"])]) == 1


def _books(  # sentence: of which story, which assessment, at what time
    story: Story, key: str, time: str, *, shown: list[str]
) -> None:
    """The company books one of the times, or this one instead."""
    ada = story.opens("Ada", key)
    ada.follows("slot.title")
    line = ada.page.locator("ul.items > li", has_text=f"{time}\N{EN DASH}")
    ada.goes(line.get_by_role("button"))
    line.locator(".state", has_text=ada.say("life.slot.booked.word")).wait_for()
    assert _listed(ada) == _words(story, *shown)
    story.is_for_everybody(ada)


def _finds(story: Story, key: str) -> None:
    """The assessor declares to be independent, and finds what the company had proven: the two agree."""
    asa = story.opens("Asa", key)
    asa.follows("assess.declare")
    story.is_for_everybody(asa)
    asa.presses("assess.declare")
    asa.goes(asa.page.locator(f"a[href$='/criteria/{PROVEN}/']"))
    address = asa.path
    asa.says("claim.difference_open")
    asa.chooses(asa.say("assess.status_looked_at"), of=asa.say("assess.status"))
    asa.page.locator("input[name=result][value=met]").check()
    asa.presses("assess.save")
    asa.opens(address)
    asa.says("claim.difference_same")
    story.is_for_everybody(asa)


def _states(story: Story, name: str, key: str) -> list[str]:
    """How each of the times stands, as somebody's page of times says."""
    visitor = story.opens(name, key)
    visitor.follows("slot.title")
    return _listed(visitor)


def _listed(visitor: Visitor) -> list[str]:
    return visitor.page.locator("ul.items > li .state").all_inner_texts()


def _words(story: Story, *states: str) -> list[str]:
    return [story.who("Ada").say(f"life.slot.{each}.word") for each in states]
