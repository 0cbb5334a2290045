"""Assessors: who they are, for which organization, how much they have to do, and who may be given an assessment."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from directbill.core import application as applications
from directbill.core import assessment
from directbill.core.work import Work
from directbill.records.models import DeskMember, Item
from directbill.records.words import DeskRole


@dataclass(frozen=True, slots=True)
class Assessor:
    """Somebody who assesses now. `open` counts the assessments they were given and that are not settled."""

    member: UUID
    person: UUID
    name: str
    organization: str
    open: int


def all_of_them() -> list[Assessor]:
    """Everybody who holds the role now and can sign in, by organization and name. Two queries."""
    held = DeskMember.objects.filter(role=DeskRole.ASSESSOR, until=None, person__is_active=True)
    load = _load()
    found = [
        Assessor(row.id, row.person_id, str(row.person), row.organization, load.get(row.person_id, 0))
        for row in held.select_related("person")
    ]
    return sorted(found, key=lambda each: (each.organization.casefold(), each.name.casefold()))


def offered(row: Item) -> list[Assessor]:
    """Whom an assessment may be given to: not whoever left it, nor whoever has it; who has least to do first."""
    kept_out = {*row.left, str(row.assignee_id or "")}
    return sorted(
        (each for each in all_of_them() if str(each.person) not in kept_out), key=lambda each: each.open
    )


def organization(person: UUID) -> str:
    """The organization an assessor works for now; empty where nobody said it."""
    held = DeskMember.objects.filter(person_id=person, role=DeskRole.ASSESSOR, until=None)
    return held.values_list("organization", flat=True).first() or ""


def _load() -> dict[UUID, int]:
    rows = Item.objects.filter(
        Q(work=Work.ASSESSMENT, state__in=assessment.OPEN, application__state=applications.State.SUBMITTED)
    )
    counted = rows.exclude(assignee=None).values("assignee_id").annotate(count=Count("id")).order_by()
    return {row["assignee_id"]: row["count"] for row in counted}


def mine(person: UUID | None, key: UUID) -> Item | None:
    """An assessment by its key, where it is the person's own; of an application that was sent."""
    return _own(person).filter(id=key).first()


def all_mine(person: UUID | None) -> list[Item]:
    """Every assessment somebody has: what is open first, by its day."""
    rows = list(_own(person).order_by(F("due").asc(nulls_last=True), "id"))
    return sorted(rows, key=lambda row: row.state not in assessment.OPEN)


def _own(person: UUID | None) -> QuerySet[Item]:
    rows = Item.objects.filter(
        work=Work.ASSESSMENT, assignee_id=person, application__submitted_at__isnull=False
    )
    return rows.exclude(assignee=None).select_related("application__partner")
