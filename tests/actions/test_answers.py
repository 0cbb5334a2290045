"""Answers: soft to save, strict to finish, never overwritten unseen, and kept to the character."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from directbill.actions import answers
from directbill.actions.answers import Given
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.findings import Outcome
from directbill.queries import days, dossier, standing
from directbill.records import scope
from directbill.records.models import Application, Event, Person, TaskAnswers
from tests import cast
from tests.actions import applying
from tests.actions.applying import Applying
from tests.actions.giving import add, given
from tests.cast import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)
SUPPORT = applying.SAID["support"]


def save(
    app: Applying,
    values: dict[str, Any],
    *,
    task: str = "support",
    revision: int = 0,
    finished: bool = False,
    who: Person | None = None,
    own: bool = False,
) -> TaskAnswers:
    """Save one task; `own`: of the company itself, before it applies."""
    return answers.save(
        partner=app.company.partner.id,
        application=None if own else app.id,
        task=task,
        given=Given(values=values, finished=finished, revision=revision),
        by=cast.acting(who or app.company.ada),
        at=LATER,
    )


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.faults


def rows(app: Applying) -> list[tuple[str, dict[str, Any], bool, int]]:
    with scope.scoped(scope.EVERYONE):
        every = TaskAnswers.objects.filter(partner=app.company.partner).order_by("task")
        return [(r.task, r.values, r.finished, r.revision) for r in every]


def test_a_half_written_answer_is_kept_with_who_wrote_it_and_one_event() -> None:
    app = applying.begun()
    before = app.record
    row = save(app, {"support": "maybe", "hours": "Žluť <b>"}, who=app.company.ben)
    assert (row.revision, row.finished, row.changed_by_id, row.changed_at) == (
        1, False, app.company.ben.id, LATER,
    )  # fmt: skip
    assert rows(app) == [("support", {"support": "maybe", "hours": "Žluť <b>"}, False, 1)]
    after = app.record
    assert (after.revision, after.touched_at) == (before.revision + 1, LATER)
    with scope.scoped(scope.EVERYONE):
        (event,) = Event.objects.filter(kind="answers:save")
    assert (event.subject, event.actor_name) == (f"{before.reference}:support", "Ben")
    assert (
        event.changes
        == [
            {"path": "finished", "from": False, "to": False},
            {"path": "hours", "from": None, "to": "Žluť <b>"},
            {"path": "support", "from": None, "to": "maybe"},
        ][1:]
    )


def test_finished_it_is_held_against_the_form_with_every_fault_at_once() -> None:
    app = applying.begun()
    faults = refused(lambda: save(app, {"support": "yes", "hours": "a\nb"}, finished=True))
    assert [(f.code, f.place.column) for f in faults] == [
        ("answer_several_lines", "hours"), ("answer_missing", "channels"),
    ]  # fmt: skip
    assert rows(app) == []
    assert save(app, SUPPORT, finished=True).finished is True


@pytest.mark.parametrize(("values", "code"), [
    ({"hours": "x" * 201}, "answer_too_long"),
    ({"escalation": "x" * 10_485_760}, "answer_too_long"),
    ({"hours": "a\0b"}, "answer_unseen"),
    ({"hours": "\udc80"}, "answer_unseen"),
    ({"hours": [{"a": "b"}]}, "answer_not_text"),
    ({"shoe_size": "42"}, "answer_unknown"),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_even_softly(values: dict[str, Any], code: str) -> None:
    app = applying.begun()
    assert [fault.code for fault in refused(lambda: save(app, values))] == [code]
    assert rows(app) == []


def test_entries_of_a_list_are_held_to_the_same_rules() -> None:
    app = applying.begun()
    services = {"services": [{"kind": "managed_service", "name": "a\0"}]}
    faults = refused(lambda: save(app, services, task="managed_service"))
    assert [(f.code, f.place.row, f.place.column) for f in faults] == [("answer_unseen", 1, "services.name")]
    for odd, code in (
        ([{"name": "a", "weight": "x" * 9_000_000}], "answer_unknown"),
        (["text"], "answer_not_text"),
        ("text", "answer_too_many"),
        ({"name": "a"}, "answer_too_many"),
        (7, "answer_too_many"),
    ):
        assert refused(lambda odd=odd: save(app, {"services": odd}, task="managed_service"))[0].code == code  # type: ignore[misc]
    many = {"services": [{"name": str(n)} for n in range(51)]}
    assert refused(lambda: save(app, many, task="managed_service"))[0].code == "answer_too_many"


def test_two_people_at_once_nothing_is_overwritten_unseen() -> None:
    app = applying.begun()
    save(app, {"support": "yes"})
    save(app, {"support": "no"}, revision=1, who=app.company.ben)
    assert refused(lambda: save(app, {"support": "yes", "hours": "9 to 5"}, revision=1)) == (
        Fault("answers_changed", Place(column="support"), "2"),
    )
    assert rows(app) == [("support", {"support": "no"}, False, 2)]


def test_the_same_page_sent_twice_is_a_conflict_with_itself_and_saved_once() -> None:
    app = applying.begun()
    save(app, {"support": "yes"})
    assert refused(lambda: save(app, {"support": "yes"}))[0].code == "answers_changed"
    assert rows(app) == [("support", {"support": "yes"}, False, 1)]


def test_what_a_company_says_of_itself_needs_no_application() -> None:
    app = applying.begun()
    save(app, {"support": "yes"}, own=True)
    assert refused(lambda: save(app, {"support": "no"}, own=True))[0].code == "answers_changed"
    with scope.scoped(scope.partner(app.company.partner.id)):
        assert standing.draft(app.company.partner.id, None)["support"].values == {"support": "yes"}
        assert standing.draft(app.company.partner.id, app.record) == {}


def test_documents_answer_their_question_without_being_among_the_answers() -> None:
    app = applying.begun()
    add(app, given())
    said = {**applying.SAID["people"], "authority_proof": "forged"}
    row = save(app, said, task="people", finished=True)
    assert row.values == applying.SAID["people"]


@pytest.mark.parametrize("state", ["to_be_signed", "submitted", "withdrawn", "lapsed"])
def test_answers_change_only_in_a_draft_or_an_amendment(state: str) -> None:
    app = applying.begun()
    closed = NOW if state in ("withdrawn", "lapsed") else None
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=app.id).update(state=state, submitted_at=NOW, closed_at=closed)
    assert refused(lambda: save(app, SUPPORT)) == (
        Fault("application_not_editable", Place(), f"application.{state}"),
    )


@pytest.mark.parametrize(("who", "code"), [("Cyd", "not_permitted"), ("Dan", "not_there")])
def test_who_may_not_answer_cannot(who: str, code: str) -> None:
    app = applying.begun()
    cast.stranger()
    assert refused(lambda: save(app, SUPPORT, who=cast.person(who)))[0].code == code


def test_one_company_cannot_write_into_the_application_of_another() -> None:
    app = applying.begun()
    stranger, dan = cast.stranger()
    for desk in (False, True):
        if desk:
            cast.at_desk("Dan", cast.DeskRole.PROGRAM_MANAGER)
        with pytest.raises(Refusal) as caught:
            answers.save(
                partner=stranger.id,
                application=app.id,
                task="support",
                given=Given(values=SUPPORT, finished=False, revision=0),
                by=cast.acting(dan),
                at=NOW,
            )
        assert caught.value.faults == (Fault("not_there", Place()),)
    assert rows(app) == []


def test_a_task_the_form_does_not_have_is_not_there() -> None:
    app = applying.begun()
    assert refused(lambda: save(app, {}, task="nothing"))[0].code == "not_there"


def test_what_is_wrong_but_readable_is_kept_and_settles_nothing() -> None:
    app = applying.begun()
    save(app, {"first_transaction": "last spring"}, task="revenue")
    save(app, {"support": "perhaps"})
    with scope.scoped(scope.EVERYONE):
        papers = dossier.of(app.record, on=days.of(NOW))
        outcomes = {f.requirement: f.outcome for f in papers.findings}
    assert papers.said["revenue"].values == {"first_transaction": "last spring"}
    assert outcomes["first_level_support"] is Outcome.UNKNOWN
