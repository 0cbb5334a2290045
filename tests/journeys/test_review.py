"""A year passes and renews: the review opens on its day, an officer certifies, two people renew, the next one is set.

The clock of a sandbox is moved; what is due by then is done as its jobs do it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from directbill.access.actor import system
from directbill.actions.shape import jobs
from directbill.core.application import State
from directbill.core.work import Work
from directbill.gateways import clock
from directbill.ops.jobs import items as rules
from directbill.ops.jobs import reviews as job
from directbill.queries import reviews
from directbill.records import scope
from tests.actions import enrolled
from tests.actions.enrolled import Enrolled
from tests.actions.reviewing import Reviewing
from tests.journeys import at_desk, installation
from tests.journeys.at_desk import Story
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.ways import ON_A_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visits = Callable[..., Visitor]
BY_THE_CONTRACT = date(2028, 12, 1)
"""The next review: the contract that was recorded ends on this day of a later year."""


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


@ON_A_PHONE
def test_a_year_passes_and_renews(sandbox: Installation, visits: Visits, lang: str, width: int) -> None:
    story = at_desk.submitted(sandbox, visits, lang, width)
    found = sandbox.prepare(lambda: enrolled.young(story.case.app))
    sandbox.run("clock", "forward", "275")
    case = _opened(story, found)
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
    sandbox.prepare(lambda: rules.look(by=system(jobs.ITEMS_DUE), at=clock.now()))
    assert story.row("signing_authority").state == "accepted"
    story.passed(Work.CONFIRMATION, Work.ASSESSMENT, Work.CONTRACT)
    story.does("Rea", "renewal", "recommend_renewal", to="renewal_recommended")
    assert "renew" not in story.offers("Rea", "renewal")
    story.does("Tom", "renewal", "renew", to="renewed")
    assert sandbox.prepare(lambda: case.again().state) == State.RENEWED
    ada.opens(f"{story.made.home}/applications/{case.owner.reference}/")
    ada.sees(ada.say("life.application.renewed.word"))
    assert sandbox.prepare(lambda: _next(found)) == BY_THE_CONTRACT


def _opened(story: Story, found: Enrolled) -> Reviewing:
    """The job opens the review; from then on the story is about it."""

    def look() -> Reviewing:
        at = clock.now()
        job.look(by=system(jobs.REVIEWS), at=at)
        with scope.scoped(scope.EVERYONE):
            owner = reviews.last(found.row)
        assert owner is not None
        return Reviewing(found, owner, at)

    case = story.installed.prepare(look)
    story.case = case
    story.made = replace(story.made, application=case.owner.reference)
    return case


def _next(found: Enrolled) -> object:
    with scope.scoped(scope.EVERYONE):
        return reviews.due(found.row).day
