"""Documents that go with verbs on items: those that wait for one, and those that are part of a step."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.documents.texts import printable
from directbill.queries import shelf
from directbill.records.models import Evidence, EvidenceRevision, Item


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `file` is the key of the revision that is handed out."""

    id: UUID
    field: str
    title: str
    file: UUID
    filename: str
    given: datetime
    kind: str = ""
    """Of the program's kinds of document; empty where none was asked for."""
    issued: date | None = None
    """The day it bears, as whoever gave it says."""


def waiting(row: Item, verb: str) -> list[Document]:
    """What was given for a verb that is not done yet, in the order it was given."""
    task = f"{LIVES[Work(row.work)].table.name}.{verb}"
    return [
        _document(found)
        for found in _files(Evidence.objects.filter(item=row, task=task, step=None, removed_at=None))
    ]


def of_steps(row: Item) -> dict[UUID, list[Document]]:
    """The documents of every step of an item, by the step's key."""
    found: dict[UUID, list[Document]] = defaultdict(list)
    for each in _files(Evidence.objects.filter(item=row).exclude(step=None)):
        if each.evidence.step_id is not None:
            found[each.evidence.step_id].append(_document(each))
    return dict(found)


def file(row: Item, revision: UUID) -> EvidenceRevision:
    """One file that came with a step of an item, or is named in it. Refuses `not_there`."""
    rows = EvidenceRevision.objects.filter(evidence__item=row).exclude(evidence__step=None)
    found = rows.filter(id=revision).first()
    return found or shelf.file(row, revision)


def may_go_to_partner(found: Evidence) -> bool:
    """Whether the partner may have a document: their own, and what came with a step, the credit file's excepted."""
    if found.item is None:
        return True
    work = Work(found.item.work)
    table, verb = LIVES[work].table, found.task.partition(".")[2]
    if found.task == shelf.TASK:
        return True
    own = any(row.verb == verb and row.by is Turn.APPLICANT for row in table.steps)
    kept_back = work is Work.CREDIT or is_inner(found.item, verb)
    return own or (found.step_id is not None and not kept_back)


def is_inner(row: Item, verb: str) -> bool:
    """Whether one person of the desk proposes by it to the second: the company reads what is decided."""
    return verb in LIVES[Work(row.work)].makes


def of_the_credit_file(found: Evidence) -> bool:
    """Whether only those may have it who may read the credit file."""
    return found.item is not None and found.item.work == Work.CREDIT


def _files(rows: QuerySet[Evidence]) -> list[EvidenceRevision]:
    files = EvidenceRevision.objects.filter(evidence__in=rows).select_related("evidence")
    return list(files.order_by("evidence__given_at", "evidence_id"))


def _document(found: EvidenceRevision) -> Document:
    row = found.evidence
    title, name = printable(row.title), printable(found.filename)
    return Document(row.id, row.field, title, found.id, name, row.given_at, row.kind, row.issued)
