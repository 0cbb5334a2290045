"""What a partner says of itself: for its application, and what it answered anew in a review."""

from datetime import date
from uuid import UUID

from django.db.models import F, Q

from directbill.core import application, details, review
from directbill.core.application import Answers, Draft, State, TaskStanding
from directbill.core.form import Task
from directbill.core.work import Work
from directbill.queries import items, of_tasks, program
from directbill.records.models import Application, Enrollment, Item, TaskAnswers


def of(partner: UUID, owner: Application | None) -> Draft:
    """The answers given for one application, or (None) without one. Those of a review alone are what it asked anew."""
    rows = {row.task: row for row in TaskAnswers.objects.filter(partner_id=partner, application=owner)}
    beside = (
        {} if owner is None or not rows else of_tasks.faults(owner, program.form(owner.edition), rows=rows)
    )
    return {
        task: Answers(values=row.values, finished=row.finished, started=True, extra=beside.get(task, ()))
        for task, row in rows.items()
    }


def of_enrollment(row: Enrollment, *, before: date | None = None) -> Draft:
    """What counts for an enrollment: its application's answers, and those of each review over them, in their order.

    `before` leaves out reviews that are due on that day or later. One query: what was submitted had no faults left.
    """
    owners = Q(application_id=row.application_id) | Q(application__review_of=row)
    rows = TaskAnswers.objects.filter(owners, partner_id=row.partner_id)
    if before is not None:
        rows = rows.exclude(application__review_due__gte=before)
    ordered = rows.order_by(F("application__review_due").asc(nulls_first=True))
    return {each.task: Answers(values=each.values, finished=each.finished, started=True) for each in ordered}


def before(owner: Application) -> Draft:
    """What had been said before a review asked anew."""
    assert owner.review_of is not None  # trusted: asked of reviews alone
    return of_enrollment(owner.review_of, before=owner.review_due)


def tasks(owner: Application) -> tuple[Task, ...]:
    """What a review asks again; nothing of any other application."""
    desk = items.desk(owner) if owner.review_of_id else None
    looked_at = {entry.requirement for entry in desk.entries if entry.requirement} if desk else set()
    return review.asked_again(program.form(owner.edition), looked_at)


def standings(owner: Application) -> tuple[TaskStanding, ...]:
    """How far each of them is: answered before and still right, to be finished, or not asked before."""
    said = {**before(owner), **of(owner.partner_id, owner)}
    return tuple(application.standing(task, said.get(task.key, Answers())) for task in tasks(owner))


def altered(owner: Application) -> tuple[str, ...]:
    """Tasks that the company answered otherwise in a review."""
    return review.changed(tasks(owner), before=before(owner), now=of(owner.partner_id, owner))


def is_asked(owner: Application, task: str) -> bool:
    """Whether a review takes an answer to a task now: as long as nobody has certified."""
    if owner.state != State.SUBMITTED or task not in {each.key for each in tasks(owner)}:
        return False
    return certifies(owner) is not None


def certifies(owner: Application) -> Item | None:
    """The certification of a review, where it is still to be given."""
    rows = Item.objects.filter(application=owner, work=Work.DETAILS, state=details.State.TO_GIVE)
    return rows.first() if owner.review_of_id else None


def stands(owner: Application, requirement: str) -> bool:
    """Whether something was asked by the edition the partner was held against before, and answered no other way now."""
    row = owner.review_of
    if row is None or any(requirement in task.requirements for task in _anew(owner)):
        return False
    return any(each.key == requirement for each in program.edition(row.edition).requirements)


def _anew(owner: Application) -> list[Task]:
    """Tasks answered in this review that were not answered before, or otherwise."""
    had, now = before(owner), of(owner.partner_id, owner)
    different = set(altered(owner))
    return [t for t in tasks(owner) if t.key in now and (t.key in different or t.key not in had)]
