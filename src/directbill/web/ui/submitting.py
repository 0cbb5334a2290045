"""What the company submitted to an item, beside what is to be confirmed; in a review also what it had said before."""

from dataclasses import dataclass
from uuid import UUID

from directbill.access.permissions import Permission
from directbill.core import form
from directbill.core.application import Answers, Draft
from directbill.core.form import Field, Task
from directbill.queries import declared, evidence, items, program, standing
from directbill.records.models import Application, Item
from directbill.web.ui import fields
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Submitted:
    """One answer, with the documents given to it; `before` is what a review carried over and was answered otherwise."""

    label: str
    text: str
    documents: tuple[tuple[UUID, str], ...]
    before: str = ""


def of(view: View, row: Item) -> tuple[Submitted, ...]:
    """The answers of the form's task that an item is about; none where it is about none."""
    owner = view.owner
    questions = program.form(owner.edition)
    desk = items.desk(owner)
    task = questions.task(desk.entry(row.key).task) if desk else None
    if task is None:
        return ()
    said = standing.draft(owner.partner_id, owner).get(task.key, Answers()).values
    had = _before(owner, task).values
    given = evidence.of(owner.partner_id, _given_for(owner, task), questions=questions, on=view.on)
    reads = view.may(Permission.DETAILS_READ_RESTRICTED)

    def told(field: Field, values: form.Values) -> str:
        return fields.given(field, values.get(field.key, ""), texts=view.texts, reads=reads)

    return tuple(
        Submitted(
            label=view.texts.own(each.label),
            text=told(each, said),
            documents=tuple(
                (d.newest.id, f"{d.title} ({d.newest.filename})") for d in given.get((task.key, each.key), ())
            ),
            before=told(each, had) if had.get(each.key) and had[each.key] != said.get(each.key) else "",
        )
        for each in form.asked(task.fields, said)
    )


def _before(owner: Application, task: Task) -> Answers:
    """What a review carried over; of any other application nothing."""
    had: Draft = declared.before(owner) if owner.review_of_id else {}
    return had.get(task.key, Answers())


def _given_for(owner: Application, task: Task) -> Application:
    """Where the documents to an answer are: with the review that asked it anew, else where it was carried over from."""
    if owner.review_of is None or task.key in declared.of(owner.partner_id, owner):
        return owner
    return owner.review_of.application
