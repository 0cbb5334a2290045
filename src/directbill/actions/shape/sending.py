"""What submitting, asking for a signature and signing share: who may, what hinders, and what is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.actions.shape import audit, books, figures, work
from directbill.core import application as applications
from directbill.core import form
from directbill.core.application import State
from directbill.core.errors import Refusal, refuse
from directbill.core.form import FieldKind, TaskKind
from directbill.queries import days, declared, folders, ledgers_due, program
from directbill.queries.dossier import Dossier
from directbill.records.models import Application, Evaluation, Ledger, Partner, Submission

PATIENCE = 5.0
"""Seconds a page waits for a reading to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """An application, and the revision the actor saw: a change in between is shown, never overwritten."""

    partner: UUID
    application: UUID
    revision: int


def locked(which: Which) -> Application:
    """The application, locked. Refuses `revision_stale` where it changed since it was seen."""
    rows = Application.objects.select_related("partner")
    found = work.lock(rows, id=which.application, partner_id=which.partner)
    if found.review_of_id is not None:
        raise refuse("review_only_by_its_items", found=found.reference)
    if found.revision != which.revision:
        raise refuse("revision_stale", found=str(found.revision), seen=str(which.revision))
    return found


def may_send(by: Actor, at: datetime) -> None:
    """Only a Global administrator who proved who they are a short while ago."""
    rules.require_administrator(by)
    rules.require_confirmed(by, at)


def of_the_tenant(by: Actor, papers: Dossier) -> None:
    """Refuse `administrator_other_tenant`: what a sign-in proved of one tenant says nothing of the account's.

    A local account proves no tenant, and an account may be written down without one: then there is nothing to compare.
    """
    tenant = _tenant(papers)
    if by.tenant is not None and tenant is not None and by.tenant != tenant:
        raise refuse("administrator_other_tenant", found=str(by.tenant), account=str(tenant))


def _tenant(papers: Dossier) -> UUID | None:
    """The tenant of the account the application is for, where it is known."""
    task = program.form(papers.owner.edition).of_kind(TaskKind.ACCOUNTS)
    if task is None or task.key not in papers.said:
        return None
    values = papers.said[task.key].values
    chosen = {str(values.get(f.key, "")) for f in task.fields if f.kind is FieldKind.ACCOUNT}
    accounts = papers.owner.partner.accounts.all()
    return next((each.tenant for each in accounts if str(each.id) in chosen), None)


def signer(papers: Dossier) -> dict[str, str]:
    """The other person who signs, by `name` and `email`; empty where the one who submits does."""
    task = program.form(papers.owner.edition).of_kind(TaskKind.PEOPLE)
    values = papers.said[task.key].values if task is not None and task.key in papers.said else {}
    if values.get(form.SIGNS) != form.OTHER:
        return {}
    return {"name": str(values.get(form.SIGNER_NAME, "")), "email": str(values.get(form.SIGNER_EMAIL, ""))}


def advance(found: Application, verb: str, *, papers: Dossier) -> None:
    """Into the state the verb leads to. Refuses with every obstacle."""
    questions = program.form(found.edition)
    hinders = applications.obstacles(questions, papers.said, findings=papers.findings)
    found.state = applications.submit(State(found.state), verb, hinders=hinders)
    found.revision += 1


def editable(partner: UUID, application: UUID | None, *, task: str) -> Application | None:
    """The application, locked; refused where the task cannot change in its state. Without one, the partner is locked.

    A review takes answers to what it asks again, until it is certified.

    Whoever changes anything of it holds this lock, so that nothing is changed behind a submission.
    """
    if application is None:
        work.lock(Partner.objects.all(), id=partner)
        return None
    owner = work.lock(Application.objects.all(), id=application, partner_id=partner)
    if owner.state not in applications.EDITABLE and not declared.is_asked(owner, task):
        raise refuse("application_not_editable", found=f"{applications.TABLE.name}.{owner.state}")
    return owner


def changed(owner: Application, at: datetime) -> None:
    """Something of the application was changed by its applicant."""
    owner.revision += 1
    touch(owner, at)
    owner.save(update_fields=["revision", "touched_at", "reminded_at", "warned_at"])


def touch(found: Application, at: datetime) -> None:
    """Somebody did something: the clock of the lapse begins anew, and a warning is answered."""
    found.touched_at, found.reminded_at, found.warned_at = at, None, None


def fresh(found: Application, *, at: datetime) -> None:
    """Figures of today stand behind what is sent: where the newest are of another window or edition, new ones are made.

    Refuses `ledger_being_read` while the partner's files are read.
    """
    ledger = Ledger.objects.filter(partner_id=found.partner_id).first()
    newest = Evaluation.objects.filter(partner_id=found.partner_id).order_by("-recorded_at").first()
    if ledger is None or newest is None:
        return
    made = (newest.edition, newest.edition_digest, newest.as_of, newest.engine)
    if not ledgers_due.is_stale(made, program.edition(found.edition), on=days.of(at), engine=figures.ENGINE):
        return
    folder = folders.ledger(found.partner_id, ledger.folder)
    try:
        with books.held(found.partner_id, patience=PATIENCE):
            kept = figures.made(found.partner, folder, ids=tuple(ledger.ids), cause="submission", at=at)
    except Refusal as refusal:
        raise refuse("ledger_being_read") if refusal.code == "ledger_busy" else refusal from None
    kept.save(force_insert=True)


def keep(papers: Dossier, *, by: dict[str, str], at: datetime) -> Submission:
    """Keep what was submitted, to the byte, and its dates on the application."""
    owner = papers.owner
    number = owner.submissions.count() + 1
    record = papers.record(by=by, at=at, number=number, reason=owner.reason)
    owner.first_submitted_at = owner.first_submitted_at or at
    owner.submitted_at = at
    touch(owner, at)
    return Submission.objects.create(
        partner_id=owner.partner_id,
        application=owner,
        number=number,
        record=record.decode(),
        sha256=hashlib.sha256(record).hexdigest(),
        submitted_at=at,
        submitted_by=by["name"],
        reason=owner.reason,
    )


def person(by: Actor) -> dict[str, str]:
    """Whoever submits, as the record names them: with what their sign-in proved, or did not."""
    return {"name": by.name, "key": by.key, "administrator": by.administrator.value, "signed_by": "submitter"}


def written(verb: str, found: Application, *, by: Actor, at: datetime, **changes: Any) -> None:
    """The event of an application's verb: what became of its state, and what else is worth keeping."""
    before = changes.pop("before")
    after = {"state": found.state, "revision": found.revision, **changes}
    audit.write(
        f"application:{verb}",
        by=by,
        at=at,
        subject=("application", found.reference),
        partner=found.partner_id,
        changes=audit.changed({"state": before}, after),
        reason=found.reason,
        edition=found.edition,
    )
