"""A verification succeeds once every group is closed, or once somebody says how it was proven in another way."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from directbill.actions import register
from directbill.actions.shape.steps import Deed
from directbill.core import closing
from directbill.core.closing import Needs
from directbill.core.registers import Kind
from directbill.core.work import Work
from directbill.queries import closing as proofs
from directbill.records import scope
from directbill.records.models import Evidence, Item
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding, actions
from tests.actions.examples.register import asking, desk_of
from tests.actions.sent import refused
from tests.cast import NOW
from tests.gateways.registries import fake as fakes
from tests.gateways.registries.fake import Fake

pytestmark = pytest.mark.django_db
NOT_BY_HAND = {"by_hand": "", "seen": "", "older": ""}


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fakes.running() as found, override_settings(**fakes.settings_of(found)):
        yield found


def verifying(*, groups: int = 1, needs: Needs = Needs.ANY_OF) -> tuple[Deciding, str]:
    """An application being verified, and an item with so many groups of documents."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    found = (
        e.item.key
        for e in desk_of(case).entries
        if len(e.closes) == groups
        and all(g.documents and g.needs is needs and not g.registers for g in e.closes)
    )
    return case, next(found)


def provided(case: Deciding, key: str, *kinds: str, issued: str = "2026-11-02") -> list[str]:
    """The company gives documents of these kinds; their keys."""
    case.do(key, "ask")
    given = [
        str(case.give(key, "provide", "evidence", kind=kind, issued=issued).evidence_id) for kind in kinds
    ]
    values = {"text": "As you asked."}
    ada = cast.acting(case.app.company.ada)
    actions.do(which=case.which(key), deed=Deed(verb="provide", values=values), by=ada, at=NOW)
    return given


def succeed(case: Deciding, key: str, *accepted: str, **more: Any) -> Item:
    values = {**NOT_BY_HAND, "accepted": [{"document": each} for each in accepted], **more}
    by = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    return actions.do(which=case.which(key), deed=Deed(verb="succeed", values=values), by=by, at=NOW)


def told(case: Deciding, key: str, *accepted: str, **more: Any) -> list[tuple[str, str, str]]:
    faults = refused(lambda: succeed(case, key, *accepted, **more))
    return [(f.code, f.place.column, f.found) for f in faults]


def groups(case: Deciding, key: str) -> list[str]:
    return [group.key for group in desk_of(case).entry(key).closes]


def standing(case: Deciding, key: str) -> proofs.Standings:
    with scope.scoped(scope.EVERYONE):
        return proofs.standings(case.app.record, desk_of(case), case.row(key))


def test_nothing_succeeds_while_a_group_is_open_and_each_open_group_is_told() -> None:
    case, key = verifying(groups=2)
    one, other = groups(case, key)
    open_ = [("closes_open", f"closes.{each}", each) for each in (one, other)]
    assert told(case, key) == open_
    first = desk_of(case).entry(key).closes[0].documents[0]
    (given,) = provided(case, key, first)
    assert told(case, key) == open_
    assert told(case, key, given) == open_[1:]
    assert case.row(key).state == "in_progress"


def test_a_document_of_every_group_accepted_closes_it_and_the_step_keeps_which() -> None:
    case, key = verifying(groups=2)
    kinds = [group.documents[0] for group in desk_of(case).entry(key).closes]
    given = provided(case, key, *kinds)
    assert succeed(case, key, *given).state == "succeeded"
    kept = {each["document"]: each["kind"] for each in case.last(key).given["accepted"]}
    assert kept == dict(zip(given, kinds, strict=True))
    assert standing(case, key).proof.documents == frozenset(kinds)


def test_all_documents_of_a_group_are_needed_where_it_says_so() -> None:
    case, key = verifying(needs=Needs.ALL_OF)
    group = desk_of(case).entry(key).closes[0]
    given = provided(case, key, *group.documents)
    assert told(case, key, *given[1:]) == [("closes_open", f"closes.{group.key}", group.key)]
    assert succeed(case, key, *given).state == "succeeded"


def test_a_document_the_desk_found_itself_closes_a_group() -> None:
    case, key = verifying()
    kind = desk_of(case).entry(key).closes[0].documents[0]
    case.give(key, "succeed", "evidence", kind=kind)
    assert succeed(case, key).state == "succeeded"
    assert standing(case, key).proof.documents == {kind}


def test_something_else_is_taken_in_and_closes_nothing() -> None:
    case, key = verifying()
    (given,) = provided(case, key, closing.OTHER)
    assert [code for code, _, _ in told(case, key, given)] == ["closes_open"]


@pytest.mark.parametrize("kind", ["", "selfie"])
def test_a_document_says_which_it_is(kind: str) -> None:
    case, key = verifying()
    case.do(key, "ask")
    found = refused(lambda: case.give(key, "provide", "evidence", kind=kind))
    assert [(f.code, f.place.column) for f in found] == [("document_kind_missing", "evidence.kind")]


def test_only_documents_of_the_item_can_be_accepted() -> None:
    case, key = verifying()
    assert [code for code, _, _ in told(case, key, str(uuid4()))] == ["not_there"]


def test_it_succeeds_by_hand_where_somebody_says_how_and_what_was_seen() -> None:
    case, key = verifying()
    assert told(case, key, by_hand="seen_in_register") == [("answer_missing", "seen", "")]
    assert told(case, key, by_hand="felt_right") == [("answer_not_offered", "by_hand", "felt_right")]
    assert succeed(case, key, by_hand="seen_in_register", seen="Sheet C 12345, today.").state == "succeeded"
    step = standing(case, key).by_hand
    assert step
    assert (step.given["by_hand"], step.given["seen"]) == (
        "seen_in_register",
        "Sheet C 12345, today.",
    )


