"""What an assessor's verb rests on: a declaration of independence, and findings that agree with the outcome."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from directbill.access.actor import Actor
from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.core import criteria, nonconformity
from directbill.core.desk import Desk
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.queries import findings, items, nonconformities
from directbill.records.models import Independence, Item


class Case(Protocol):
    """What of a case is asked."""

    desk: Desk

    def row(self, key: str) -> Item:
        """The row of an item."""


def require(  # sentence: of whose case, which item, what
    case: Case, key: str, verb: str, *, by: Actor
) -> None:
    """Refuse an outcome by somebody who did not declare that they are independent, or that the findings deny.

    Refuses `not_independent`, `criteria_open`, `major_open`, `nothing_found`, `answers_missing` and
    `nothing_sent_back`; other verbs and kinds of work pass.
    """
    row = case.row(key)
    if row.work != Work.ASSESSMENT:
        return
    if refusal := nonconformity.against(verb, nonconformities.standings(row)):
        raise refusal
    if verb not in criteria.SETTLES:
        return
    if not declared(row, by.person):
        raise refuse("not_independent")
    wanted = (each.key for each in case.desk.criteria)
    if refusal := criteria.against(verb, wanted, findings.current(row)):
        raise refusal


def appointed(row: Item, *, at: datetime) -> None:
    """Tell the assessor that an assessment is theirs. The letter is theirs alone, and on no record of the company."""
    reader, owner = row.assignee, row.application
    desk = items.desk(owner)
    if reader is None or not reader.email or desk is None:
        return
    entry = desk.entry(row.key)
    letter = Letter(
        kind="assessment_appointed",
        subject=("item", f"{owner.reference}/{row.key}"),
        occasion=str(row.revision),
        reader=reader.email,
        language=reader.language,
        values={
            "reference": owner.reference,
            "company": owner.partner.name,
            "item": entry.title[reader.language],
            "last": row.due.isoformat() if row.due else "",
            "url": links.to(f"/assess/{row.id}/"),
        },
        due=row.due,
    )
    outbox.queue(letter, at=at)


def declared(row: Item, person: UUID | None) -> bool:
    """Whether somebody declared that they are independent for this assessment."""
    return person is not None and Independence.objects.filter(item=row, person_id=person).exists()
