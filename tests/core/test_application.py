"""An application: what the task list says, what hinders submitting, and when an unfinished one ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import application, form
from directbill.core.application import Answers, Draft, Due, TaskState
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.findings import Finding, Outcome, Phase, Severity, verdict
from directbill.core.form import TaskKind, Value
from directbill.core.measures import FOR_THE_DESK
from directbill.core.parties import Answer, Attestation
from tests.core import asking
from tests.core.asking import CLOCK, DAYS, DONE, DRAFTS, FINDINGS, FORM, finding, finished

T = TaskState
STATES = {
    "nothing":   ({},                                                     T.NOT_STARTED, []),
    "opened":    ({"started": True},                                      T.IN_PROGRESS, []),
    "begun":     ({"values": {"name": "A"}},                              T.IN_PROGRESS, []),
    "unreadable": ({"values": {"mail": "a"}},                             T.PROBLEM,     ["answer_no_email"]),
    "claimed":   ({"values": {"name": "A"}, "finished": True},            T.PROBLEM,     ["answer_missing"]),
    "finished":  ({"values": DONE["company"], "finished": True},          T.DONE,        []),
    "whole":     ({"values": DONE["company"]},                            T.IN_PROGRESS, []),
    "elsewhere": ({"values": DONE["company"], "finished": True,
                   "extra": (Fault("account_unknown"),)},                 T.PROBLEM,     ["account_unknown"]),
    "lacking":   ({"extra": (Fault("answer_missing"),)},                  T.IN_PROGRESS, ["answer_missing"]),
}  # fmt: skip


@pytest.mark.parametrize(("given_", "state", "codes"), STATES.values(), ids=STATES.keys())
def test_the_state_of_a_task_follows_from_its_answers(
    given_: dict[str, Any], state: TaskState, codes: list[str]
) -> None:
    found = application.tasks(FORM, {"company": Answers(**given_)})[0]
    assert (found.state, [f.code for f in found.faults]) == (state, codes)


def test_a_task_that_waits_says_for_what_and_cannot_start() -> None:
    found = {t.task.key: t for t in application.tasks(FORM, {})}
    assert (found["ledger"].state, found["ledger"].waits_for) == (T.CANNOT_START, ("company",))
    assert found["promise"].waits_for == ("company", "offer", "ledger")


def test_a_task_once_done_waits_again_when_what_it_waits_for_is_open_again() -> None:
    found = {t.task.key: t.state for t in application.tasks(FORM, finished(company=Answers(started=True)))}
    assert found == {
        "company": T.IN_PROGRESS, "offer": T.DONE, "ledger": T.CANNOT_START,
        "promise": T.CANNOT_START, "submit": T.CANNOT_START,
    }  # fmt: skip


def test_submitting_is_a_task_of_its_own_that_opens_last() -> None:
    assert application.tasks(FORM, finished())[-1].state is T.NOT_STARTED
    assert application.tasks(FORM, finished(promise=Answers()))[-1].state is T.CANNOT_START


@given(DRAFTS)
def test_the_list_derives_consistently(draft: Draft) -> None:
    found = application.tasks(FORM, draft)
    done = {t.task.key for t in found if t.state is T.DONE}
    assert [t.task for t in found] == list(FORM.tasks)
    for each in found:
        answers = draft.get(each.task.key, Answers())
        assert (each.state is T.CANNOT_START) == bool(set(each.task.after) - done)
        assert each.waits_for == tuple(k for k in each.task.after if k not in done)
        if each.state is T.DONE:
            assert answers.finished
            assert form.problems(each.task.fields, answers.values, strict=True) == ()
        if each.state is T.NOT_STARTED and each.task.kind is not TaskKind.SUBMIT:
            assert not answers.values
            assert not answers.started


@given(DRAFTS)
def test_one_task_by_itself_is_as_in_the_list_once_nothing_is_waited_for(draft: Draft) -> None:
    for each in application.tasks(FORM, draft):
        alone = application.standing(each.task, draft.get(each.task.key, Answers()))
        assert alone == each or each.state is T.CANNOT_START


def hinders(outcome: Outcome, **more: Any) -> bool:
    return bool(application.obstacles(FORM, finished(), findings=(finding(outcome=outcome, **more),)))


@pytest.mark.parametrize(("outcome", "phase", "severity"), asking.EVERY_PAIR)
def test_which_findings_hinder(outcome: Outcome, phase: Phase, severity: Severity) -> None:
    deciding = phase is Phase.TO_APPLY and severity is Severity.REQUIRED
    expected = deciding and outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)
    assert hinders(outcome, phase=phase, severity=severity, reason="said_no") is expected


@pytest.mark.parametrize("reason", sorted(FOR_THE_DESK))
def test_what_only_the_desk_can_settle_does_not_hinder_but_a_no_does(reason: str) -> None:
    assert not hinders(Outcome.UNKNOWN, reason=reason)
    assert hinders(Outcome.NOT_MET, reason=reason)


def test_obstacles_are_told_in_the_order_of_the_list_then_of_the_findings() -> None:
    draft = finished(company=Answers(values={"mail": "a"}), offer=Answers())
    found = application.obstacles(
        FORM,
        draft,
        findings=(
            finding("revenue", Outcome.UNKNOWN, reason="revenue_no_ledger"),
            finding("help", Outcome.NOT_MET, reason="said_no"),
        ),
    )
    assert found == (
        Fault("task_problem", Place(column="company")),
        Fault("task_not_done", Place(column="offer")),
        Fault("task_not_done", Place(column="ledger")),
        Fault("task_not_done", Place(column="promise")),
        Fault("requirement_unknown", Place(column="revenue"), "revenue_no_ledger"),
        Fault("requirement_not_met", Place(column="help"), "said_no"),
    )


@given(DRAFTS | st.just(finished()), FINDINGS)
def test_nothing_hinders_exactly_when_every_task_is_done_and_the_findings_allow_it(
    draft: Draft, findings: tuple[Finding, ...]
) -> None:
    done = all(
        t.state is T.DONE for t in application.tasks(FORM, draft) if t.task.kind is not TaskKind.SUBMIT
    )
    settled = tuple(
        f for f in findings if not (f.outcome is Outcome.UNKNOWN and f.reason.code in FOR_THE_DESK)
    )
    allowed = verdict(settled) == "eligible"
    assert (application.obstacles(FORM, draft, findings=findings) == ()) == (done and allowed)


def test_submitting_moves_the_state_or_refuses_with_everything() -> None:
    state = application.State
    assert application.submit(state.DRAFT, "submit", hinders=()) is state.SUBMITTED
    faults = (Fault("task_not_done", Place(column="a")), Fault("requirement_not_met", Place(column="b")))
    with pytest.raises(Refusal) as refused:
        application.submit(state.DRAFT, "submit", hinders=faults)
    assert refused.value.faults == faults
    with pytest.raises(Refusal) as refused:
        application.submit(state.SUBMITTED, "submit", hinders=faults)
    assert refused.value.code == "step_not_allowed"


@pytest.mark.parametrize(
    ("task", "value", "said"),
    [
        ("helps", "yes", Attestation(Answer.YES)),
        ("helps", "no", Attestation(Answer.NO)),
        ("helps", "perhaps", Attestation(Answer.UNKNOWN)),
        ("services", [{"name": "A"}, {"name": "B"}], Attestation(Answer.YES, items=("A", "B"))),
        (
            "services",
            [{"name": "A", "until": "2027-01-31"}, {"name": "B", "until": "soon"}],
            Attestation(Answer.YES, items=("A", "B"), until={"A": date(2027, 1, 31)}),
        ),
        ("services", [{"name": "A"}, {"name": ""}], Attestation(Answer.UNKNOWN)),
        ("services", [{"link": "https://a.cz"}], Attestation(Answer.UNKNOWN)),
    ],
)
def test_answers_attest_their_requirement_and_what_is_unreadable_attests_nothing(
    task: str, value: Value, said: Attestation
) -> None:
    key = {"helps": "company", "services": "offer"}[task]
    requirement = {"helps": "help", "services": "services"}[task]
    assert application.attestations(FORM, {key: Answers(values={task: value})}) == {requirement: said}


@pytest.mark.parametrize("value", ["", []])
def test_no_answer_attests_nothing(value: Value) -> None:
    draft = {"company": Answers(values={"helps": value}), "offer": Answers(values={"services": value})}
    assert application.attestations(FORM, draft) == {}
    assert application.attestations(FORM, {}) == {}


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({"name": "A"}, {"name": "A"}, ()),
        ({"name": "A"}, {"name": "B"}, ("name",)),
        ({"name": "A"}, {}, ("name",)),
        ({}, {"name": "B"}, ()),
        ({"name": "A", "story": "x"}, {"name": "A", "story": "y"}, ()),
    ],
)
def test_a_fixed_field_cannot_change_once_it_has_a_value(
    before: dict[str, Value], after: dict[str, Value], changed: tuple[str, ...]
) -> None:
    assert application.fixed_changes(FORM.tasks[0], before=before, after=after) == changed


TOUCHED = date(2023, 12, 1)


@pytest.mark.parametrize(
    ("days", "warned_after", "due"),
    [
        (0, None, Due.NOTHING),
        (13, None, Due.NOTHING),
        (14, None, Due.REMIND),
        (82, None, Due.REMIND),
        (83, None, Due.WARN),
        (90, None, Due.WARN),
        (500, None, Due.WARN),
        (83, 83, Due.NOTHING),
        (89, 83, Due.NOTHING),
        (90, 83, Due.LAPSE),
        (91, 83, Due.LAPSE),
        (100, 95, Due.NOTHING),
        (101, 95, Due.NOTHING),
        (102, 95, Due.LAPSE),
        (-3, None, Due.NOTHING),
    ],
)
def test_the_clock_of_an_unfinished_application(days: int, warned_after: int | None, due: Due) -> None:
    warned = None if warned_after is None else TOUCHED + timedelta(days=warned_after)
    on = TOUCHED + timedelta(days=days)
    assert application.due(CLOCK, touched=TOUCHED, warned=warned, on=on) is due


def test_the_days_are_those_of_the_calendar_over_a_leap_day() -> None:
    assert application.lapses_on(CLOCK, touched=date(2023, 12, 1), warned=None) == date(2024, 2, 29)
    assert application.lapses_on(CLOCK, touched=date(2024, 2, 29), warned=None) == date(2024, 5, 29)
    assert application.lapses_on(CLOCK, touched=date(2025, 2, 28), warned=None) == date(2025, 5, 29)


@given(DAYS, st.lists(st.integers(0, 40), max_size=40))
def test_it_never_lapses_without_a_warning_that_many_days_before(touched: date, gaps: list[int]) -> None:
    """Whenever somebody looks, on whichever days, what is due is done in this order and in time."""
    day, warned, told = touched, None, []
    for gap in gaps:
        day += timedelta(days=gap)
        due = application.due(CLOCK, touched=touched, warned=warned, on=day)
        told.append(due)
        if due is Due.WARN:
            warned = day
        if due is Due.LAPSE:
            assert warned is not None
            assert day - warned >= timedelta(days=CLOCK.lapse - CLOCK.warn)
            assert day - touched >= timedelta(days=CLOCK.lapse)
            break
    assert told.count(Due.WARN) <= 1


@given(DAYS, st.integers(83, 400))
def test_the_day_announced_is_the_day_it_lapses(touched: date, late: int) -> None:
    warned = touched + timedelta(days=late)
    ends = application.lapses_on(CLOCK, touched=touched, warned=warned)
    found = [
        application.due(CLOCK, touched=touched, warned=warned, on=ends + timedelta(days=n)) for n in (-1, 0)
    ]
    assert found == [Due.NOTHING, Due.LAPSE]
