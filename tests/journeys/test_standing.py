"""A partner's standing from both sides: revenue that falls, a review that fails on it, restricted, brought back and
restored by two people; and what nobody mends, to its last step. What is due by a day is done as its jobs do it.
"""

from collections.abc import Callable
from datetime import date

import pytest

from directbill.core.enrollment import State
from directbill.core.signals import Signal
from directbill.gateways import clock
from directbill.queries import days, enrollments
from directbill.records import scope
from directbill.records.models import Signal as Noticed
from tests.actions import enrolled
from tests.actions.enrolled import Enrolled
from tests.fixtures import cast as made
from tests.fixtures.bill import bills
from tests.journeys import at_desk, beginning, passing
from tests.journeys.at_desk import Story
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import AT_A_DESK, AT_A_DESK_IN_ENGLISH

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
LADDER = "2025-10-01"
"""An edition whose ladder has all three steps."""
REVENUE = "requirement_not_met"
NOT_PASSED = "review_not_passed"
DUE = date(2027, 11, 22)
"""The day of its first review, a year after it was enrolled; the next one is a year later."""


FELL = bills("10000.00", *made.AFTER[:9])
"""Together with what is left of its good year, 180,000 of the 300,000 that are asked for."""
BACK = bills("80000.00", *made.AFTER[9:])


@AT_A_DESK_IN_ENGLISH
def test_revenue_that_falls_fails_the_review_and_once_it_is_back_what_was_restricted_is_given_back_by_two(
    sandbox: Installation, visits: Visits, lang: str, width: int
) -> None:
    story, found = at_desk.enrolled_there(sandbox, visits, lang, width)
    sandbox.run("clock", "forward", "270")
    _gives(story, FELL, before="met", after="not_met")
    _is_noticed(story, found)
    passing.days(sandbox, 5)
    review = _fails_its_review(story, found)
    passing.days(sandbox, 60)
    _is_announced(story, found)
    passing.days(sandbox, 30)
    _serves_and_buys_nothing(_stands(story, found, State.RESTRICTED))
    _customers(story, found)
    _gives(story, BACK, before="unknown", after="met")
    _is_given_back(story, found)
    passing.days(sandbox, 1)
    ada = _stands(story, found, State.ACTIVE)
    ada.says("enrolled.next_review", day=DUE.replace(year=2028), n=365)
    _was_it_allowed(story, ada)
    _was_told(story, found, review)


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
        passing.days(sandbox, 30)
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


def _gives(story: Story, files: bytes, *, before: str, after: str) -> None:
    """The company gives its newer bills; its overview says whether the revenue is enough. Then the jobs look."""
    ada = story.who("Ada")
    ada.opens(f"{story.made.home}/standing/")
    ada.page.locator(f"#revenue_ttm.{before}").wait_for()
    beginning.gives_files(ada, [{"name": f"{after}.csv", "mimeType": "text/csv", "buffer": files}])
    ada.follows("nav.standing")
    ada.page.locator(f"#revenue_ttm.{after}").wait_for()
    passing.look(story.installed)


def _kind(story: Story, found: Enrolled, key: str) -> Signal:
    kind = story.installed.prepare(lambda: enrollments.rules(found.row).signal(key))
    assert kind
    return kind


def _is_noticed(story: Story, found: Enrolled) -> None:
    """On the overview and the enrollment's page, with five answers; nothing is taken away by it, nothing announced."""
    ada, kind = story.who("Ada"), _kind(story, found, REVENUE)
    row = story.installed.prepare(lambda: _signals(found)[0])
    known = (row.subject, row.params["counted"], row.params["distance"])
    assert known == ("revenue_ttm", "180000.00", "120000.00")
    five = {
        "what": ada.texts.own(kind.title),
        "why": ada.say("reason.revenue_short", **row.params),
        "turn": ada.say("enrolled.turn.yours"),
        "when": ada.say("enrolled.by", day=date(2027, 11, 17), n=90),
        "otherwise": ada.texts.own(kind.otherwise),
    }
    for page in ("standing", f"enrollments/{_reference(story, found)}"):
        ada.opens(f"{story.made.home}/{page}/")
        said = ada.page.locator("ul.tasks > li", has_text=five["what"]).inner_text()
        assert [part for part, text in five.items() if text not in said] == []
        story.is_for_everybody(ada)
    ada.says("enrolled.no_restrictions")


def _signals(found: Enrolled) -> list[Noticed]:
    with scope.scoped(scope.EVERYONE):
        return enrollments.signals(found.row)


