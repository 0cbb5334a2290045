"""What every way back shares: links to sign lead nowhere, and the application is as it was last submitted."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from directbill.records.models import Application, Evidence, EvidenceRevision, Signature, TaskAnswers


def close_links(found: Application, at: datetime) -> None:
    """A link to sign leads nowhere once the application was taken back."""
    open_ones = Signature.objects.filter(
        application=found, signed_at=None, declined_at=None, replaced_at=None
    )
    open_ones.update(replaced_at=at)


def restore(found: Application, at: datetime) -> None:
    """Answers and documents as they were last submitted. Who wrote on what was changed since is told so."""
    last = found.submissions.order_by("-number").first()
    record = {} if last is None else json.loads(last.record)
    _answers(found, record.get("answers", {}), at)
    _documents(found, {UUID(each["id"]): each for each in record.get("evidence", [])}, at)


def _answers(found: Application, said: dict[str, Any], at: datetime) -> None:
    rows = TaskAnswers.objects.filter(partner_id=found.partner_id, application=found)
    rows.exclude(task__in=said).delete()
    for row in rows:
        if (row.values, row.finished) != (said[row.task], True):
            row.values, row.finished, row.revision, row.changed_at = (
                said[row.task],
                True,
                row.revision + 1,
                at,
            )
            row.save()
    for task in said.keys() - {row.task for row in rows}:
        TaskAnswers.objects.create(
            partner_id=found.partner_id,
            application=found,
            task=task,
            values=said[task],
            finished=True,
            changed_at=at,
        )


def _documents(found: Application, submitted: dict[UUID, dict[str, str]], at: datetime) -> None:
    """Documents given since are taken back, those taken back are there again, and the file submitted counts."""
    for row in Evidence.objects.filter(partner_id=found.partner_id, application=found, item=None):
        removed = None if row.id in submitted else row.removed_at or at
        if row.removed_at != removed:
            row.removed_at = removed
            row.save(update_fields=["removed_at"])
        if row.id in submitted:
            _file(row, int(submitted[row.id]["revision"]), at)


def _file(row: Evidence, number: int, at: datetime) -> None:
    """Revisions are only added: the one submitted is given once more, where a later one took its place."""
    newest = row.revisions.order_by("-number").first()
    if newest is None or newest.number == number:
        return
    before = EvidenceRevision.objects.get(evidence=row, number=number)
    before.pk, before.number, before.received_at = uuid4(), newest.number + 1, at
    before.save(force_insert=True)
