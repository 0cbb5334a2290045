"""A nonconformity: the company answers with what it does about it, the assessor closes it out or rejects the answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import assessing, audit, finding, nonconforming, work
from directbill.actions.shape.nonconforming import Move, Which
from directbill.core import assessment, form, wording
from directbill.core.criteria import Finding, Result, Status
from directbill.core.errors import refuse
from directbill.core.work import Work
from directbill.queries import nonconformities, shelf
from directbill.records.models import Application, Item, Nonconformity


def answer(*, which: Which, text: str, documents: Sequence[UUID], by: Actor, at: datetime) -> Nonconformity:
    """Say what was done about it, and name the documents that prove it.

    Refuses `words_missing` without words, `documents_unnamed` without a document, `not_there` where one is not on
    the company's shelf, and `revision_stale`.
    """
    with work.on(by, Permission.ITEM_ANSWER, which.partner):
        _, found = _locked(which)
        said = _said(text)
        if not documents:
            raise refuse("documents_unnamed", column="documents")
        named = tuple(shelf.named(which.partner, documents))
        nonconforming.move(found, Move(verb="answer", text=said, documents=named), by=by, at=at)
        _written("answer", found, by=by, at=at)
    return found


def close_out(*, which: Which, text: str, by: Actor, at: datetime) -> Nonconformity:
    """Close it out, saying how that was verified. While the assessment is open, its criterion is fulfilled by it."""
    with work.on(by, Permission.ASSESSMENT_HOLD, which.partner):
        row, found = _own(which, by)
        said = _said(text)
        nonconforming.move(found, Move(verb="close_out", text=said), by=by, at=at)
        if row.state in assessment.OPEN:
            met = Finding(Status.LOOKED_AT, Result.MET, text=said)
            finding.add(row, {found.criterion: met}, by=by, at=at)
        _written("close_out", found, by=by, at=at)
    return found


def reject(*, which: Which, text: str, by: Actor, at: datetime) -> Nonconformity:
    """Reject the answer, saying why: it is open again, with days of its own."""
    with work.on(by, Permission.ASSESSMENT_HOLD, which.partner):
        _, found = _own(which, by)
        nonconforming.move(found, Move(verb="reject", text=_said(text)), by=by, at=at)
        _written("reject", found, by=by, at=at)
    return found


def overdue(*, which: Which, by: Actor, at: datetime) -> Nonconformity:
    """Its day has passed without an answer: company and assessor are told, and it stands so on every page."""
    with work.on(by, Permission.ITEM_CLOCK, which.partner):
        _, found = _locked(which)
        nonconforming.move(found, Move(verb="overdue"), by=by, at=at)
        _written("overdue", found, by=by, at=at)
    return found


def _locked(which: Which) -> tuple[Item, Nonconformity]:
    """The assessment with its application locked first, as every act on an item does; then the nonconformity."""
    row = Item.objects.filter(id=which.item, partner_id=which.partner, work=Work.ASSESSMENT).first()
    if row is None:
        raise refuse("not_there")
    owner = work.lock(Application.objects.select_related("partner"), id=row.application_id)
    if owner.state not in nonconformities.WATCHED:
        raise refuse("application_not_with_desk", found=f"application.{owner.state}")
    row = Item.objects.select_related("assignee", "application__partner").get(id=row.id)
    found = nonconforming.lock(row, which.key)
    if found.revision != which.revision:
        raise refuse("revision_stale", found=str(found.revision), seen=str(which.revision))
    found.item = row
    return row, found


def _own(which: Which, by: Actor) -> tuple[Item, Nonconformity]:
    """One of the actor's own assessment. Refuses `declaration_missing` whoever did not declare to be independent."""
    row, found = _locked(which)
    if row.assignee_id != by.person:
        raise refuse("not_there")
    if not assessing.declared(row, by.person):
        raise refuse("declaration_missing")
    return row, found


def _said(text: str) -> str:
    said = wording.plain(text, column="text", longest=form.LONGEST_TEXT)
    if not said.strip():
        raise refuse("words_missing", column="text")
    return said


def _written(  # sentence: what was done with which
    verb: str, found: Nonconformity, *, by: Actor, at: datetime
) -> None:
    owner = found.item.application
    audit.write(
        f"nonconformity:{verb}",
        by=by,
        at=at,
        subject=("item", f"{owner.reference}/{found.item.key}"),
        partner=found.partner_id,
        changes=audit.changed(
            {}, {"number": found.number, "criterion": found.criterion, "state": found.state}
        ),
        edition=owner.edition,
    )
