"""Documents that go with a verb on an item: given before it is done, and from then on part of the step."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from directbill.access.actor import Actor
from directbill.actions.shape import audit, work
from directbill.actions.shape.files import File, Keeper, Stored
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.core.form import Field, FieldKind, Files, Value
from directbill.core.form import Item as Entry
from directbill.core.work import LIVES, Work
from directbill.gateways import media
from directbill.records.models import Evidence, EvidenceRevision, Item, ItemStep
from directbill.records.models.kept import LONGEST_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document as it was sent, for a field of a verb. Without a title it is called like its file."""

    verb: str
    field: str
    file: File
    title: str = ""
    kind: str = ""
    """Which of the program's kinds of document it is, where it closes something."""
    issued: str = ""
    """The day it bears, as it was sent; empty where it is not said."""


def name(row: Item, verb: str) -> str:
    """A verb with its table's name."""
    return f"{LIVES[Work(row.work)].table.name}.{verb}"


def waiting(row: Item, verb: str) -> QuerySet[Evidence]:
    """Documents given for a verb that is not done yet."""
    return Evidence.objects.filter(item=row, task=name(row, verb), step=None, removed_at=None)


def receive(  # sentence: by whom, which document, for which field
    keeper: Keeper, paper: Paper, asked: Field, *, files: Files
) -> Stored:
    """Receive the file of a document. Refuses files that may not be taken."""
    kinds = asked.media or files.media
    return keeper.keep(
        paper.file,
        most=files.most_bytes,
        look=lambda path, shown: media.mime(media.told(path, name=shown, allowed=kinds)),
    )


def keep(  # sentence: for which item, which document, as it was stored
    row: Item, paper: Paper, stored: Stored, *, most: int, by: Actor, at: datetime
) -> EvidenceRevision:
    """Keep a document for a verb. Refuses `evidence_too_many`."""
    title = wording.plain(paper.title, column="title", longest=LONGEST_NAME)
    count = waiting(row, paper.verb).filter(field=paper.field).count()
    if count >= most:
        raise refuse("evidence_too_many", column=paper.field, found=str(count))
    document = Evidence.objects.create(
        partner_id=row.partner_id,
        application_id=row.application_id,
        item=row,
        task=name(row, paper.verb),
        field=paper.field,
        kind=paper.kind,
        issued=date.fromisoformat(paper.issued) if paper.issued else None,
        title=title or stored.name,
        given_at=at,
    )
    return EvidenceRevision.objects.create(
        partner_id=row.partner_id,
        evidence=document,
        number=1,
        filename=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        scan=stored.scan,
        received_at=at,
        received_by_id=work.person(by),
    )


def given(  # sentence: for which item, which verb, by which fields
    row: Item, verb: str, fields: tuple[Field, ...]
) -> dict[str, Value]:
    """What waits for a verb, by field, as the step keeps it: which file, under which name, with which digest."""
    documents = EvidenceRevision.objects.filter(evidence__in=waiting(row, verb)).select_related("evidence")
    found: dict[str, Value] = {}
    for each in fields:
        entries = [
            _entry(revision)
            for revision in documents.filter(evidence__field=each.key).order_by("received_at")
        ]
        if each.kind is FieldKind.EVIDENCE and entries:
            found[each.key] = entries
    return found


def attach(row: Item, step: ItemStep) -> None:
    """What waited for the verb is part of the step from now on."""
    waiting(row, step.verb).update(step=step)


def remove(  # sentence: from which item, which document
    row: Item, key: UUID, *, verb: str, at: datetime
) -> Evidence:
    """Take back a document of a verb that is not done yet. Refuses `evidence_taken_back` and `evidence_part_of`."""
    found = work.lock(Evidence.objects.filter(item=row, task=name(row, verb)), id=key)
    if found.removed_at is not None:
        raise refuse("evidence_taken_back")
    if found.step_id is not None:
        raise refuse("evidence_part_of")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    return found


def written(  # sentence: what was done with which document of which item
    verb: str, found: Evidence, row: Item, *, by: Actor, at: datetime
) -> None:
    """The event. What the credit file holds is named in no event: every role of the desk reads them."""
    title = "" if row.work == Work.CREDIT else found.title
    audit.write(
        f"item:{verb}",
        by=by,
        at=at,
        subject=("item", f"{row.application.reference}/{row.key}"),
        partner=row.partner_id,
        changes=audit.changed({}, {"verb": found.task, "title": title}),
        edition=row.application.edition,
    )


def _entry(found: EvidenceRevision) -> Entry:
    entry = {"document": str(found.evidence_id), "name": found.filename, "sha256": found.sha256}
    issued = found.evidence.issued
    kind = {"kind": found.evidence.kind} if found.evidence.kind else {}
    return {**entry, **kind, **({"issued": issued.isoformat()} if issued else {})}
