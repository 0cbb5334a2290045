"""Invitations to act for a partner, or to work at the desk: sent as a link that serves once."""

from datetime import datetime, timedelta
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, invited, links, people, references, work
from directbill.core.errors import refuse
from directbill.records import scope
from directbill.records.models import DeskMember, Invitation, Partner, Person, Representative
from directbill.records.words import DeskRole, PartnerRole

VALID = timedelta(days=14)
MOST_OPEN = 50


def make(*, partner: UUID, email: str, role: PartnerRole, by: Actor, at: datetime) -> Invitation:
    """Invite somebody to act for a partner. The link is in the mail alone.

    Refuses `email_invalid`, `invitation_open` where the address has one already, and `invitation_many`.
    """
    with work.on(by, Permission.INVITATION_MAKE, partner):
        owner = work.lock(Partner.objects.all(), id=partner)
        found = _new(owner, people.address(email), role, by=by, at=at)
        _written("make", found, by=by, at=at)
    return found


def make_desk(*, email: str, role: DeskRole, by: Actor, at: datetime) -> Invitation:
    """Invite somebody to the program desk: by a program manager, or by the installation itself."""
    with work.on(by, Permission.DESK_INVITE):
        found = _new(None, people.address(email), role, by=by, at=at)
        _written("make_desk", found, by=by, at=at)
    return found


def resend(*, partner: UUID, invitation: UUID, by: Actor, at: datetime) -> Invitation:
    """Send a new link, valid anew; the one before leads nowhere from now on. Refuses `invitation_closed`."""
    with work.on(by, Permission.INVITATION_MAKE, partner):
        found = work.lock(Invitation.objects.all(), id=invitation, partner_id=partner)
        _renew(found, by=by, at=at)
        _written("resend", found, by=by, at=at)
    return found


def resend_desk(*, invitation: UUID, by: Actor, at: datetime) -> Invitation:
    """The same for an invitation to the desk."""
    with work.on(by, Permission.DESK_INVITE):
        found = work.lock(Invitation.objects.all(), id=invitation, partner=None)
        _renew(found, by=by, at=at)
        _written("resend_desk", found, by=by, at=at)
    return found


def revoke(*, partner: UUID, invitation: UUID, by: Actor, at: datetime) -> Invitation:
    """Take an invitation back: its link leads nowhere from now on. Refuses `invitation_closed`."""
    with work.on(by, Permission.INVITATION_MAKE, partner):
        found = work.lock(Invitation.objects.all(), id=invitation, partner_id=partner)
        _close(found, at)
        _written("revoke", found, by=by, at=at)
    return found


def revoke_desk(*, invitation: UUID, by: Actor, at: datetime) -> Invitation:
    """The same for an invitation to the desk."""
    with work.on(by, Permission.DESK_INVITE):
        found = work.lock(Invitation.objects.all(), id=invitation, partner=None)
        _close(found, at)
        _written("revoke_desk", found, by=by, at=at)
    return found


def accept(*, secret: str, by: Actor, at: datetime) -> Invitation:
    """Accept with the link: once, in time, and as the person whose address was invited.

    Refuses `not_there`, `invitation_closed`, `invitation_expired`, `invitation_other_person` and `invitation_already`.
    A person whose address nobody told us may accept: the link was sent to the address.
    """
    person = work.person(by)
    digest = links.digest(secret)
    with scope.scoped(scope.link(digest)):
        found = work.lock(Invitation.objects.all(), digest=digest)
        who = Person.objects.get(id=person)
        invited.check(found, who, at=at)
        found.accepted_at, found.accepted_by = at, who
        found.save(update_fields=["accepted_at", "accepted_by"])
        with scope.scoped(scope.partner(found.partner_id) if found.partner_id else scope.person(person)):
            _give(found, who, at)
            told = {"address": "said" if who.email else "not said"}
            _written("accept", found, by=by, at=at, **told)
            invited.tell(found, who, at=at)
    return found


def _new(
    owner: Partner | None, email: str, role: PartnerRole | DeskRole, *, by: Actor, at: datetime
) -> Invitation:  # fmt: skip
    still = Invitation.objects.filter(partner=owner, accepted_at=None, revoked_at=None, expires_at__gt=at)
    if still.filter(email__iexact=email).exists():
        raise refuse("invitation_open", column="email", found=email)
    if still.count() >= MOST_OPEN:
        raise refuse("invitation_many", found=str(MOST_OPEN))
    secret = references.secret()
    found = Invitation.objects.create(
        partner=owner,
        email=email,
        role=role,
        digest=links.digest(secret),
        invited_by_id=by.person,
        invited_at=at,
        expires_at=at + VALID,
    )
    invited.send(found, secret, by=by, at=at)
    return found


def _renew(found: Invitation, *, by: Actor, at: datetime) -> None:
    if found.accepted_at or found.revoked_at:
        raise refuse("invitation_closed")
    secret = references.secret()
    found.digest, found.expires_at = links.digest(secret), at + VALID
    found.save(update_fields=["digest", "expires_at"])
    invited.send(found, secret, by=by, at=at)


def _close(found: Invitation, at: datetime) -> None:
    if found.accepted_at or found.revoked_at:
        raise refuse("invitation_closed")
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])


def _give(found: Invitation, who: Person, at: datetime) -> None:
    """The role that was offered. Whoever acts for the partner already keeps what they have."""
    if found.partner_id is None:
        DeskMember.objects.get_or_create(person=who, role=found.role, until=None, defaults={"since": at})
        return
    if Representative.objects.filter(partner_id=found.partner_id, person=who, until=None).exists():
        raise refuse("invitation_already")
    Representative.objects.create(partner_id=found.partner_id, person=who, role=found.role, since=at)


def _written(verb: str, found: Invitation, *, by: Actor, at: datetime, **said: str) -> None:
    after = {"email": found.email, "role": str(found.role), "expires": found.expires_at.isoformat(), **said}
    audit.write(
        f"invitation:{verb}",
        by=by,
        at=at,
        subject=("invitation", found.id),
        partner=found.partner_id,
        changes=audit.changed({}, after),
    )
