"""The link by which a mailbox proves that somebody reads it: sent when its item begins, and again when asked for."""

from datetime import datetime, timedelta

from directbill.actions.shape import links, outbox, references
from directbill.actions.shape.outbox import Letter
from directbill.core.desk import Desk, Entry, verb_of_proof
from directbill.core.work import LIVES, Work
from directbill.queries import days
from directbill.queries.checks import Said
from directbill.records.models import Application, Item, MailboxLink, Notice


def waits(entry: Entry, row: Item) -> bool:
    """Whether an item is one that a link settles, and can be settled now."""
    table = LIVES[Work(row.work)].table
    state = type(table.initial)(row.state)
    return entry.proof is not None and table.allows(state, verb_of_proof(entry.item))


def send(  # sentence: of which application, at which desk, for what
    owner: Application, desk: Desk, row: Item, *, at: datetime
) -> tuple[MailboxLink, Notice]:
    """Send a link; the one before leads nowhere from now on."""
    proof = desk.entry(row.key).proof
    if proof is None:
        raise LookupError(row.key)
    MailboxLink.objects.filter(item=row, opened_at=None, replaced_at=None).update(replaced_at=at)
    secret = references.secret()
    link = MailboxLink.objects.create(
        partner_id=owner.partner_id,
        item=row,
        email=Said(owner, desk).value(proof.to),
        digest=links.digest(secret),
        sent_at=at,
        expires_at=at + timedelta(days=proof.days),
    )
    return link, _told(owner, link, secret=secret, at=at)


def _told(owner: Application, link: MailboxLink, *, secret: str, at: datetime) -> Notice:
    """The mail. Its secret is in the mail alone: the notice on the record is without it."""
    last = days.of(link.expires_at) - timedelta(days=1)
    wanted = Letter(
        kind="mailbox_asked",
        subject=("application", owner.reference),
        occasion=str(link.id),
        reader=link.email,
        language=owner.partner.language,
        partner=owner.partner_id,
        due=last,
        values={
            "reference": owner.reference,
            "company": owner.partner.name,
            "email": link.email,
            "last": last.isoformat(),
        },
        private={"url": links.to(f"/mailbox/{secret}/")},
    )
    return outbox.queue(wanted, at=at)
