"""The link by which a mailbox proves that somebody reads it: sent when its item begins, and again when asked for."""

from datetime import datetime, timedelta

from directbill.actions.shape import links, outbox, references
from directbill.actions.shape.outbox import Letter
from directbill.core.desk import Desk, Entry, verb_of_proof
from directbill.core.work import LIVES, Work
from directbill.queries import days, mailboxes, people
from directbill.queries.checks import Said
from directbill.records.models import Application, Item, MailboxLink, Notice, Person


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


def follow(  # sentence: of which application, at which desk, for what
    owner: Application, desk: Desk, row: Item, *, at: datetime
) -> MailboxLink | None:
    """Send a link to an address that took the place of another, and tell the company; None where nothing changed."""
    entry, before = desk.entry(row.key), mailboxes.newest(row)
    if entry.proof is None or before is None or not waits(entry, row):
        return None
    if before.email == Said(owner, desk).value(entry.proof.to):
        return None
    link, _ = send(owner, desk, row, at=at)
    for reader in people.told(owner.partner_id):
        if reader.email:
            outbox.queue(_moved(owner, entry, link, before=before.email, reader=reader), at=at)
    return link


def _moved(owner: Application, entry: Entry, link: MailboxLink, *, before: str, reader: Person) -> Letter:
    """What the company reads: the address changed, and a new link is on its way."""
    last = days.of(link.expires_at) - timedelta(days=1)
    path = f"/c/{owner.partner.reference}/applications/{owner.reference}/progress/{entry.item.key}/"
    return Letter(
        kind="mailbox_moved",
        subject=("application", owner.reference),
        occasion=str(link.id),
        reader=reader.email,
        language=reader.language,
        partner=owner.partner_id,
        due=last,
        values={
            "reference": owner.reference,
            "item": entry.title[reader.language],
            "before": before,
            "email": link.email,
            "last": last.isoformat(),
            "else": entry.otherwise[reader.language],
            "url": links.to(path),
        },
    )


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
