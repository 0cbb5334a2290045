"""Signing by another person: asked by a link, signed or declined by whoever holds it."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, letters, links, references, reminding, sending, steps, work
from directbill.actions.shape.sending import Which
from directbill.core import form, wording
from directbill.core.application import TABLE, State
from directbill.core.errors import refuse
from directbill.queries import days, dossier, program
from directbill.records.models import Application, Signature


def ask(*, which: Which, by: Actor, at: datetime) -> Signature:
    """Send the link to the person who signs. The application waits for them, and nothing in it can change.

    Refused like a submission; and `signature_not_needed` where the one who submits signs.
    """
    with work.on(by, Permission.APPLICATION_SUBMIT, which.partner):
        found = sending.locked(which)
        sending.may_send(by, at)
        sending.fresh(found, at=at)
        papers = dossier.of(found, on=days.of(at))
        sending.of_the_tenant(by, papers)
        signer = sending.signer(papers)
        if not signer:
            raise refuse("signature_not_needed")
        sending.advance(found, "ask_signature", papers=papers)
        sending.touch(found, at)
        found.save()
        record = papers.record(
            by=sending.person(by), at=at, number=found.submissions.count() + 1, reason=found.reason
        )
        asked = _send_link(found, signer, record.decode(), at)
        _written("ask", found, by=by, at=at, signer=signer["name"], expires=asked.expires_at.isoformat())
    return asked


def ask_again(*, which: Which, by: Actor, at: datetime) -> Signature:
    """Send a new link; the one before leads nowhere from now on."""
    with work.on(by, Permission.APPLICATION_SUBMIT, which.partner):
        found = sending.locked(which)
        before = _open(found)
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
        found.revision += 1
        sending.touch(found, at)
        found.save()
        asked = _send_link(found, {"name": before.name, "email": before.email}, before.record, at)
        _written("ask_again", found, by=by, at=at, expires=asked.expires_at.isoformat())
    return asked


def sign(*, signature: UUID, name: str, by: Actor, at: datetime) -> Application:
    """The holder of the link signs by writing their name; the application is submitted with it.

    Refuses `signature_name` where the name is not written, `signature_closed` and `signature_expired`.
    """
    with work.on(by, Permission.APPLICATION_SIGN, by.signs_for):
        found, asked = _holding(signature, by=by, at=at)
        asked.signed_at, asked.signed_name = at, wording.plain(name, column="name", longest=form.LONGEST_LINE)
        if not asked.signed_name:
            raise refuse("signature_name", column="name")
        asked.save(update_fields=["signed_at", "signed_name"])
        papers = dossier.of(found, on=days.of(at))
        sending.advance(found, "sign", papers=papers)
        signed = {
            "name": asked.signed_name,
            "key": by.key,
            "signed_by": asked.email,
            "signed_sha256": hashlib.sha256(asked.record.encode()).hexdigest(),
        }
        submission = sending.keep(papers, by=signed, at=at)
        found.save()
        steps.begin(found, by=by, at=at)
        letters.submitted(found, submission, at=at)
        _written("sign", found, by=by, at=at, signed=asked.signed_name, sha256=submission.sha256)
    return found


def decline(*, signature: UUID, reason: str, by: Actor, at: datetime) -> Application:
    """The holder of the link does not sign: the application is a draft again, and the applicant is told why."""
    with work.on(by, Permission.APPLICATION_SIGN, by.signs_for):
        found, asked = _holding(signature, by=by, at=at)
        asked.declined_at = at
        asked.reason = wording.plain(reason, column="reason", longest=form.LONGEST_TEXT)
        asked.save(update_fields=["declined_at", "reason"])
        found.state = TABLE.after(State(found.state), "decline")
        found.reason, found.revision = asked.reason, found.revision + 1
        sending.touch(found, at)
        found.save()
        letters.told(
            "signature_declined", found, at=at, values={"signer": asked.name, "reason": asked.reason}
        )
        _written("decline", found, by=by, at=at, declined=asked.name)
    return found


def expire(*, signature: UUID, by: Actor, at: datetime) -> Signature:
    """A link nobody used has ended: the applicant is told, once. The application still waits for a signature.

    Refuses `signature_holds` while the link can be used, or where it was told.
    """
    with work.on(by, Permission.APPLICATION_LAPSE):
        found, asked = _both(signature)
        if asked.expiry_told_at or not _is_open(asked) or at < asked.expires_at:
            raise refuse("signature_holds")
        asked.expiry_told_at = at
        asked.save(update_fields=["expiry_told_at"])
        reminding.signature_expired(found, asked, at=at)
        _written("expire", found, by=by, at=at, signer=asked.name, expired=asked.expires_at.isoformat())
    return asked


def _is_open(asked: Signature) -> bool:
    return not (asked.signed_at or asked.declined_at or asked.replaced_at)


def _send_link(found: Application, signer: dict[str, str], record: str, at: datetime) -> Signature:
    secret = references.secret()
    days = program.form(found.edition).clock.sign
    asked = Signature.objects.create(
        partner_id=found.partner_id,
        application=found,
        name=signer["name"],
        email=signer["email"],
        digest=links.digest(secret),
        record=record,
        asked_at=at,
        expires_at=at + timedelta(days=days),
    )
    letters.to_sign(found, asked, secret=secret, at=at)
    return asked


def _open(found: Application) -> Signature:
    rows = Signature.objects.filter(signed_at=None, declined_at=None, replaced_at=None)
    return work.lock(rows, application=found)


def _both(signature: UUID) -> tuple[Application, Signature]:
    """The application, then the signature asked for: locked in the order in which everybody locks them."""
    rows = Application.objects.select_related("partner")
    found = work.lock(rows, id__in=Signature.objects.filter(id=signature).values("application"))
    return found, work.lock(Signature.objects.all(), id=signature)


def _holding(signature: UUID, *, by: Actor, at: datetime) -> tuple[Application, Signature]:
    """The application, and the signature the link is for, still open.

    A link to another one of the same company leads not here.
    """
    if by.key != f"signature:{signature}":
        raise refuse("not_there")
    found, asked = _both(signature)
    if not _is_open(asked):
        raise refuse("signature_closed")
    if at >= asked.expires_at:
        raise refuse("signature_expired", found=days.of(asked.expires_at).isoformat())
    return found, asked


def _written(verb: str, found: Application, *, by: Actor, at: datetime, **changes: str) -> None:
    audit.write(
        f"signature:{verb}",
        by=by,
        at=at,
        subject=("application", found.reference),
        partner=found.partner_id,
        changes=audit.changed({}, {"state": found.state, "revision": found.revision, **changes}),
        reason=found.reason,
        edition=found.edition,
    )
