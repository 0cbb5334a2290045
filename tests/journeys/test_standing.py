"""A partner's standing from both sides: a review that is not passed, restricted, mended and restored by two people; and
one that nobody mends, to its last step. The clock of a sandbox is moved; what is due by then is done as its jobs do it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from directbill.access.actor import system
from directbill.actions.shape import jobs
from directbill.core.enrollment import State
from directbill.gateways import clock
from directbill.ops.jobs import enrollments, reviews
from directbill.queries import days
from tests.actions import enrolled
from tests.actions.enrolled import Enrolled
from tests.journeys import at_desk, installation
from tests.journeys.at_desk import Story
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, AT_A_DESK_IN_ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
LADDER = "2025-10-01"
"""An edition whose ladder has all three steps."""


@pytest.fixture
def sandbox(
    postgres_server: str,
    postgres_template: str,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """An installation of its own, whose clock may be moved."""
    data = tmp_path_factory.mktemp("sandbox")
    with installation.running(postgres_server, postgres_template, data, django_db_blocker) as found:
        yield found


@AT_A_DESK_IN_ENGLISH
def test_a_review_that_is_not_passed_restricts_and_what_was_mended_is_given_back_by_two(
    sandbox: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(sandbox, visits, lang, width)
    found = sandbox.prepare(lambda: enrolled.young(story.case.app))
    _stands(story, found, State.ACTIVE)
    for passing in (275, 60):
        _passes(sandbox, passing)
    ada = _stands(story, found, State.ACTIVE)
    ada.says("enrolled.turn.yours")
    _passes(sandbox, 30)
    ada = _stands(story, found, State.RESTRICTED)
    ada.says("detail.enrollment_restricted")
    ada.sees(ada.say("permitted.why", n=7))
    _customers(story, found)
    _does(story, found, "Ada", "claim_cure", to="cure_claimed")
    rea = story.who("Rea")
    rea.opens("/desk/queue/")
    rea.page.locator(f"main a[href$='/{_reference(story, found)}/restrictions/1/']").click()
    story.is_for_everybody(rea)
    _does(story, found, "Rea", "recommend_lift", to="lift_recommended")
    _opens(story, found, "Rea")
    assert at_desk.verb_name(rea, "restriction", "lift") not in rea.offers
    _does(story, found, "Tom", "lift", to="lift_decided")
    _passes(sandbox, 1)
    ada = _stands(story, found, State.ACTIVE)
    _was_it_allowed(story, ada)


@AT_A_DESK
def test_what_nobody_mends_is_suspended_and_revoked_on_the_days_that_were_announced_and_the_lockout_is_told(
    sandbox: Installation, visits: Visits, lang: str, width: int
) -> None:
    story = at_desk.submitted(sandbox, visits, lang, width)
    found = sandbox.prepare(lambda: enrolled.young(story.case.app, edition=LADDER))
    sandbox.prepare(found.announced)
    ada = _opens(story, found, "Ada")
    assert ada.page.locator("main ol.items > li .state").all_inner_texts() == [
        ada.say(f"life.enrollment.{state}.word") for state in ("restricted", "suspended", "revoked")
    ]
    ada.sees(ada.say("restricted.lockout", n=12, source="").strip())
    for state in (State.RESTRICTED, State.SUSPENDED, State.REVOKED):
        _passes(sandbox, 30)
        ada = _stands(story, found, state)
    locked = sandbox.prepare(lambda: found.row.locked_until)
    ada.sees(ada.say("enrolled.locked", day=locked))
    ada = _opens(story, found, "Ada")
    assert ada.offers >= {at_desk.verb_name(ada, "restriction", "appeal")}
    told = ada.say("letter.restriction_revoked.title", reference=_reference(story, found))
    sandbox.mail(story.made.ada, told)
    _does(story, found, "Ada", "appeal", to="revocation_appealed")
    _does(story, found, "Mia", "uphold", to="completed")
    _stands(story, found, State.REVOKED)


def _passes(sandbox: Installation, number: int) -> None:
    """Days go by, and the jobs of the clock look."""

    def look() -> None:
        at = clock.now()
        reviews.look(by=system(jobs.REVIEWS), at=at)
        enrollments.look(by=system(jobs.ENROLLMENTS), at=at)

    sandbox.run("clock", "forward", str(number))
    sandbox.prepare(look)


def _reference(story: Story, found: Enrolled) -> str:
    return str(story.installed.prepare(lambda: found.row.reference))


def _stands(story: Story, found: Enrolled, state: State) -> Visitor:
    """The company comes from its overview, and the enrollment's page says where it stands."""
    ada = story.who("Ada")
    ada.opens(f"{story.made.home}/standing/")
    ada.page.locator(f"main a[href$='/enrollments/{_reference(story, found)}/']").click()
    story.stands(ada, f"life.enrollment.{state}.word")
    story.is_for_everybody(ada)
    return ada


def _opens(story: Story, found: Enrolled, name: str) -> Visitor:
    """Somebody opens the restriction on their own face."""
    visitor, reference = story.who(name), _reference(story, found)
    face = f"{story.made.home}/enrollments" if name == "Ada" else "/desk/enrollments"
    visitor.opens(f"{face}/{reference}/restrictions/1/")
    story.is_for_everybody(visitor)
    return visitor


def _does(  # sentence: in which story, with which, who
    story: Story, found: Enrolled, name: str, verb: str, *, to: str
) -> None:
    """Somebody does a verb on its page; the restriction then stands where it leads."""
    visitor = _opens(story, found, name)
    word = at_desk.verb_name(visitor, "restriction", verb)
    visitor.link(word).first.click()
    visitor.page.get_by_role("heading", level=1, name=word, exact=True).wait_for()
    story.is_for_everybody(visitor)
    if visitor.page.locator("#f-text").count():
        visitor.page.locator("#f-text").fill("Because it is so.")
    visitor.button(word).click()
    story.stands(visitor, f"life.restriction.{to}.word")
    assert story.installed.prepare(lambda: str(found.restriction().state)) == to


def _customers(story: Story, found: Enrolled) -> None:
    """What it means for customers: the list with dates, as far as the bills say."""
    ada = _opens(story, found, "Ada")
    ada.follows("winding.link")
    ada.sees_heading("winding.title")
    ada.sees(ada.say("winding.fact_known"))
    story.is_for_everybody(ada)


def _was_it_allowed(story: Story, ada: Visitor) -> None:
    """Of a day on which it was restricted, and of today."""
    today = story.installed.prepare(lambda: days.of(clock.now()))
    for day, tone in ((enrolled.later(365).date(), "bad"), (today, "good")):
        ada.page.locator("#f-capability").select_option(index=0)
        ada.page.locator("#f-day").fill(day.isoformat())
        ada.presses("allowing.ask")
        ada.page.locator(f"div[role=status] .state.{tone}").wait_for()
