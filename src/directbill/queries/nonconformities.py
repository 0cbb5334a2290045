"""Nonconformities: of one assessment, of one assessor, and those the desk watches."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from directbill.core import application as applications
from directbill.core.desk import Desk
from directbill.core.findings import Turn
from directbill.core.nonconformity import LASTING, Standing, State
from directbill.documents import nonconforming as documents
from directbill.queries import days
from directbill.queries.queue import Place
from directbill.records.models import Item, Nonconformity

WATCHED = frozenset({applications.State.SUBMITTED, applications.State.ENROLLED})
"""While an application is here they run: also after the decision, until each is closed."""
MOST = 25
"""Of the desk's list on one page."""


def of(row: Item) -> list[Nonconformity]:
    """Every one of an assessment with its steps, those that last first, then as they were raised. Two queries."""
    found = list(Nonconformity.objects.filter(item=row).prefetch_related("steps").order_by("number"))
    return sorted(found, key=lambda each: each.state not in LASTING)


def standings(row: Item) -> list[Standing]:
    """The same as the core works with them."""
    rows = Nonconformity.objects.filter(item=row).order_by("number")
    return [standing(each) for each in rows]


def standing(found: Nonconformity) -> Standing:
    """One as the core works with it."""
    return Standing(found.criterion, found.grade, State(found.state))


def one(row: Item, key: UUID) -> Nonconformity | None:
    """One of an assessment by its key."""
    return Nonconformity.objects.filter(item=row, id=key).prefetch_related("steps").first()


def last(row: Item) -> bool:
    """Whether something of an assessment is still to be done, whatever became of the assessment."""
    return _watched().filter(item=row).exists()


def watched(
    *, overdue: bool, on: date, after: Place | None = None
) -> tuple[list[Nonconformity], Place | None]:
    """A page of what lasts anywhere, the earliest due first: all of it, or what is past its day; and what follows."""
    rows = _watched().select_related("item__application__partner", "item__assignee")
    if overdue:
        rows = rows.filter(due__lt=on)
    if after is not None:
        rows = rows.filter(Q(due__gt=after.due) | Q(due=after.due, id__gt=after.key))
    found = list(rows.filter(due__isnull=False).order_by("due", "id")[: MOST + 1])
    kept = found[:MOST]
    more = Place(kept[-1].due, kept[-1].id) if len(found) > MOST and kept[-1].due else None
    return kept, more


def late(*, on: date) -> Iterator[Nonconformity]:
    """What the company did not answer by its day, the longest late first."""
    rows = _watched().filter(state=State.OPEN, due__lt=on).select_related("item")
    yield from rows.order_by("due", "id").iterator()


def of_assessor(person: UUID | None) -> list[Nonconformity]:
    """What lasts of the assessments somebody has."""
    rows = _watched().filter(item__assignee_id=person).exclude(item__assignee=None)
    return list(rows.select_related("item__application__partner").order_by("due", "id"))


def _watched() -> QuerySet[Nonconformity]:
    return Nonconformity.objects.filter(item__application__state__in=WATCHED, state__in=LASTING).exclude(
        turn=Turn.NOBODY
    )


def told(found: Nonconformity, desk: Desk) -> documents.Nonconformity:
    """One with its steps, as it is put into words."""
    criterion = next(each for each in desk.criteria if each.key == found.criterion)
    return documents.Nonconformity(
        number=found.number,
        criterion=criterion.title,
        result=found.result,
        grade=found.grade,
        text=found.text,
        state=State(found.state),
        raised=days.of(found.raised_at),
        since=days.of(found.since),
        due=found.due,
        steps=tuple(
            documents.Step(
                each.verb,
                each.after,
                days.of(each.at),
                each.by_name,
                each.text,
                each.due,
                tuple((d["file"], d["name"], d["sha256"]) for d in each.documents),
            )
            for each in found.steps.all()
        ),
    )
