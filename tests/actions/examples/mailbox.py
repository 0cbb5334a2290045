"""A link sent to a mailbox again, and opened."""

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import mailbox
from directbill.records import scope
from directbill.records.models import MailboxLink
from tests.actions.deciding import Deciding
from tests.actions.examples import Given, example
from tests.actions.examples.register import asking, desk_of


def asked() -> tuple[Deciding, str]:
    """An application whose verifications are open, and the item that a link settles."""
    case, _ = asking()
    return case, next(e.item.key for e in desk_of(case).entries if e.proof)


def newest(case: Deciding, key: str) -> MailboxLink:
    with scope.scoped(scope.EVERYONE):
        return MailboxLink.objects.get(item=case.row(key), replaced_at=None)


def holder(link: MailboxLink) -> Actor:
    """Whoever holds the link."""
    return actor.mailbox(f"mailbox:{link.id}", name=link.email, partner=link.partner_id, request="req-box")


@example(mailbox.ask)
def _ask() -> Given:
    case, key = asked()
    return Given(case.app.company.ada, which=case.which(key))


@example(mailbox.prove)
def _prove() -> Given:
    case, key = asked()
    link = newest(case, key)
    return Given(holder(link), of=link.partner_id, link=link.id)
