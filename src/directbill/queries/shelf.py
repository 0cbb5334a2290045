"""The documents a company gave for assessments: one given once can be named for several things, and in later years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from directbill.core.errors import refuse
from directbill.documents.texts import printable
from directbill.queries import days
from directbill.records.models import Claim, EvidenceRevision, Item, NonconformityStep

TASK = "assessment.shelf"
"""What is given for an assessment as a whole, in the words of the record."""
Entry = dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `file` is the key of the file that is handed out and named."""

    id: UUID
    file: UUID
    title: str
    filename: str
    given: date
    of: str
    """The application it was given for."""


def of(partner: UUID) -> list[Document]:
    """Every document of a partner's shelf that was not taken back, those given last first. One query."""
    rows = EvidenceRevision.objects.filter(
        partner_id=partner, evidence__task=TASK, evidence__removed_at=None
    ).select_related("evidence__application")
    return [_document(each) for each in rows.order_by("-received_at", "id")]


def named(partner: UUID, keys: Iterable[UUID]) -> list[Entry]:
    """Documents as the record keeps them: key, name and SHA-256. Refuses `not_there` where one is not on the shelf."""
    wanted = list(dict.fromkeys(keys))
    rows = EvidenceRevision.objects.filter(
        partner_id=partner, evidence__task=TASK, evidence__removed_at=None, id__in=wanted
    )
    found = {each.id: each for each in rows}
    if len(found) != len(wanted):
        raise refuse("not_there")
    return [{"file": str(key), "name": found[key].filename, "sha256": found[key].sha256} for key in wanted]


def is_named(document: UUID) -> bool:
    """Whether anything rests on a document: then it stays."""
    files = EvidenceRevision.objects.filter(evidence_id=document).values_list("id", flat=True)
    return any(_steps(file).exists() or _claims(file).exists() for file in files)


def file(row: Item, key: UUID) -> EvidenceRevision:
    """A file that is named in an assessment, of whichever year it is. Refuses `not_there`."""
    found = EvidenceRevision.objects.filter(id=key, partner_id=row.partner_id, evidence__task=TASK).first()
    named = _steps(key).filter(nonconformity__item=row).exists() or _claims(key).filter(item=row).exists()
    if found is None or not named:
        raise refuse("not_there")
    return found


def _claims(file: UUID) -> QuerySet[Claim]:
    return Claim.objects.filter(documents__contains=[{"file": str(file)}])


def _steps(file: UUID) -> QuerySet[NonconformityStep]:
    return NonconformityStep.objects.filter(documents__contains=[{"file": str(file)}])


def _document(found: EvidenceRevision) -> Document:
    owner = found.evidence.application
    return Document(
        found.evidence_id,
        found.id,
        printable(found.evidence.title),
        printable(found.filename),
        days.of(found.received_at),
        owner.reference if owner else "",
    )
