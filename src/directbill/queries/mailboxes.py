"""Links sent to a mailbox: what one leads to, the newest of an item, and those that were opened and settled nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F

from directbill.core import application as applications
from directbill.core import procedure
from directbill.core.desk import verb_of_proof
from directbill.queries import items
from directbill.records import scope
from directbill.records.models import Application, Item, MailboxLink


class State(StrEnum):
    """Where a link stands."""

    OPEN = "open"
    OPENED = "opened"
    REPLACED = "replaced"
    EXPIRED = "expired"


def state(link: MailboxLink, *, at: datetime) -> State:
    """Where a link stands at a time."""
    if link.opened_at:
        return State.OPENED
    if link.replaced_at:
        return State.REPLACED
    return State.EXPIRED if at >= link.expires_at else State.OPEN


@dataclass(frozen=True, slots=True)
class Held:
    """What the holder of a link may see: the link, and whose application it is about."""

    link: MailboxLink
    company: str
    reference: str


def held(digest: str) -> Held | None:
    """What a link leads to, by the digest of its secret; None where it leads nowhere."""
    with scope.scoped(scope.link(digest)):
        link = MailboxLink.objects.filter(digest=digest).first()
    if link is None:
        return None
    with scope.scoped(scope.partner(link.partner_id)):
        owner = Application.objects.select_related("partner").get(items=link.item_id)
    return Held(link, owner.partner.name, owner.reference)


def settled_by(link: MailboxLink) -> tuple[Item, str]:
    """The item of a link that was opened, and the verb a rule now does; empty where people have it in hand."""
    with scope.scoped(scope.partner(link.partner_id)):
        row = Item.objects.select_related("application__partner").get(id=link.item_id)
        return row, verb_for(row)


def newest(item: Item) -> MailboxLink | None:
    """The newest link that was sent for an item."""
    rows = MailboxLink.objects.filter(item=item)
    return rows.order_by("-sent_at", F("replaced_at").asc(nulls_first=True)).first()


def newest_opened(item: Item) -> MailboxLink | None:
    """The newest link for an item that was opened."""
    return MailboxLink.objects.filter(item=item).exclude(opened_at=None).order_by("-opened_at").first()


def proven() -> Iterator[tuple[Item, str]]:
    """Items whose link was opened since they came to their state, each with the verb a rule now does.

    A link to an address that another took the place of proves nothing any more.
    """
    opened = MailboxLink.objects.filter(
        opened_at__gte=F("item__since"), item__application__state=applications.State.SUBMITTED
    )
    for link in opened.select_related("item__application__partner").order_by("opened_at", "id").iterator():
        last = newest(link.item)
        if last and last.email == link.email and (verb := verb_for(link.item)):
            yield link.item, verb


def verb_for(row: Item) -> str:
    """What a rule does with an item whose mailbox was proven; empty where it must be left to people."""
    desk = items.desk(row.application)
    if desk is None or desk.entry(row.key).proof is None:
        return ""
    dossier = items.dossier(row.application, items.of(row.application))
    verb = verb_of_proof(desk.procedure.item(row.key))
    return verb if verb in procedure.verbs(desk.procedure, dossier, row.key, by="") else ""
