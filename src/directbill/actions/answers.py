"""Answers to the tasks of an application, or (without one) what a company says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, sending, work
from directbill.core import application as applications
from directbill.core import form
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.form import Field, FieldKind, Task, Value, Values
from directbill.queries import days, declared, of_tasks, program
from directbill.records.models import Application, TaskAnswers

READABLE = frozenset(
    {"answer_too_long", "answer_too_many", "answer_not_text", "answer_unknown", "answer_unseen"}
)
"""Faults that even a soft save refuses, of questions not asked just now too; else it is kept and shown as a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was sent: the values, whether the task is said to be finished, and the revision they were written on."""

    values: Mapping[str, Value]
    finished: bool
    revision: int


def save(
    *, partner: UUID, application: UUID | None, task: str, given: Given, by: Actor, at: datetime
) -> TaskAnswers:  # fmt: skip
    """Keep the answers to one task as they are: soft, unless the applicant says the task is finished.

    Refuses `answers_changed` where somebody saved since the revision the answers were written on, `field_fixed`
    where a field cannot change any more, and answers that cannot be kept.
    """
    with work.on(by, Permission.ANSWERS_CHANGE, partner):
        owner = sending.editable(partner, application, task=task)
        row = _row(partner, owner, task)
        if row.revision != given.revision:
            raise refuse("answers_changed", column=task, found=str(row.revision))
        values = _acceptable(_task(owner, task, at), row, given, submitted=_submitted(owner))
        changes = audit.changed(
            {**row.values, "finished": row.finished}, {**values, "finished": given.finished}
        )
        row.values, row.finished, row.revision = values, given.finished, row.revision + 1
        row.changed_at, row.changed_by_id = at, work.person(by)
        row.save()
        if owner is not None:
            sending.changed(owner, at)
        subject = ("answers", f"{owner.reference if owner else partner}:{task}")
        audit.write("answers:save", by=by, at=at, subject=subject, partner=partner, changes=changes)
    return row


def _row(partner: UUID, owner: Application | None, task: str) -> TaskAnswers:
    """The answers of the task, locked; new ones (revision 0) where there are none yet."""
    rows = TaskAnswers.objects.select_for_update(of=("self",))
    found = rows.filter(partner_id=partner, application=owner, task=task).first()
    return found or TaskAnswers(partner_id=partner, application=owner, task=task, revision=0)


def _task(owner: Application | None, task: str, at: datetime) -> Task:
    edition = owner.edition if owner else program.in_force(days.of(at)).name
    found = program.form(edition).task(task)
    if found is None:
        raise refuse("not_there")
    return found


def _submitted(owner: Application | None) -> bool:
    return owner is not None and owner.first_submitted_at is not None


def _acceptable(task: Task, row: TaskAnswers, given: Given, *, submitted: bool) -> dict[str, Value]:
    """The values to keep. Documents are records of their own: of them nothing is kept among the answers."""
    kinds = {f.key: f.kind for f in task.fields}
    values = {key: v for key, v in given.values.items() if kinds.get(key) is not FieldKind.EVIDENCE}
    faults = [
        Fault("answer_unknown", Place(column=key[: form.LONGEST_LINE])) for key in values if key not in kinds
    ]
    given_documents = of_tasks.documents(row.partner_id, row.application, task=task)
    every = form.problems(_unconditional(task.fields), values, strict=False)
    faults += [f for f in every if f.code in READABLE]
    if given.finished:
        found = form.problems(task.fields, {**values, **given_documents}, strict=True)
        faults += [f for f in found if f not in faults]
    if submitted:
        changed = applications.fixed_changes(task, before=_before(row), after=values)
        faults += [Fault("field_fixed", Place(column=key)) for key in changed]
    if faults:
        raise Refusal(*faults)
    return values


def _before(row: TaskAnswers) -> Values:
    """What was said before: in a review that answers the task for the first time, what it carries over."""
    owner = row.application
    values: Values = row.values
    if row.revision or owner is None or owner.review_of is None:
        return values
    carried = declared.before(owner).get(row.task)
    return carried.values if carried else values


def _unconditional(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields as if each were asked whatever else is answered."""
    return tuple(replace(f, only_if=None, fields=_unconditional(f.fields)) for f in fields)
