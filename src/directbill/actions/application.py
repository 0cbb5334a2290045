"""Applications: begun, submitted, taken back, amended, withdrawn."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import (
    jobs,
    letters,
    pausing,
    references,
    sending,
    steps,
    taking_back,
    work,
)
from directbill.actions.shape.sending import Which
from directbill.core import application as applications
from directbill.core import form, wording
from directbill.core.application import TABLE, State
from directbill.core.errors import refuse
from directbill.core.form import FieldKind, Task
from directbill.queries import days, dossier, enrollments, items, program
from directbill.records.models import Application, Partner, TaskAnswers


def begin(*, partner: UUID, by: Actor, at: datetime) -> Application:
    """Begin an application under the edition in force. What the company said of itself before is taken over.

    Refuses `application_open` while another one is not finished, and `application_locked` after a revocation, until
    the day that was told with it.
    """
    with work.on(by, Permission.APPLICATION_BEGIN, partner):
        owner = work.lock(Partner.objects.all(), id=partner)
        still = Application.objects.filter(partner=owner, state__in=applications.UNFINISHED).first()
        if still is not None:
            raise refuse("application_open", found=still.reference)
        if (last := enrollments.locked_until(owner.id)) and days.of(at) < last:
            raise refuse("application_locked", found=last.isoformat())
        edition = program.in_force(days.of(at))
        found = Application.objects.create(
            reference=references.new("APP"),
            partner=owner,
            program=edition.program,
            edition=edition.name,
            edition_digest=edition.digest,
            form_digest=program.form(edition.name).digest,
            begun_at=at,
            begun_by_id=work.person(by),
            touched_at=at,
        )
        _take_over(found, at)
        sending.written("begin", found, by=by, at=at, before="")
    return found


def submit(*, which: Which, by: Actor, at: datetime) -> Application:
    """Submit: complete, or refused with every obstacle. What was submitted is kept to the byte.

    Only a Global administrator who proved who they are a short while ago. Refuses `signature_needed` where another
    person signs, and `administrator_other_tenant` to the administrator of another tenant than the account's.
    """
    with work.on(by, Permission.APPLICATION_SUBMIT, which.partner):
        found = sending.locked(which)
        sending.may_send(by, at)
        sending.fresh(found, at=at)
        papers = dossier.of(found, on=days.of(at))
        sending.of_the_tenant(by, papers)
        if signer := sending.signer(papers):
            raise refuse("signature_needed", found=signer["name"])
        before = found.state
        sending.advance(found, "submit", papers=papers)
        submission = sending.keep(papers, by=sending.person(by), at=at)
        found.save()
        steps.begin(found, by=by, at=at)
        jobs.queue(jobs.ITEMS_DUE, once=jobs.ITEMS_DUE)
        letters.submitted(found, submission, at=at)
        sending.written("submit", found, by=by, at=at, before=before, sha256=submission.sha256)
    return found


def recall(*, which: Which, reason: str, by: Actor, at: datetime) -> Application:
    """Take a submitted application back into a draft: it leaves the desk, and nothing is lost.

    Refuses `recall_too_late` once the desk has worked on it: from then on it is amended or withdrawn.
    """
    with work.on(by, Permission.APPLICATION_RECALL, which.partner):
        owner = sending.locked(which)
        if items.touched_by_desk(owner):
            raise refuse("recall_too_late", found=owner.reference)
        before = owner.state
        found = _moved(which, "recall", reason, at)
        taking_back.close_links(found, at)
        pausing.pause(found)
        letters.told("application_recalled", found, at=at)
        sending.written("recall", found, by=by, at=at, before=before)
    return found


def amend(*, which: Which, reason: str, by: Actor, at: datetime) -> Application:
    """Change a submitted application: it keeps its place and its date, and is submitted again when it is ready.

    Refuses `reason_missing`: the desk is told why; and `amend_too_late` once it was decided.
    """
    with work.on(by, Permission.APPLICATION_AMEND, which.partner):
        if not wording.plain(reason, column="reason", longest=form.LONGEST_TEXT):
            raise refuse("reason_missing", column="reason")
        if items.decided(sending.locked(which)):
            raise refuse("amend_too_late")
        found = _moved(which, "amend", reason, at)
        pausing.pause(found)
        sending.written("amend", found, by=by, at=at, before=State.SUBMITTED)
    return found


def discard(*, which: Which, by: Actor, at: datetime) -> Application:
    """Drop an amendment: the answers of the last submission hold again."""
    with work.on(by, Permission.APPLICATION_AMEND, which.partner):
        before = sending.locked(which).state
        found = _moved(which, "discard", "", at)
        taking_back.close_links(found, at)
        taking_back.restore(found, at)
        sending.written("discard", found, by=by, at=at, before=before)
        pausing.resume(found)
    return found


def withdraw(*, which: Which, reason: str, by: Actor, at: datetime) -> Application:
    """End the application, from any undecided state. What was submitted stays on the record."""
    with work.on(by, Permission.APPLICATION_WITHDRAW, which.partner):
        before = sending.locked(which).state
        found = _moved(which, "withdraw", reason, at)
        taking_back.close_links(found, at)
        letters.told("application_withdrawn", found, at=at)
        sending.written("withdraw", found, by=by, at=at, before=before)
    return found


def keep_edition(*, which: Which, edition: str, by: Actor, at: datetime) -> Application:
    """Stay with the edition the application began under, though a later one is in force.

    Refuses `edition_not_in_force` where that one is not the later one, and an application that cannot change.
    """
    with work.on(by, Permission.ANSWERS_CHANGE, which.partner):
        found = _of_later(which, edition, at)
        found.kept_edition, found.revision = edition, found.revision + 1
        found.save(update_fields=["kept_edition", "revision"])
        sending.written("keep_edition", found, by=by, at=at, before=found.state, kept_edition=edition)
    return found


def move_edition(*, which: Which, edition: str, by: Actor, at: datetime) -> Application:
    """Move a draft to a later edition in force. Answers are kept; a task that asks more is open again."""
    with work.on(by, Permission.ANSWERS_CHANGE, which.partner):
        found = _of_later(which, edition, at)
        before, later = found.edition, program.edition(edition)
        found.edition, found.edition_digest = later.name, later.digest
        found.form_digest, found.revision = program.form(later.name).digest, found.revision + 1
        found.kept_edition = ""
        sending.touch(found, at)
        found.save()
        sending.written("move_edition", found, by=by, at=at, before=found.state, moved_from=before)
    return found


def _of_later(which: Which, edition: str, at: datetime) -> Application:
    """The application, locked, if it can change and the edition is in force, later than its own."""
    found = sending.locked(which)
    if found.state not in applications.EDITABLE:
        raise refuse("application_not_editable", found=f"{TABLE.name}.{found.state}")
    later = program.in_force(days.of(at))
    if later.name != edition or edition <= found.edition:
        raise refuse("edition_not_in_force", found=edition, in_force=later.name)
    return found


def _moved(which: Which, verb: str, reason: str, at: datetime) -> Application:
    found = sending.locked(which)
    found.state = TABLE.after(State(found.state), verb)
    found.reason = wording.plain(reason, column="reason", longest=form.LONGEST_TEXT)
    found.revision += 1
    sending.touch(found, at)
    found.closed_at = at if TABLE.is_final(State(found.state)) else None
    found.save()
    return found


def _take_over(found: Application, at: datetime) -> None:
    """Answers given before are there already; the applicant looks at each and says that it is finished."""
    for task, row in _said_before(found):
        values = {key: value for key, value in row.values.items() if key in _carried(task)}
        TaskAnswers.objects.create(
            partner=found.partner,
            application=found,
            task=task.key,
            values=values,
            changed_at=at,
            changed_by_id=row.changed_by_id,
        )


def _said_before(found: Application) -> list[tuple[Task, TaskAnswers]]:
    """The newest answers to each task: of the application before, or of the company itself."""
    earlier = Application.objects.filter(partner=found.partner).exclude(id=found.id).order_by("-begun_at")
    whose = Q(application=None) | Q(application=earlier.values("id")[:1])
    rows = TaskAnswers.objects.filter(whose, partner=found.partner).order_by("changed_at")
    newest = {row.task: row for row in rows}
    questions = program.form(found.edition)
    return [(task, newest[task.key]) for task in questions.tasks if task.key in newest]


def _carried(task: Task) -> frozenset[str]:
    """Fields whose answers may be taken over: what is declared is declared anew, and documents are given anew."""
    anew = (FieldKind.CONFIRM, FieldKind.EVIDENCE)
    return frozenset(f.key for f in task.fields if f.kind not in anew)
