"""What giving a document to the shelf of assessments shares with taking it back."""

from datetime import datetime
from uuid import UUID

from directbill.actions.shape import work
from directbill.actions.shape.steps import Which
from directbill.core.desk import Desk
from directbill.core.errors import refuse
from directbill.core.form import Field, FieldKind
from directbill.core.work import Work
from directbill.queries import items, nonconformities, shelf
from directbill.records.models import Application, Evidence, EvidenceRevision, Item

ANY = Field(key="documents", kind=FieldKind.EVIDENCE, label={})
"""Asks for a document of any kind that the desk takes."""
VERB = shelf.TASK.partition(".")[2]
MOST = 200
"""Documents of one assessment."""


def locked(which: Which) -> tuple[Item, Desk]:
    """The assessment, its application locked and with the desk, or enrolled. Refuses `not_there`."""
    owner = work.lock(
        Application.objects.select_related("partner"), id=which.application, partner_id=which.partner
    )
    row = Item.objects.filter(application=owner, key=which.key, work=Work.ASSESSMENT).first()
    desk = items.desk(owner)
    if row is None or desk is None or owner.state not in nonconformities.WATCHED:
        raise refuse("not_there")
    row.application = owner
    return row, desk


def known(row: Item, sha256: str) -> EvidenceRevision | None:
    """The very file, where it is on the partner's shelf already."""
    rows = EvidenceRevision.objects.filter(
        partner_id=row.partner_id, sha256=sha256, evidence__task=shelf.TASK, evidence__removed_at=None
    )
    return rows.select_related("evidence").first()


def remove(row: Item, key: UUID, *, at: datetime) -> Evidence:
    """Take a document off the shelf. Refuses `evidence_taken_back`, and `evidence_part_of` what something names."""
    found = work.lock(Evidence.objects.filter(partner_id=row.partner_id, task=shelf.TASK), id=key)
    if found.removed_at is not None:
        raise refuse("evidence_taken_back")
    if shelf.is_named(found.id):
        raise refuse("evidence_part_of")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    return found
