"""The link that was sent to a mailbox, as the page of its item shows it, on either face."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from directbill.access.permissions import Permission
from directbill.actions import mailbox as actions
from directbill.actions.shape import mailbox_links
from directbill.actions.shape.steps import Which
from directbill.core.work import Work
from directbill.queries import days, mailboxes
from directbill.records.models import Item
from directbill.web.request import Request
from directbill.web.ui import reading
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the newest link stands. `url` is where a new one is asked for, where it can be."""

    state: str
    email: str
    sent: date | None
    last: date | None
    url: str
    revision: int


def of(  # sentence: for whom, of which item, where
    view: View, row: Item, url: str, *, at: datetime
) -> Shown | None:
    """The link of an item; None where no link settles it."""
    entry = view.desk.entry(row.key) if view.desk else None
    if entry is None or entry.proof is None:
        return None
    link = mailboxes.newest(row)
    can = mailbox_links.waits(entry, row) and view.may(Permission.MAILBOX_ASK)
    return Shown(
        state=mailboxes.state(link, at=at) if link else "none",
        email=link.email if link else "",
        sent=days.of(link.sent_at) if link else None,
        last=days.of(link.expires_at) - timedelta(days=1) if link else None,
        url=url if can else "",
        revision=row.revision,
    )


def asked(  # sentence: by whom, for which item
    view: View, row: Item, *, request: Request
) -> None:
    """Send a new link."""
    which = Which(
        partner=view.owner.partner_id,
        application=view.owner.id,
        key=row.key,
        work=Work(row.work),
        revision=reading.number(request, "revision"),
    )
    actions.ask(which=which, by=view.actor, at=request.at)
