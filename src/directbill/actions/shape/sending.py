"""What submitting, asking for a signature and signing share: who may, what hinders, and what is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.actions.shape import audit, work
from directbill.core import application as applications
from directbill.core import form
from directbill.core.application import State
from directbill.core.errors import refuse
from directbill.core.form import TaskKind
from directbill.queries import program
from directbill.queries.dossier import Dossier
from directbill.records.models import Application, Submission


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
    if found.revision != which.revision:
        raise refuse("revision_stale", found=str(found.revision), seen=str(which.revision))
    return found


def may_send(by: Actor, at: datetime) -> None:
    """Only a Global administrator who proved who they are a short while ago."""
    rules.require_administrator(by)
    rules.require_confirmed(by, at)


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


def touch(found: Application, at: datetime) -> None:
    """Somebody did something: the clock of the lapse begins anew, and a warning is answered."""
    found.touched_at, found.reminded_at, found.warned_at = at, None, None


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
