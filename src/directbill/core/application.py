"""The application: its life as a table, its tasks, and what stands in the way of submitting it.

Saving is soft: anything readable is kept. Submitting is strict: every task is finished and every required finding
that the applicant can settle is settled. What only the desk can settle (an amount that hangs on an exchange rate)
does not stand in the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from directbill.core import form
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.findings import Finding, Outcome, Phase, Severity, Turn
from directbill.core.form import Clock, Form, Task, TaskKind, Value, Values
from directbill.core.measures import FOR_THE_DESK
from directbill.core.parties import Answer, Attestation
from directbill.core.states import Table, step


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    TO_BE_SIGNED = "to_be_signed"
    SUBMITTED = "submitted"
    HELD = "held"
    AMENDING = "amending"
    AMENDMENT_TO_BE_SIGNED = "amendment_to_be_signed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ENROLLED = "enrolled"
    RENEWED = "renewed"
    REFUSED = "refused"


UNDECIDED = frozenset(
    {State.DRAFT, State.TO_BE_SIGNED, State.SUBMITTED, State.AMENDING, State.AMENDMENT_TO_BE_SIGNED}
)
SIGNING = frozenset({State.TO_BE_SIGNED, State.AMENDMENT_TO_BE_SIGNED})
"""States that wait for another person's signature."""
EDITABLE = frozenset({State.DRAFT, State.AMENDING})
"""States in which answers may change."""
UNFINISHED = frozenset({State.DRAFT, State.TO_BE_SIGNED})
"""States in which the clock of the lapse runs."""

TABLE: Table[State] = Table(
    name="application",
    initial=State.DRAFT,
    steps=(
        #    verb             from                                       to
        step("submit", {State.DRAFT, State.AMENDING}, State.SUBMITTED),
        step("ask_signature", {State.DRAFT}, State.TO_BE_SIGNED),
        step("ask_signature", {State.AMENDING}, State.AMENDMENT_TO_BE_SIGNED),
        step("sign", SIGNING, State.SUBMITTED, by=Turn.THIRD_PARTY),
        step("decline", {State.TO_BE_SIGNED}, State.DRAFT, by=Turn.THIRD_PARTY),
        step("decline", {State.AMENDMENT_TO_BE_SIGNED}, State.AMENDING, by=Turn.THIRD_PARTY),
        step("recall", {State.TO_BE_SIGNED, State.SUBMITTED, State.AMENDMENT_TO_BE_SIGNED}, State.DRAFT),
        step("amend", {State.SUBMITTED}, State.AMENDING),
        step("discard", {State.AMENDING, State.AMENDMENT_TO_BE_SIGNED}, State.SUBMITTED),
        step("withdraw", UNDECIDED | {State.HELD}, State.WITHDRAWN),
        step("lapse", UNFINISHED, State.LAPSED, by=Turn.NOBODY),
        step("hold", {State.SUBMITTED}, State.HELD, by=Turn.NOBODY),
        step("resume", {State.HELD}, State.SUBMITTED, by=Turn.NOBODY),
        step("enroll", {State.SUBMITTED}, State.ENROLLED, by=Turn.NOBODY),
        step("renew", {State.SUBMITTED}, State.RENEWED, by=Turn.NOBODY),
        step("refuse", {State.SUBMITTED}, State.REFUSED, by=Turn.NOBODY),
    ),
    turns={
        State.DRAFT: Turn.APPLICANT,
        State.TO_BE_SIGNED: Turn.THIRD_PARTY,
        State.SUBMITTED: Turn.DESK,
        State.HELD: Turn.NOBODY,
        State.AMENDING: Turn.APPLICANT,
        State.AMENDMENT_TO_BE_SIGNED: Turn.THIRD_PARTY,
        State.WITHDRAWN: Turn.NOBODY,
        State.LAPSED: Turn.NOBODY,
        State.ENROLLED: Turn.NOBODY,
        State.RENEWED: Turn.NOBODY,
        State.REFUSED: Turn.NOBODY,
    },
)


