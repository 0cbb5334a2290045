"""Two at once on one application: exactly one of them happens, and whoever was late is told so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from directbill.access import actor
from directbill.actions import answers, application, conversation, partner, signature, unfinished
from directbill.actions.answers import Given
from directbill.actions.conversation import Question
from directbill.actions.shape import jobs
from directbill.core.application import State
from directbill.records import scope
from directbill.records.models import Application, Conversation, Event, Message, Partner, Submission
from tests import cast
from tests.actions import applying, sent
from tests.actions.applying import Applying
from tests.actions.test_signature import ask, complete, holder, secret
from tests.cast import NOW
from tests.races.at_once import at_once

LATER = NOW + timedelta(hours=1)
AGAIN = range(6)
"""A race that is lost one time in three would pass once; not six times."""


def by(made: Applying, at: Any = LATER) -> Any:
    return cast.later(cast.acting(made.company.ada), at)


def kinds(made: Applying) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(subject=made.record.reference).order_by("id")
        return list(rows.values_list("kind", flat=True))


@pytest.mark.parametrize("verb", ["recall", "withdraw"])
def test_taken_back_while_it_is_signed_it_is_either_signed_or_taken_back(committed: str, verb: str) -> None:
    made = complete()
    for _ in AGAIN:
        ask(made, at=LATER)
        asked, holding = holder(secret())
        which = made.which
        take_back: Callable[..., Any] = getattr(application, verb)
        told = at_once(
            lambda: signature.sign(signature=asked.id, name="Eva", by=holding, at=LATER),  # noqa: B023 - run at once
            lambda: take_back(which=which, reason="Changed", by=by(made), at=LATER),  # noqa: B023 - run at once
        )
        assert told in (["done", "revision_stale"], ["done", "signature_closed"]), told
        state = made.record.state
        if verb == "withdraw" and state == State.WITHDRAWN:
            return
        if state == State.SUBMITTED:
            application.recall(which=made.which, reason="Again", by=by(made), at=LATER)


def test_sent_again_while_it_is_signed_neither_waits_for_the_other_for_ever(committed: str) -> None:
    made = complete()
    ask(made, at=LATER)
    for _ in AGAIN:
        asked, holding = holder(secret())
        which = made.which
        told = at_once(
            lambda: signature.decline(signature=asked.id, reason="No", by=holding, at=LATER),  # noqa: B023 - at once
            lambda: signature.ask_again(which=which, by=by(made), at=LATER),  # noqa: B023 - run at once
        )
        assert told in (["done", "revision_stale"], ["done", "signature_closed"]), told
        if made.record.state == State.DRAFT:
            ask(made, at=LATER)


def test_submitted_while_it_lapses_it_is_one_of_the_two(committed: str) -> None:
    made = sent.complete()
    end = NOW + timedelta(days=91)
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(touched_at=NOW, warned_at=end - timedelta(days=7))
    which, job = made.which, actor.system(jobs.UNFINISHED)
    told = at_once(
        lambda: application.submit(which=which, by=by(made, end), at=end),
        lambda: unfinished.lapse(application=made.id, by=job, at=end),
    )
    assert told[0] in ("application_not_due", "done")
    with scope.scoped(scope.EVERYONE):
        sent_ones = Submission.objects.filter(application_id=made.id).count()
    assert (made.record.state, sent_ones) in ((State.SUBMITTED, 1), (State.LAPSED, 0))


def test_sent_twice_at_once_it_is_submitted_once(committed: str) -> None:
    made = sent.complete()
    which = made.which
    acts = [lambda: application.submit(which=which, by=by(made), at=LATER)] * 3
    assert at_once(*acts) == ["done", "revision_stale", "revision_stale"]
    assert (len(sent.submissions(made)), kinds(made).count("application:submit")) == (1, 1)


def test_begun_twice_at_once_there_is_one_application(committed: str) -> None:
    company = cast.applicant()
    acts = [
        lambda: application.begin(partner=company.partner.id, by=cast.acting(company.ada), at=NOW),
        lambda: application.begin(partner=company.partner.id, by=cast.acting(company.ben), at=NOW),
    ]
    assert at_once(*acts) == ["application_open", "done"]


def test_saved_twice_at_once_neither_overwrites_the_other(committed: str) -> None:
    made = applying.begun()

    def save(who: Any, hours: str) -> Callable[[], Any]:
        given = Given(values={"hours": hours}, finished=False, revision=0)
        me = cast.acting(who)
        return lambda: answers.save(
            partner=made.company.partner.id, application=made.id, task="support", given=given, by=me, at=LATER
        )

    assert at_once(save(made.company.ada, "A"), save(made.company.ben, "B")) == ["answers_changed", "done"]


def test_a_message_sent_twice_at_once_is_said_once(committed: str) -> None:
    company = cast.applicant()
    me = cast.acting(company.ada)
    question = Question(subject="Why?", text="I do not see it.", application=None, line="")
    acts = [lambda: conversation.open(partner=company.partner.id, question=question, by=me, at=LATER)] * 3
    assert at_once(*acts) == ["done"] * 3
    with scope.scoped(scope.EVERYONE):
        found = Conversation.objects.get()
    more = [
        lambda: conversation.write(
            partner=company.partner.id, conversation=found.id, text="More", by=me, at=LATER
        )
    ] * 3
    assert at_once(*more) == ["done"] * 3
    with scope.scoped(scope.EVERYONE):
        assert [m.text for m in Message.objects.order_by("at", "id")].count("More") == 1


def test_a_company_registered_twice_at_once_is_there_once(committed: str) -> None:
    me = cast.acting(cast.person("Ada"))
    acts = [lambda: partner.register(name="Contoso Example s.r.o.", by=me, at=LATER)] * 3
    assert at_once(*acts) == ["done"] * 3
    with scope.scoped(scope.EVERYONE):
        assert Partner.objects.count() == 1
