"""Evidence: the documents given for each question, each with its files over time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from directbill.core.errors import refuse
from directbill.core.form import Form
from directbill.core.periods import Month
from directbill.documents.texts import printable
from directbill.queries import papers
from directbill.records.models import Application, Evidence, EvidenceRevision
from directbill.records.words import Scan

Key = tuple[str, str]
"""Task and field."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document that was not taken back, its newest file first."""

    id: UUID
    title: str
    task: str
    field: str
    revisions: tuple[EvidenceRevision, ...]
    old: bool
    """It speaks of a time longer ago than the form asks for: the desk may want a newer one."""

    @property
    def newest(self) -> EvidenceRevision:
        return self.revisions[0]

    @property
    def scanned(self) -> bool:
        return self.newest.scan == Scan.CLEAN


def of(
    partner: UUID, owner: Application | None, *, questions: Form, on: date
) -> dict[Key, tuple[Document, ...]]:
    """The documents by task and field, in the order they were given. Two queries."""
    rows = list(_live(partner, owner).order_by("given_at", "id"))
    revisions: dict[UUID, list[EvidenceRevision]] = defaultdict(list)
    for each in EvidenceRevision.objects.filter(evidence__in=rows).order_by("-number"):
        revisions[each.evidence_id].append(each)
    found: dict[Key, list[Document]] = defaultdict(list)
    for row in rows:
        files = tuple(revisions[row.id])
        old = is_old(files[0], questions=questions, on=on)
        found[row.task, row.field].append(
            Document(row.id, printable(row.title), row.task, row.field, files, old)
        )
    return {key: tuple(documents) for key, documents in found.items()}


def counts(partner: UUID, owner: Application | None) -> dict[Key, int]:
    """How many documents there are for each question. One query."""
    found: dict[Key, int] = defaultdict(int)
    for task, field in _live(partner, owner).values_list("task", "field"):
        found[task, field] += 1
    return dict(found)


def names(partner: UUID, owner: Application | None) -> dict[Key, tuple[str, ...]]:
    """The documents of each question as a page names them: title, and the name of the newest file. One query."""
    rows = EvidenceRevision.objects.filter(evidence__in=_live(partner, owner)).select_related("evidence")
    newest = rows.order_by("evidence__given_at", "evidence_id", "-number")
    found: dict[Key, dict[UUID, str]] = defaultdict(dict)
    for each in newest:
        name = f"{printable(each.evidence.title)} ({each.filename})"
        found[each.evidence.task, each.evidence.field].setdefault(each.evidence_id, name)
    return {key: tuple(named.values()) for key, named in found.items()}


def file(partner: UUID, revision: UUID) -> EvidenceRevision:
    """One file, to be handed out. What is not the partner's is not there; what was taken back still is."""
    found = _with_item().filter(partner_id=partner, id=revision).first()
    if found is None or not papers.may_go_to_partner(found.evidence):
        raise refuse("not_there")
    return found


def any_file(revision: UUID, *, credit: bool) -> EvidenceRevision:
    """One file of whichever partner is in scope, to be handed out to the desk; `credit`: also of the credit file."""
    found = _with_item().filter(id=revision).first()
    if found is None or (papers.of_the_credit_file(found.evidence) and not credit):
        raise refuse("not_there")
    return found


def is_old(found: EvidenceRevision, *, questions: Form, on: date) -> bool:
    """Whether what the file speaks of ended longer ago than the form allows; unknown where it does not say."""
    if found.covers_to is None:
        return False
    return Month.of(found.covers_to) < Month.of(on).plus(-questions.files.fresh_months)


def _with_item() -> QuerySet[EvidenceRevision]:
    return EvidenceRevision.objects.select_related("evidence__item")


def _live(partner: UUID, owner: Application | None) -> QuerySet[Evidence]:
    return Evidence.objects.filter(partner_id=partner, application=owner, item=None, removed_at=None)
