"""An edition is put into force by two people who both saw what it does."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core import publication
from directbill.core.adoption import Binding
from directbill.core.errors import Refusal
from directbill.core.publication import Act, Publication, Seen, State
from directbill.core.review import Due, From
from tests.core import made

EDITION = made.edition()
NOW = Seen("digest", "plan")
PROPOSED = Publication(State.PROPOSED, "ann", NOW)
CONFIRM = Act(verb="confirm", by="bea", seen=NOW)


def bound(day: date, told: date) -> Binding:
    return Binding(EDITION, Due(day, From.ENROLLMENT, day), told)


def test_a_second_person_who_saw_it_confirms() -> None:
    assert publication.do(PROPOSED, CONFIRM, now=NOW) is State.IN_FORCE


@pytest.mark.parametrize(
    ("act", "now", "code"),
    [
        (replace(CONFIRM, by="ann"), NOW, "second_person_needed"),
        (CONFIRM, replace(NOW, edition="other"), "edition_changed"),
        (replace(CONFIRM, seen=None), NOW, "publication_unseen"),
        (replace(CONFIRM, seen=replace(NOW, plan="older")), NOW, "publication_unseen"),
        (Act(verb="drop", by="ann", reason=" "), NOW, "reason_missing"),
    ],
)
def test_it_is_refused_with_the_reason(act: Act, now: Seen, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        publication.do(PROPOSED, act, now=now)
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize("by", ["ann", "bea"])
def test_whoever_proposed_it_or_another_one_drops_it_with_a_reason(by: str) -> None:
    assert publication.do(PROPOSED, Act(verb="drop", by=by, reason="Too early."), now=NOW) is State.DROPPED


@pytest.mark.parametrize("state", [State.IN_FORCE, State.DROPPED])
def test_what_is_over_is_over(state: State) -> None:
    with pytest.raises(Refusal, match="step_after_end"):
        publication.do(replace(PROPOSED, state=state), CONFIRM, now=NOW)


@pytest.mark.parametrize(
    ("enabled", "reason", "code"),
    [(True, "Because.", "edition_in_force"), (False, " ", "reason_missing")],
)
def test_it_is_proposed_with_a_reason_and_only_while_it_is_not_in_force(
    enabled: bool, reason: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        publication.proposable(replace(EDITION, enabled=enabled), reason=reason)


def test_the_plan_is_the_same_in_any_order_and_another_where_any_day_is() -> None:
    one = ("ENR-1", bound(date(2027, 5, 1), date(2027, 1, 31)))
    two = ("ENR-2", bound(date(2027, 6, 1), date(2027, 3, 3)))
    later = ("ENR-2", bound(date(2027, 6, 1), date(2027, 3, 4)))
    digests = [publication.plan(each) for each in ([one, two], [two, one], [one, two, ("ENR-3", None)])]
    assert len(set(digests)) == 1
    assert publication.plan([one, later]) != digests[0] != publication.plan([one])
