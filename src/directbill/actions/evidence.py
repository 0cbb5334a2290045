"""Evidence: a document is given, given anew as a later revision, or taken back. Its files stay on the record."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, files, sending, work
from directbill.actions.shape.files import File, Stored
from directbill.core import wording
from directbill.core.errors import refuse
from directbill.core.form import Field, FieldKind, Form
from directbill.gateways import media
from directbill.queries import days, evidence, program
from directbill.records.models import Application, Evidence, EvidenceRevision, Partner
from directbill.records.models.kept import LONGEST_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A document as it was sent. `evidence` names the document a new file is a revision of."""

    task: str
    field: str
    title: str
    file: File
    covers_from: date | None = None
    covers_to: date | None = None
    evidence: UUID | None = None


def add(
    *, partner: UUID, application: UUID | None, given: Given, by: Actor, at: datetime
) -> EvidenceRevision:  # fmt: skip
    """Keep a document: a new one, or the next revision of one that is there. The same bytes again change nothing.

    Refuses `evidence_not_asked`, `evidence_untitled`, `evidence_dates`, `evidence_too_many`, `evidence_taken_back`,
    an application that cannot change, and files that may not be taken (gateways.media, .storage, .scan).
    """
    with work.on(by, Permission.EVIDENCE_CHANGE, partner), files.keeping(partner) as keeper:
        work.lock(Partner.objects.all(), id=partner)
        owner = sending.editable(partner, application, task=given.task)
        questions = program.form(owner.edition if owner else program.in_force(days.of(at)).name)
        asked = _asked(questions, given)
        title = _title(given)
        before = _before(partner, owner, questions, given)
        newest = None if before is None else before.revisions.order_by("-number").first()
        stored = keeper.keep(
            given.file,
            most=questions.files.most_bytes,
            look=lambda path, name: media.mime(media.told(path, name=name, allowed=questions.accepts(asked))),
            unless=frozenset({newest.sha256}) if newest else frozenset(),
        )
        if newest is not None and not stored.key:
            return newest
        document = before or _document(partner, owner, given, title=title, at=at)
        found = _revision(document, given, stored, by=by, at=at, number=newest.number + 1 if newest else 1)
        _changed(owner, at)
        changes = audit.changed({}, {"title": document.title, **_plain(found)})
        _written("add", document, owner, by=by, at=at, changes=changes)
    return found


def remove(*, partner: UUID, evidence: UUID, by: Actor, at: datetime) -> Evidence:
    """Take a document back: it counts no more. Its files stay, and what was submitted with it stays as it was."""
    with work.on(by, Permission.EVIDENCE_CHANGE, partner):
        found = work.lock(Evidence.objects.filter(item=None), id=evidence, partner_id=partner)
        owner = sending.editable(partner, found.application_id, task=found.task)
        if found.removed_at is not None:
            raise refuse("evidence_taken_back")
        found.removed_at = at
        found.save(update_fields=["removed_at"])
        _changed(owner, at)
        changes = audit.changed(
            {"title": found.title, "removed": ""}, {"title": found.title, "removed": "yes"}
        )
        _written("remove", found, owner, by=by, at=at, changes=changes)
    return found


def _asked(questions: Form, given: Given) -> Field:
    """The question the document answers."""
    task = questions.task(given.task)
    for field in task.fields if task else ():
        if field.key == given.field and field.kind is FieldKind.EVIDENCE:
            return field
    raise refuse("evidence_not_asked", column=given.field)


def _title(given: Given) -> str:
    title = wording.plain(given.title, column="title", longest=LONGEST_NAME)
    if not title and given.evidence is None:
        raise refuse("evidence_untitled", column="title")
    if given.covers_from and given.covers_to and given.covers_to < given.covers_from:
        raise refuse("evidence_dates", column="covers_to", found=given.covers_to.isoformat())
    return title


def _before(partner: UUID, owner: Application | None, questions: Form, given: Given) -> Evidence | None:
    """The document that gets a new revision; None for a new document, if there may be one more."""
    if given.evidence is None:
        count = evidence.counts(partner, owner).get((given.task, given.field), 0)
        if count >= questions.files.most:
            raise refuse("evidence_too_many", column=given.field, found=str(count))
        return None
    rows = Evidence.objects.filter(partner_id=partner, application=owner, item=None)
    found = work.lock(rows, id=given.evidence, task=given.task, field=given.field)
    if found.removed_at is not None:
        raise refuse("evidence_taken_back")
    return found


def _document(
    partner: UUID, owner: Application | None, given: Given, *, title: str, at: datetime
) -> Evidence:  # fmt: skip
    return Evidence.objects.create(
        partner_id=partner, application=owner, task=given.task, field=given.field, title=title, given_at=at
    )


def _revision(
    document: Evidence, given: Given, stored: Stored, *, by: Actor, at: datetime, number: int
) -> EvidenceRevision:  # fmt: skip
    return EvidenceRevision.objects.create(
        partner_id=document.partner_id,
        evidence=document,
        number=number,
        filename=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        covers_from=given.covers_from,
        covers_to=given.covers_to,
        scan=stored.scan,
        received_at=at,
        received_by_id=work.person(by),
    )


def _plain(found: EvidenceRevision) -> dict[str, str]:
    columns = ("number", "filename", "sha256", "covers_from", "covers_to", "scan")
    return {column: str(getattr(found, column) or "") for column in columns}


def _changed(owner: Application | None, at: datetime) -> None:
    if owner is not None:
        sending.changed(owner, at)


def _written(
    verb: str, found: Evidence, owner: Application | None, *, by: Actor, at: datetime, changes: list[audit.Change]
) -> None:  # fmt: skip
    audit.write(
        f"evidence:{verb}",
        by=by,
        at=at,
        subject=("evidence", f"{owner.reference if owner else found.partner_id}:{found.task}:{found.field}"),
        partner=found.partner_id,
        changes=changes,
        edition=owner.edition if owner else "",
    )
