"""The desk's work through its action: the whole way to the agreement, each refusal with its reason, nothing lost."""

import hashlib
import json

import pytest

from directbill.actions import item as actions
from directbill.actions.shape.steps import Deed
from directbill.core.application import State
from directbill.core.work import LIVES, Work
from directbill.documents import decided
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import Decision, Event
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.sent import do, letters, refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WAY = (
    Work.CONFIRMATION,
    Work.ASSESSMENT,
    Work.DETAILS,
    Work.VERIFICATION,
    Work.CREDIT,
    Work.DECISION,
    Work.CONTRACT,
    Work.AGREEMENT,
)


def test_a_submitted_application_opens_its_confirmations_and_nothing_else() -> None:
    case = deciding.begun()
    open_ = {row.key: (row.state, row.turn) for row in case.rows() if row.state != _first(row.work)}
    assert open_ == {row.key: ("in_review", "desk") for row in case.of(Work.CONFIRMATION)}
    assert all(row.due for row in case.of(Work.CONFIRMATION))


def test_every_step_in_its_order_ends_in_an_enrolled_applicant() -> None:
    case = deciding.begun().passed(*WAY)
    done = {row.key: row.state in LIVES[Work(row.work)].passed for row in case.rows()}
    assert done == dict.fromkeys(done, True)
    assert (case.app.record.state, case.app.record.closed_at) == (State.ENROLLED, NOW)
    plan, credit = case.of(Work.CONTRACT)[0], case.of(Work.CREDIT)[0]
    assert case.steps(plan.key) == [
        ("open", "waiting", "to_buy"),
        ("record", "to_buy", "recorded"),
        ("confirm", "recorded", "confirmed"),
    ]
    assert case.steps(credit.key) == [("open", "waiting", "in_review"), ("pass", "in_review", "passed")]
    assert [kind for kind, _ in letters(case.app)].count("credit_passed") == 1


def test_a_plan_bought_before_the_credit_check_has_passed_is_refused_with_the_reason() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    plan = case.of(Work.CONTRACT)[0]
    before = case.states()
    (fault,) = refused(lambda: case.do(plan.key, "record"))
    assert (fault.code, fault.found) == ("step_not_allowed", "contract.waiting")
    assert case.states() == before


def test_who_recommended_does_not_decide() -> None:
    case = deciding.begun().passed(*WAY[:5])
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_grant")
    both = cast.at_desk("Rea", DeskRole.APPROVER)
    (fault,) = refused(lambda: case.do(key, "grant", by=cast.acting(both)))
    assert fault.code == "second_person_needed"
    assert case.do(key, "grant").state == "granted"


def test_an_appeal_goes_to_somebody_who_took_no_part() -> None:
    case = deciding.begun()
    first = case.of(Work.CONFIRMATION)[0].key
    key = case.of(Work.DECISION)[0].key
    for item, verb in ((first, "refuse"), (key, "recommend_refusal"), (key, "refuse"), (key, "appeal")):
        case.do(item, verb)
    tom = cast.acting(cast.at_desk("Tom", DeskRole.APPROVER))
    (fault,) = refused(lambda: case.do(key, "uphold", by=tom))
    assert fault.code == "took_part"
    case.do(key, "uphold")
    assert (case.app.record.state, case.row(key).state) == (State.REFUSED, "refused_finally")
    (fault,) = refused(lambda: case.do(first, "reopen"))
    assert fault.code == "application_not_with_desk"


def test_a_verb_on_what_somebody_else_changed_meanwhile_is_a_conflict() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    seen = case.which(key)
    case.do(key, "query")
    rea = cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER))
    (fault,) = refused(lambda: actions.do(which=seen, deed=Deed(verb="accept"), by=rea, at=NOW))
    assert (fault.code, case.row(key).state) == ("revision_stale", "queried")


def test_what_is_asked_and_not_given_is_named_all_at_once() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.DETAILS)[0].key
    ada = cast.acting(case.app.company.ada)
    faults = refused(lambda: actions.do(which=case.which(key), deed=Deed(verb="give"), by=ada, at=NOW))
    wanted = [f.key for f in case.ask(key, "give").fields if f.required and f.kind != "evidence"]
    assert [(f.code, f.place.column) for f in faults] == [("answer_missing", name) for name in wanted]
    assert case.row(key).state == "to_give"


def test_the_wrong_role_of_the_desk_may_not() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    credit = case.of(Work.CREDIT)[0].key
    for name, role in (("Rea", DeskRole.REVIEWER), ("Tom", DeskRole.APPROVER), ("Una", DeskRole.AUDITOR)):
        by = cast.acting(cast.at_desk(name, role))
        (fault,) = refused(lambda by=by: case.do(credit, "pass", by=by))  # type: ignore[misc]
        assert (fault.code, fault.found) == ("not_permitted", "credit:review")


