"""The letters about what is put before the program manager: to them, and back. They are on no record of the company."""

from collections.abc import Iterable
from datetime import datetime

from directbill.access.permissions import Permission
from directbill.access.roles import OF_DESK
from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.queries import items, people
from directbill.records.models import Escalation, Notice, Person


def told(found: Escalation, *, at: datetime) -> list[Notice]:
    """Whoever may answer is told that something waits for them."""
    roles = [role for role, held in OF_DESK.items() if Permission.ESCALATION_ANSWER in held]
    return _queued("escalated", found, people.at_desk(roles), at=at)


def came_back(found: Escalation, *, at: datetime) -> list[Notice]:
    """Whoever asked is told that it was answered or returned."""
    return _queued(f"escalation_{found.outcome}", found, [found.by], at=at)


def _queued(kind: str, found: Escalation, readers: Iterable[Person], *, at: datetime) -> list[Notice]:
    row, owner = found.item, found.item.application
    desk = items.desk(owner)
    return [
        outbox.queue(
            Letter(
                kind=kind,
                subject=("item", f"{owner.reference}/{row.key}"),
                occasion=str(found.id),
                reader=reader.email,
                language=reader.language,
                due=row.due,
                values={
                    "reference": owner.reference,
                    "company": owner.partner.name,
                    "item": desk.entry(row.key).title[reader.language] if desk else row.key,
                    "author": str(found.by),
                    "last": row.due.isoformat() if row.due else "",
                    "url": links.to(f"/desk/applications/{owner.id}/{row.key}/"),
                },
            ),
            at=at,
        )
        for reader in readers
        if reader.email
    ]