class TaskState(StrEnum):
    """What the task list says of a task. `DONE` is the applicant's own word, held against the answers."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT_START = "cannot_start"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one task, and whether the applicant says it is finished.

    `extra` are faults that the form alone cannot see: of records, files or figures a task of its own pages holds.
    """

    values: Values = field(default_factory=dict)
    finished: bool = False
    started: bool = False
    extra: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task as the list shows it: what it waits for, and what is wrong with it."""

    task: Task
    state: TaskState
    waits_for: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


SAID = {form.YES: Answer.YES, form.NO: Answer.NO}

Draft = Mapping[str, Answers]
"""Task key to its answers; a task nobody has opened has none."""


def attestations(questions: Form, draft: Draft) -> dict[str, Attestation]:
    """What the answers say about the requirements: a yes, a no, or a list, by requirement key."""
    said = (
        (t, draft[t.key].values.get(t.answer, "")) for t in questions.tasks if t.answer and t.key in draft
    )
    return {key: _attested(value) for task, value in said if value for key in task.requirements}


def _attested(value: Value) -> Attestation:
    """What cannot be read, which a soft save keeps, is no answer yet."""
    if isinstance(value, str):
        return Attestation(SAID.get(value, Answer.UNKNOWN))
    items = tuple(item.get(form.ITEM_NAME, "") for item in value)
    if not all(items):
        return Attestation()
    last = {item[form.ITEM_NAME]: form.day(item.get(form.ITEM_UNTIL, "")) for item in value}
    until = {name: day for name, day in last.items() if day is not None}
    return Attestation(Answer.YES, items=items, until=until)


def tasks(questions: Form, draft: Draft) -> tuple[TaskStanding, ...]:
    """Every task in the form's order, with its state derived from the answers."""
    done: set[str] = set()
    found = []
    for task in questions.tasks:
        standing = _standing(task, draft.get(task.key, Answers()), done)
        if standing.state is TaskState.DONE:
            done.add(task.key)
        found.append(standing)
    return tuple(found)


def standing(task: Task, answers: Answers) -> TaskStanding:
    """One task by itself, whatever it waits for."""
    return _standing(task, answers, set(task.after))


def _standing(task: Task, answers: Answers, done: set[str]) -> TaskStanding:
    waits = tuple(key for key in task.after if key not in done)
    if waits:
        return TaskStanding(task, TaskState.CANNOT_START, waits)
    if task.kind is TaskKind.SUBMIT:
        return TaskStanding(task, TaskState.NOT_STARTED)
    started = answers.started or bool(answers.values)
    faults = (*form.problems(task.fields, answers.values, strict=answers.finished), *answers.extra)
    if faults:
        shown = answers.finished or any(fault.code != "answer_missing" for fault in faults)
        return TaskStanding(task, TaskState.PROBLEM if shown else TaskState.IN_PROGRESS, faults=faults)
    if answers.finished:
        return TaskStanding(task, TaskState.DONE)
    return TaskStanding(task, TaskState.IN_PROGRESS if started else TaskState.NOT_STARTED)


def obstacles(questions: Form, draft: Draft, *, findings: tuple[Finding, ...]) -> tuple[Fault, ...]:
    """Everything that stands in the way of submitting, in the order of the list; empty when nothing does.

    Codes: `task_not_done` (the task), `task_problem` (the task), `requirement_not_met`, `requirement_unknown`
    (the requirement; whose turn it is decides whether it hinders).
    """
    found = [
        Fault("task_problem" if t.state is TaskState.PROBLEM else "task_not_done", Place(column=t.task.key))
        for t in tasks(questions, draft)
        if t.task.kind is not TaskKind.SUBMIT and t.state is not TaskState.DONE
    ]
    return (*found, *(fault for f in findings if (fault := _hinders(f)) is not None))


def _hinders(finding: Finding) -> Fault | None:
    if finding.phase is not Phase.TO_APPLY or finding.severity is not Severity.REQUIRED:
        return None
    place = Place(column=finding.requirement)
    if finding.outcome is Outcome.NOT_MET:
        return Fault("requirement_not_met", place, finding.reason.code)
    if finding.outcome is Outcome.UNKNOWN and finding.reason.code not in FOR_THE_DESK:
        return Fault("requirement_unknown", place, finding.reason.code)
    return None


def submit(state: State, verb: str, *, hinders: tuple[Fault, ...]) -> State:
    """The state after submitting or asking for a signature. Refuses with every obstacle."""
    after = TABLE.after(state, verb)
    if hinders:
        raise Refusal(*hinders)
    return after


def fixed_changes(task: Task, *, before: Values, after: Values) -> tuple[str, ...]:
    """Fields of the task that cannot be changed once submitted and differ: keys, in the form's order."""
    return tuple(
        f.key for f in task.fields if f.fixed and before.get(f.key) and after.get(f.key) != before[f.key]
    )


class Due(StrEnum):
    """What the clock of an unfinished application asks for on a day."""

    NOTHING = "nothing"
    REMIND = "remind"
    WARN = "warn"
    LAPSE = "lapse"


def due(clock: Clock, *, touched: date, warned: date | None, on: date) -> Due:
    """What is due on a day for an application last touched then, and warned since then or not.

    It never lapses without a warning: where the warning came late, the days between warning and lapse still pass.
    Once warned, nothing is due before the lapse.
    """
    if warned is not None:
        return Due.LAPSE if on >= lapses_on(clock, touched=touched, warned=warned) else Due.NOTHING
    idle = (on - touched).days
    if idle >= clock.warn:
        return Due.WARN
    return Due.REMIND if idle >= clock.remind else Due.NOTHING


def lapses_on(clock: Clock, *, touched: date, warned: date | None) -> date:
    """The day an untouched application lapses."""
    by_silence = touched + timedelta(days=clock.lapse)
    return (
        by_silence if warned is None else max(by_silence, warned + timedelta(days=clock.lapse - clock.warn))
    )