@pytest.mark.parametrize(
    ("name", "state"), [(fakes.NAME, "succeeded"), ("Litware Example a.s.", "in_progress")]
)
def test_a_register_that_knows_the_company_closes_a_group_and_one_that_knows_another_does_not(
    fake: Fake, name: str, state: str
) -> None:
    case, key = asking()
    fake.name = name
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    assert [code for code, _, _ in told(case, key)] == ["closes_open"]
    register.ask(which=case.which(key), kind=Kind.ARES, by=rea, at=NOW)
    if state == "succeeded":
        succeed(case, key)
    else:
        assert [code for code, _, _ in told(case, key)] == ["closes_open"]
    assert case.row(key).state == state


@pytest.mark.parametrize(
    ("issued", "code"),
    [
        ("", "document_day_missing"),
        ("2026-11-23", "document_day"),
        ("2026-02-30", "document_day"),
        ("soon", "document_day"),
    ],
)
def test_a_document_that_may_be_too_old_bears_a_day_up_to_today(issued: str, code: str) -> None:
    case, key = verifying()
    case.do(key, "ask")
    found = refused(lambda: case.give(key, "provide", "evidence", issued=issued))
    assert [(f.code, f.place.column, f.found) for f in found] == [(code, "evidence.issued", issued)]


def test_a_document_of_which_age_does_not_matter_needs_no_day() -> None:
    case, key = verifying()
    case.do(key, "ask")
    assert case.give(key, "provide", "evidence", kind=closing.OTHER, issued="").evidence.issued is None


def test_a_document_that_is_too_old_is_accepted_only_by_somebody_who_says_why() -> None:
    case, key = verifying()
    kind = desk_of(case).entry(key).closes[0].documents[0]
    (given,) = provided(case, key, kind, issued="2025-11-20")
    faults = refused(lambda: succeed(case, key, given))
    assert [(f.code, f.place.column, f.found, f.params) for f in faults] == [
        ("document_too_old", "older", kind, {"n": "2"})
    ]
    assert succeed(case, key, given, older="The registrar issues no newer one.").state == "succeeded"
    assert case.last(key).given["older"] == "The registrar issues no newer one."
    assert [each["issued"] for each in case.last(key).given["accepted"]] == ["2025-11-20"]


def test_a_document_the_desk_found_itself_is_held_to_the_same_rule() -> None:
    case, key = verifying()
    kind = desk_of(case).entry(key).closes[0].documents[0]
    case.give(key, "succeed", "evidence", kind=kind, issued="2025-11-21")
    assert [code for code, _, _ in told(case, key)] == ["document_too_old"]


def test_a_document_given_before_days_were_asked_for_is_not_taken_for_fresh() -> None:
    case, key = verifying()
    kind = desk_of(case).entry(key).closes[0].documents[0]
    (given,) = provided(case, key, kind)
    with scope.scoped(scope.EVERYONE):
        Evidence.objects.filter(id=given).update(issued=None)
    assert told(case, key, given) == [("document_undated", "older", kind)]
    assert succeed(case, key, given, older="It says 2 Nov 2026.").state == "succeeded"


def searching() -> tuple[Deciding, str]:
    """An application being verified, and the item whose documents are asked for only where there is cause."""
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS)
    return case, next(e.item.key for e in desk_of(case).entries if any(g.asked_by for g in e.closes))


def ask(case: Deciding, key: str, reason: str) -> None:
    deed = Deed(verb="ask", reason=reason, text="Because it is so.")
    actions.do(which=case.which(key), deed=deed, by=case.who(Work.VERIFICATION, "ask"), at=NOW)


def test_where_nothing_was_asked_it_succeeds_by_saying_how_it_was_searched_and_not_without() -> None:
    case, key = searching()
    (group,) = desk_of(case).entry(key).closes
    assert told(case, key) == [("closes_unasked", f"closes.{group.key}", group.key)]
    searched = {"by_hand": "nothing_on_lists", "seen": "Both lists, today."}
    assert succeed(case, key, **searched).state == "succeeded"


def test_documents_are_wanted_once_the_desk_asked_with_a_reason_of_the_group_and_not_with_another() -> None:
    case, key = searching()
    (group,) = desk_of(case).entry(key).closes
    values, ada = {"text": "As you asked."}, cast.acting(case.app.company.ada)
    seen = []
    for reason in ("other", group.asked_by[0]):
        ask(case, key, reason)
        case.give(key, "provide", "evidence", kind=closing.OTHER)
        actions.do(which=case.which(key), deed=Deed(verb="provide", values=values), by=ada, at=NOW)
        seen.append([code for code, _, _ in told(case, key)])
    assert seen == [["closes_unasked"], ["closes_open"]]


def test_what_was_asked_before_it_passed_is_not_asked_for_when_it_is_looked_at_again() -> None:
    case, key = searching()
    (group,) = desk_of(case).entry(key).closes
    ask(case, key, group.asked_by[0])
    assert standing(case, key).asked == {group.asked_by[0]}
    case.give(key, "provide", "evidence", kind=closing.OTHER)
    case.do(key, "provide")
    succeed(case, key, by_hand="nothing_on_lists", seen="It was a namesake.")
    assert standing(case, key).asked == frozenset()
