"""Items of the desk's work: a verb done by whoever may, and taken on or given back by people of the desk.

The verbs are rows of the core's tables. One action does any of them, for they differ in data alone (ADR 0032).
"""

from datetime import datetime
from uuid import UUID

from directbill.access import deeds
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import (
    adjusting,
    agreeing,
    assessing,
    assigning,
    audit,
    contracting,
    crediting,
    files,
    nonconforming,
    papers,
    reviewing,
    slotting,
    steps,
    verifying,
    work,
)
from directbill.actions.shape.papers import Paper
from directbill.actions.shape.steps import Deed, Which
from directbill.core.application import State
from directbill.core.work import Work
from directbill.records.models import Application, Evidence, EvidenceRevision, Item


def begin(*, application: UUID, by: Actor, at: datetime) -> Application:
    """Open the steps of an application that was submitted when its program had none for the desk yet.

    Refuses `not_there` where they are open already.
    """
    with work.on(by, Permission.ITEM_CLOCK):
        rows = Application.objects.select_related("partner")
        owner = work.lock(rows, id=application, state=State.SUBMITTED, items=None)
        steps.begin(owner, by=by, at=at)
        audit.write(
            "item:begin",
            by=by,
            at=at,
            subject=("application", owner.reference),
            partner=owner.partner_id,
            edition=owner.edition,
        )
    return owner


def do(*, which: Which, deed: Deed, by: Actor, at: datetime) -> Item:
    """Do a verb on an item, or be refused with the reason; what may open then opens, and who must know is told.

    The agreement is accepted only by a Global administrator who proved who they are a short while ago; an assessment
    is held by the assessor it was given to. A limit above the program's bar is no one person's to grant,
    and a contract that is over is not recorded.
    """
    with work.on(by, deeds.permission(which.work, deed.verb), which.partner):
        case = steps.locked(which)
        steps.require(case, which, deed, by=by, at=at)
        slotting.refuse_free(case.row(which.key), deed.verb, at=at)
        row = steps.act(case, which, deed, by=by, at=at)
        crediting.hold(case, row, deed, at=at)
        adjusting.hold(case, row, deed)
        contracting.hold(case, row, deed, at=at)
        agreeing.hold(case, row, deed, by=by, at=at)
        reviewing.hold(case, row, deed)
        nonconforming.follow(row, deed.verb, by=by, at=at)
        slotting.follow(row, deed, at=at)
        reviewing.follow(row, deed.verb, by=by, at=at)
        reviewing.ended(case.owner, by=by, at=at)
        return row


def give(*, which: Which, paper: Paper, by: Actor, at: datetime) -> EvidenceRevision:
    """Give a document for a verb, before the verb is done. It becomes part of the step that then is.

    Refuses `evidence_not_asked`, `evidence_too_many`, `document_kind_missing`, a day that is missing or cannot be
    (`document_day_missing`, `document_day`), and files that may not be taken (gateways.media, .storage, .scan).
    """
    with (
        work.on(by, deeds.permission(which.work, paper.verb), which.partner),
        files.keeping(which.partner) as keeper,
    ):
        case = steps.locked(which)
        steps.require(case, which, Deed(verb=paper.verb), by=by, at=at)
        row, asked = case.row(which.key), steps.asked_for(case, which, paper, by=by)
        verifying.require_kind(case.desk, which.key, paper.kind, field=paper.field)
        verifying.require_day(case.desk, paper, at=at)
        stored = papers.receive(keeper, paper, asked, files=case.desk.files)
        found = papers.keep(row, paper, stored, most=case.desk.files.most, by=by, at=at)
        papers.written("give", found.evidence, row, by=by, at=at)
        return found


def take_back(*, which: Which, verb: str, evidence: UUID, by: Actor, at: datetime) -> Evidence:
    """Take back a document of a verb that is not done yet. Refuses `evidence_taken_back` and `evidence_part_of`."""
    with work.on(by, deeds.permission(which.work, verb), which.partner):
        case = steps.locked(which)
        steps.require(case, which, Deed(verb=verb), by=by, at=at)
        row = case.row(which.key)
        found = papers.remove(row, evidence, verb=verb, at=at)
        papers.written("take_back", found, row, by=by, at=at)
        return found


def assign(*, which: Which, by: Actor, at: datetime) -> Item:
    """Take an item on. It can be taken from a colleague; the history says so.

    An assessment is an assessor's alone: refuses whoever is none, as `appoint` does.
    """
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        if which.work is Work.ASSESSMENT:
            assigning.require_assessor(which, work.person(by))
        return assigning.to(which, work.person(by), verb="assign", by=by, at=at)


def hand_over(*, which: Which, person: UUID, by: Actor, at: datetime) -> Item:
    """Give an item to a colleague who is here. Refuses `colleague_away` and `recused`; an assessment is appointed."""
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        assigning.require_colleague(which, person)
        return assigning.to(which, person, verb="hand_over", by=by, at=at)


def release(*, which: Which, by: Actor, at: datetime) -> Item:
    """Give an item back to the queue."""
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        return assigning.to(which, None, verb="release", by=by, at=at)


def appoint(*, which: Which, assessor: UUID, by: Actor, at: datetime) -> Item:
    """Give an assessment to an assessor, who from then on sees it, and no other one's, and is told.

    Refuses `not_an_assessor`, and `recused` whoever left this assessment before.
    """
    with work.on(by, Permission.ITEM_ASSIGN, which.partner):
        assigning.require_assessor(which, assessor)
        row = assigning.to(which, assessor, verb="appoint", by=by, at=at)
        assessing.appointed(row, at=at)
    return row
