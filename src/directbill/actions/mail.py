"""What became of a message, where it is worth an event: it came back, or nobody can say whether it left."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import audit, work
from directbill.core.delivery import TABLE, Delivery
from directbill.core.errors import refuse
from directbill.documents.texts import readable
from directbill.records.models import OutboxMessage

NOT_LEFT = frozenset({Delivery.QUEUED})
"""States in which nothing can have come back."""


def bounce(*, message: str, failure: str, by: Actor, at: datetime) -> OutboxMessage:
    """The message did not arrive and will not be sent again. What only it carried is forgotten.

    Refuses `mail_not_sent` where it waits to be sent, and `mail_bounced_already`.
    """
    with work.on(by, Permission.NOTICE_SEND):
        found = work.lock(OutboxMessage.objects.all(), key=message)
        if found.state in NOT_LEFT:
            raise refuse("mail_not_sent", found=message)
        if found.state == Delivery.BOUNCED:
            raise refuse("mail_bounced_already", found=message)
        before, found.state = found.state, TABLE.after(Delivery(found.state), "bounce")
        found.bounced_at, found.failure, found.private = at, _short(failure), {}
        found.lease_until, found.handed_at, found.not_before = None, None, None
        found.save()
        _written("bounce", found, by=by, at=at, before=before)
    return found


def doubt(*, message: str, failure: str, by: Actor, at: datetime) -> OutboxMessage:
    """The message may have left, and nobody can say: from here on it may arrive twice, and the record says so."""
    with work.on(by, Permission.NOTICE_SEND):
        found = work.lock(OutboxMessage.objects.all(), key=message, state=Delivery.SENDING)
        before, found.state = found.state, TABLE.after(Delivery(found.state), "doubt")
        found.doubts, found.failure = found.doubts + 1, _short(failure)
        found.lease_until, found.handed_at = None, None
        found.save()
        _written("doubt", found, by=by, at=at, before=before, doubts=found.doubts)
    return found


def _short(failure: str) -> str:
    return readable(" ".join(failure.split()))


def _written(
    verb: str, found: OutboxMessage, *, by: Actor, at: datetime, before: str, **changes: object
) -> None:
    audit.write(
        f"mail:{verb}",
        by=by,
        at=at,
        subject=("message", found.key),
        partner=found.partner_id,
        changes=audit.changed({"state": before}, {"state": found.state, **changes}),
        reason=found.failure,
    )