def test_a_stranger_finds_nothing() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    _, dan = cast.stranger()
    (fault,) = refused(lambda: case.do(case.of(Work.DETAILS)[0].key, "give", by=cast.acting(dan)))
    assert fault.code == "not_there"


def test_an_assessor_acts_on_their_own_assessment_alone_and_never_again_after_recusal() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = case.of(Work.ASSESSMENT)[0].key
    case.do(key, "book")
    bo = cast.acting(cast.at_desk("Bo", DeskRole.ASSESSOR))
    (fault,) = refused(lambda: case.do(key, "hold", by=bo))
    assert fault.code == "not_there"
    case.appointed(key)
    case.do(key, "recuse")
    assert (case.row(key).state, case.row(key).assignee_id) == ("invited", None)
    (fault,) = refused(lambda: case.appointed(key))
    assert fault.code == "recused"
    case.appointed(key, "Bo")


def test_a_changed_field_verifies_again_only_what_rests_on_it() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.DETAILS)[0].key
    case.do(key, "change")
    assert {row.state for row in case.of(Work.VERIFICATION)} == {"succeeded"}
    case.do(key, "give", domain="other.example.com")
    again = {row.key for row in case.of(Work.VERIFICATION) if row.state == "in_progress"}
    assert again
    assert again < {row.key for row in case.of(Work.VERIFICATION)}


def test_once_the_desk_has_worked_on_it_an_application_is_not_recalled() -> None:
    case = deciding.begun()
    case.do(case.of(Work.CONFIRMATION)[0].key, "accept")
    (fault,) = refused(lambda: do("recall", case.app, reason="Later."))
    assert fault.code == "recall_too_late"


def test_once_it_was_decided_an_application_is_not_amended() -> None:
    case = deciding.begun().passed(*WAY[:5])
    do("amend", case.app, reason="A new address.")
    do("discard", case.app)
    case.passed(Work.DECISION)
    (fault,) = refused(lambda: do("amend", case.app, reason="Another one."))
    assert (fault.code, case.app.record.state) == ("amend_too_late", State.SUBMITTED)


def test_every_act_is_one_event() -> None:
    case = deciding.begun()
    key = case.of(Work.CONFIRMATION)[0].key
    case.do(key, "query")
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(subject=f"{case.app.record.reference}/{key}")
        kept = [(row.kind, row.actor_name, row.reason, row.changes) for row in rows]
    states = {key: "confirmation.queried"}
    assert kept == [
        (
            "item:do",
            "Rea",
            "Because it is so.",
            [
                {"path": "states", "from": None, "to": states},
                {"path": "told", "from": None, "to": 1},
                {"path": "verb", "from": None, "to": "query"},
            ],
        )
    ]


def test_words_of_the_credit_file_are_in_no_event() -> None:
    case = deciding.begun().passed(Work.CONFIRMATION, Work.DETAILS, Work.VERIFICATION)
    key = case.of(Work.CREDIT)[0].key
    case.do(key, "ask")
    with scope.scoped(scope.EVERYONE):
        (event,) = Event.objects.filter(subject=f"{case.app.record.reference}/{key}")
    assert (event.reason, case.steps(key)[-1][0]) == ("", "ask")


def test_a_decision_is_kept_to_the_byte_with_everything_it_rests_on() -> None:
    case = deciding.begun().passed(*WAY[:6])
    with scope.scoped(scope.EVERYONE):
        (kept,) = Decision.objects.all()
        record = json.loads(kept.record)
        edition = program.edition(case.app.record.edition)
        last = case.app.record.submissions.get()
    assert (kept.sha256, kept.verb, kept.number, kept.decided_by) == (
        hashlib.sha256(kept.record.encode()).hexdigest(), "grant", 1, "Tom",
    )  # fmt: skip
    rea, tom = (str(cast.person(name).id) for name in ("Rea", "Tom"))
    assert record["people"] == {"recommended": rea, "decided": tom, "decided_name": "Tom"}
    assert record["edition"] == {"name": edition.name, "sha256": edition.digest}
    assert record["inputs"]["submission"] == last.sha256
    assert {each["key"]: each["state"] for each in record["items"]} == case.states()
    assert len(record["notices"]) == 1
    assert decided.again(kept.record, edition) == kept.record.encode()


def _first(work: str) -> str:
    return str(LIVES[Work(work)].table.initial)
