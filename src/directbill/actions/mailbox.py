"""A mailbox proves itself by a link: sent again when somebody asks for it, opened once by whoever reads it."""

from datetime import datetime
from uuid import UUID

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, mailbox_links, steps, work
from directbill.actions.shape.steps import Which
from directbill.core.errors import refuse
from directbill.queries import days
from directbill.records.models import Application, MailboxLink


def ask(*, which: Which, by: Actor, at: datetime) -> MailboxLink:
    """Send a new link; the one before leads nowhere from now on.

    Refuses `mailbox_settled` where no link can settle the item now, `not_there` where none ever can.
    """
    with work.on(by, Permission.MAILBOX_ASK, which.partner):
        case = steps.locked(which)
        entry, row = case.desk.entry(which.key), case.row(which.key)
        if entry.proof is None:
            raise refuse("not_there")
        if not mailbox_links.waits(entry, row):
            raise refuse("mailbox_settled")
        link, _ = mailbox_links.send(case.owner, case.desk, row, at=at)
        _written("ask", case.owner, link, by=by, at=at)
    return link


def prove(*, link: UUID, by: Actor, at: datetime) -> MailboxLink:
    """Whoever holds the link says that the mailbox is read. What that settles, a rule does afterwards.

    Refuses `mailbox_closed` where it was opened or replaced, and `mailbox_expired`.
    """
    with work.on(by, Permission.MAILBOX_PROVE, by.proves_for):
        if by.key != f"mailbox:{link}":
            raise refuse("not_there")
        sent = MailboxLink.objects.filter(id=link)
        owner = work.lock(Application.objects.select_related("partner"), items__in=sent.values("item"))
        found = work.lock(MailboxLink.objects.select_related("item"), id=link)
        if found.opened_at or found.replaced_at:
            raise refuse("mailbox_closed")
        if at >= found.expires_at:
            raise refuse("mailbox_expired", found=days.of(found.expires_at).isoformat())
        found.opened_at = at
        found.save(update_fields=["opened_at"])
        _written("prove", owner, found, by=by, at=at)
    return found


def _written(  # sentence: what was done, on what, with which link
    verb: str, owner: Application, link: MailboxLink, *, by: Actor, at: datetime
) -> None:
    audit.write(
        f"mailbox:{verb}",
        by=by,
        at=at,
        subject=("item", f"{owner.reference}/{link.item.key}"),
        partner=owner.partner_id,
        changes=audit.changed({}, {"expires": link.expires_at.isoformat()}),
        edition=owner.edition,
    )
