"""The company's shelf of documents for assessments: given once, named wherever they prove something."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, files, papers, shelving, work
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Which
from directbill.records.models import Evidence, EvidenceRevision, Item


def give(*, which: Which, paper: Paper, by: Actor, at: datetime) -> EvidenceRevision:
    """Put a document on the shelf. The same file again is the one that is there.

    Refuses `evidence_too_many` and files that may not be taken.
    """
    with work.on(by, Permission.ITEM_ANSWER, which.partner), files.keeping(which.partner) as keeper:
        row, desk = shelving.locked(which)
        stored = papers.receive(keeper, paper, shelving.ANY, files=desk.files)
        known = shelving.known(row, stored.sha256)
        if known is not None:
            keeper.forget()
        found = known or papers.keep(row, paper, stored, most=shelving.MOST, by=by, at=at)
        _written("give", row, found.evidence, by=by, at=at)
        return found


def take_back(*, which: Which, evidence: UUID, by: Actor, at: datetime) -> Evidence:
    """Take a document off the shelf that nothing names. Refuses `evidence_part_of` and `evidence_taken_back`."""
    with work.on(by, Permission.ITEM_ANSWER, which.partner):
        row, _ = shelving.locked(which)
        found = shelving.remove(row, evidence, at=at)
        _written("take_back", row, found, by=by, at=at)
        return found


def _written(  # sentence: what was done, for which assessment, with which document
    verb: str, row: Item, found: Evidence, *, by: Actor, at: datetime
) -> None:
    audit.write(
        f"shelf:{verb}",
        by=by,
        at=at,
        subject=("item", f"{row.application.reference}/{row.key}"),
        partner=row.partner_id,
        changes=audit.changed({}, {"title": found.title}),
        edition=row.application.edition,
    )
