"""What invitations share: whether one may be accepted by whom, and its letters."""

from datetime import datetime, timedelta

from directbill.access.actor import Actor
from directbill.actions.shape import links, outbox
from directbill.actions.shape.outbox import Letter
from directbill.core.errors import refuse
from directbill.documents.texts import catalog
from directbill.queries import days, people
from directbill.records.models import Invitation, Person
from directbill.records.words import Language


def check(found: Invitation, who: Person, *, at: datetime) -> None:
    """Refuse an invitation that is over, or that was sent to somebody else."""
    check_open(found, at=at)
    if who.email and who.email.casefold() != found.email.casefold():
        raise refuse("invitation_other_person", found=who.email, invited=found.email)


def check_open(found: Invitation, *, at: datetime) -> None:
    """Refuse an invitation that is over."""
    if found.accepted_at or found.revoked_at:
        raise refuse("invitation_closed")
    if at >= found.expires_at:
        raise refuse("invitation_expired", found=days.of(found.expires_at).isoformat())


def send(found: Invitation, secret: str, *, by: Actor, at: datetime) -> None:
    """The link. Its secret is in the mail alone: the notice on the record is without it."""
    last = days.of(found.expires_at) - timedelta(days=1)
    language = found.partner.language if found.partner else by.language
    wanted = Letter(
        kind="invitation_partner" if found.partner else "invitation_desk",
        subject=("invitation", str(found.id)),
        occasion=found.digest,
        reader=found.email,
        language=language,
        partner=found.partner_id,
        due=last,
        values={
            "company": found.partner.name if found.partner else "",
            "inviter": by.name,
            "role": role_named(found.role, language),
            "last": last.isoformat(),
        },
        private={"url": links.to(f"/invitation/{secret}/")},
    )
    outbox.queue(wanted, at=at)


def tell(found: Invitation, who: Person, *, at: datetime) -> None:
    """The partner's administrators learn who acts for them from now on."""
    if found.partner is None:
        return
    for reader in people.administrators(found.partner.id):
        if reader.email and reader.id != who.id:
            outbox.queue(
                Letter(
                    kind="representative_new",
                    subject=("invitation", str(found.id)),
                    occasion="accepted",
                    reader=reader.email,
                    language=reader.language,
                    partner=found.partner_id,
                    values={
                        "company": found.partner.name,
                        "name": str(who),
                        "role": role_named(found.role, reader.language),
                        "url": links.to(f"/c/{found.partner.reference}/people/"),
                    },
                ),
                at=at,
            )


def role_named(role: str, language: str = Language.EN) -> str:
    """The role's name in a language."""
    return catalog(language).say(f"role_of.{role}")
