"""Answers to the tasks of an application, or (without one) what a company says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, sending, work
from directbill.core import application as applications
from directbill.core import form
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.form import Task, Value
from directbill.queries import days, program
from directbill.records.models import Application, TaskAnswers

READABLE = frozenset(
    {"answer_too_long", "answer_too_many", "answer_not_text", "answer_unknown", "answer_unseen"}
)
"""Faults that even a soft save refuses; everything else is kept and shown as a problem."""


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
        owner = _editable(application)
        row = _row(partner, owner, task)
        if row.revision != given.revision:
            raise refuse("answers_changed", column=task, found=str(row.revision))
        _acceptable(owner, _task(owner, task, at), row, given)
        changes = audit.changed(
            {**row.values, "finished": row.finished}, {**given.values, "finished": given.finished}
        )
        row.values, row.finished, row.revision = dict(given.values), given.finished, row.revision + 1
        row.changed_at, row.changed_by_id = at, work.person(by)
        row.save()
        if owner is not None:
            _touch(owner, at)
        subject = ("answers", f"{owner.reference if owner else partner}:{task}")
        audit.write("answers:save", by=by, at=at, subject=subject, partner=partner, changes=changes)
    return row


def _touch(owner: Application, at: datetime) -> None:
    """The applicant did something: the clock of the lapse begins anew, and a warning is answered."""
    owner.revision += 1
    sending.touch(owner, at)
    owner.save(update_fields=["revision", "touched_at", "reminded_at", "warned_at"])


def _editable(application: UUID | None) -> Application | None:
    """The application, locked; refused where its answers cannot change in its state."""
    if application is None:
        return None
    owner = work.lock(Application.objects.all(), id=application)
    if owner.state not in applications.EDITABLE:
        raise refuse("application_not_editable", found=f"{applications.TABLE.name}.{owner.state}")
    return owner


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


def _acceptable(owner: Application | None, task: Task, row: TaskAnswers, given: Given) -> None:
    known = {f.key for f in task.fields}
    faults = [Fault("answer_unknown", Place(column=key)) for key in given.values if key not in known]
    found = form.problems(task.fields, given.values, strict=given.finished)
    faults += [f for f in found if given.finished or f.code in READABLE]
    if owner is not None and owner.first_submitted_at is not None:
        changed = applications.fixed_changes(task, before=row.values, after=given.values)
        faults += [Fault("field_fixed", Place(column=key)) for key in changed]
    if faults:
        raise Refusal(*faults)