def _fails_its_review(story: Story, found: Enrolled) -> str:
    """An officer certifies, the rule refuses on the figure of that day, two people do not renew. Its reference."""
    review = at_desk.of_its_review(story, found)
    story.does("Ada", "certification", "give", to="given")
    passing.look(story.installed)
    assert story.row("revenue_ttm").state == "refused"
    story.prepare("renewal", "recommend_refusal")
    assert "refuse" not in story.offers("Rea", "renewal")
    story.does("Tom", "renewal", "refuse", to="not_renewed")
    return str(review.owner.reference)


def _is_announced(story: Story, found: Enrolled) -> None:
    """Thirty days ahead, nothing is taken away yet: whose turn it is, by when, and what comes on that day."""
    ada = story.who("Ada")
    ada.opens(f"{story.made.home}/enrollments/{_reference(story, found)}/")
    story.stands(ada, "life.enrollment.active.word")
    step = {part: ada.say(f"life.enrollment.restricted.{part}") for part in ("word", "says")}
    line = ada.page.locator("ul.tasks > li", has_text=ada.texts.own(_kind(story, found, NOT_PASSED).title))
    said = line.inner_text()
    for each in (
        ada.say("enrolled.turn.yours"),
        ada.say("enrolled.by", day=DUE, n=30),
        ada.say("restricted.otherwise.step", next=step["word"], says=step["says"]),
    ):
        assert each in said


def _serves_and_buys_nothing(ada: Visitor) -> None:
    """Since when and why; then line by line: customers who are there are served, new business is not done."""
    ada.says("detail.enrollment_restricted")
    ada.sees(ada.say("permitted.why", n=7))
    serving, fresh = (
        set(ada.page.locator(f"table:has(caption:text-is('{ada.say(caption)}')) td .state").all_inner_texts())
        for caption in ("permitted.serving", "permitted.fresh")
    )
    assert (serving, fresh) == (
        {ada.say("permitted.yes_on")},
        {ada.say("permitted.no"), ada.say("permitted.yes")},
    )


def _is_given_back(story: Story, found: Enrolled) -> None:
    """What was noticed is gone by itself; what is restricted is not: it is claimed, and two people give it back."""
    assert story.installed.prepare(lambda: _signals(found)) == []
    _does(story, found, "Ada", "claim_cure", to="cure_claimed")
    rea = story.who("Rea")
    rea.opens("/desk/queue/")
    rea.goes(rea.page.locator(f"main a[href$='/{_reference(story, found)}/restrictions/1/']"))
    story.is_for_everybody(rea)
    _does(story, found, "Rea", "recommend_lift", to="lift_recommended")
    _opens(story, found, "Rea")
    assert at_desk.verb_name(rea, "restriction", "lift") not in rea.offers
    _does(story, found, "Tom", "lift", to="lift_decided")


def _was_told(story: Story, found: Enrolled, review: str) -> None:
    """By mail, of everything on its way."""
    ada, reference = story.who("Ada"), _reference(story, found)
    company = story.installed.prepare(lambda: found.row.partner.name)
    own = {key: ada.texts.own(_kind(story, found, key).title) for key in (REVENUE, NOT_PASSED)}
    restricted, lifted = ada.say("life.enrollment.restricted.word"), ada.say("life.restriction.lifted.word")
    for title in (
        ada.say("letter.signal_raised.title", reference=reference, signal=own[REVENUE]),
        ada.say("letter.review_opened.title", reference=review, company=company),
        ada.say("letter.restriction_announced.title", reference=reference, cause=own[NOT_PASSED]),
        ada.say("letter.restriction_step.title", reference=reference, company=company, standing=restricted),
        ada.say("letter.restriction_over.title", reference=reference, word=lifted),
    ):
        story.installed.mail(story.made.ada, title)


def _reference(story: Story, found: Enrolled) -> str:
    return str(story.installed.prepare(lambda: found.row.reference))


def _stands(story: Story, found: Enrolled, state: State) -> Visitor:
    """The company comes from its overview, and the enrollment's page says where it stands."""
    ada = story.who("Ada")
    ada.opens(f"{story.made.home}/standing/")
    ada.goes(ada.page.locator(f"main a[href$='/enrollments/{_reference(story, found)}/']"))
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
    visitor.goes(visitor.link(word).first)
    visitor.page.get_by_role("heading", level=1, name=word, exact=True).wait_for()
    story.is_for_everybody(visitor)
    if visitor.page.locator("#f-text").count():
        visitor.page.locator("#f-text").fill("Because it is so.")
    visitor.goes(visitor.button(word))
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
