"""The outbox: one message at a time is claimed, sent and marked, each committed before the next begins.

Whoever dies in between leaves a lease behind. When it ends, the message is sent again where nothing can have left,
or where the carrier takes a key once; where a bare mail server may have taken it, that doubt is recorded first.

The lease and the waits go by the database's clock, which no sandbox moves and every machine shares.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Now

from directbill.access.actor import Actor
from directbill.actions import mail as actions
from directbill.core.delivery import TABLE, Delivery
from directbill.documents import letter
from directbill.documents.texts import catalog, readable
from directbill.gateways.mail.carrying import Carrier
from directbill.gateways.mail.failures import Doubtful, NotSent, Temporary
from directbill.gateways.mail.message import Mail
from directbill.records import scope
from directbill.records.models import Notice, OutboxMessage

LEASE = timedelta(minutes=10)
"""Longer than a session with a mail server lasts: thirty seconds for each of its answers."""
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long to wait after each failure that may pass. After the last one the message has bounced."""
MOST_DOUBTS = 5
"""A message that may have left so often is not sent again by itself: people look at the mail server."""


DIED = "the sender stopped while the message was being handed over"


class LeaseLost(Exception):
    """Another worker has taken the message meanwhile: this one must not send it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message this worker alone may send for a while."""

    key: str
    token: str
    attempts: int
    notice: Notice
    recipient: str
    private: dict[str, str]
    queued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """By what, in whose name and by which clock messages are sent."""

    carrier: Carrier
    by: Actor
    clock: Callable[[], datetime]


def deliver(key: str, sender: Sender) -> Delivery | None:
    """Send the message of a key if it is due. What has become of it; None where it is not to be sent now."""
    claim = _claim(key)
    if claim is None:
        return None
    try:
        sender.carrier.send(_mail(claim), lambda: _hand_over(claim))
    except LeaseLost:
        return None
    except NotSent as failure:
        return _failed(claim, failure, sender)
    return _sent(claim, sender.clock())


def due() -> list[str]:
    """Keys of the messages to be sent now, oldest first."""
    with scope.scoped(scope.EVERYONE):
        return list(_waiting().order_by("queued_at").values_list("key", flat=True))


def settle(sender: Sender) -> int:
    """Messages whose sender died: back into the queue, or in doubt where they may have left. How many there were."""
    with scope.scoped(scope.EVERYONE):
        ended = OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=Delivery.SENDING, lease_until__lte=Now()
        )
        rows = list(ended)
        for row in rows:
            if row.handed_at is not None:
                actions.doubt(message=row.key, failure=DIED, by=sender.by, at=sender.clock())
            else:
                _put_back(row.key)
    return len(rows)


def _waiting() -> QuerySet[OutboxMessage]:
    ready = Q(not_before=None) | Q(not_before__lte=Now())
    states = [Delivery.QUEUED, Delivery.UNKNOWN]
    return OutboxMessage.objects.filter(ready, state__in=states, doubts__lt=MOST_DOUBTS)


def _claim(key: str) -> Claim | None:
    """Take the message, unless somebody else has it."""
    with scope.scoped(scope.EVERYONE):
        rows = _waiting().select_for_update(skip_locked=True, of=("self",)).select_related("notice")
        found = rows.filter(key=key).first()
        if found is None:
            return None
        token = uuid4().hex
        OutboxMessage.objects.filter(key=key).update(
            state=TABLE.after(Delivery(found.state), "claim"),
            attempts=found.attempts + 1,
            lease_by=token,
            lease_until=Now() + LEASE,
            handed_at=None,
            not_before=None,
        )
    return Claim(
        key, token, found.attempts + 1, found.notice, found.recipient, found.private, found.queued_at
    )


def _hand_over(claim: Claim) -> None:
    """From here on the message may have left. Only whoever still holds the lease gets past this line."""
    with scope.scoped(scope.EVERYONE):
        held = _held(claim).filter(state=Delivery.SENDING, lease_until__gt=Now())
        if not held.update(handed_at=Now(), lease_until=Now() + LEASE):
            raise LeaseLost(claim.key)


def _sent(claim: Claim, at: datetime) -> Delivery | None:
    """It left. That is known even where the lease ended meanwhile and the message was taken for doubtful."""
    with scope.scoped(scope.EVERYONE):
        held = _held(claim).filter(state__in=[Delivery.SENDING, Delivery.UNKNOWN])
        marked = held.update(
            state=TABLE.after(Delivery.SENDING, "send"),
            sent_at=at,
            private={},
            failure="",
            lease_until=None,
            handed_at=None,
        )
    return Delivery.SENT if marked else None


def _failed(claim: Claim, failure: NotSent, sender: Sender) -> Delivery | None:
    with scope.scoped(scope.EVERYONE):
        if _held(claim).select_for_update().filter(state=Delivery.SENDING).first() is None:
            return None
        if isinstance(failure, Temporary) and claim.attempts <= len(BACK_OFF):
            _put_back(claim.key, failure=str(failure), pause=_pause(claim))
            return Delivery.QUEUED
        told = actions.doubt if isinstance(failure, Doubtful) else actions.bounce
        told(message=claim.key, failure=str(failure), by=sender.by, at=sender.clock())
        if isinstance(failure, Doubtful):
            OutboxMessage.objects.filter(key=claim.key).update(not_before=Now() + _pause(claim))
            return Delivery.UNKNOWN
    return Delivery.BOUNCED


def _held(claim: Claim) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(key=claim.key, lease_by=claim.token)


def _put_back(key: str, *, failure: str = "", pause: timedelta = timedelta(0)) -> None:
    """Not sent. Where it may have left at an earlier attempt, it stays in doubt."""
    found, back = OutboxMessage.objects.filter(key=key), TABLE.after(Delivery.SENDING, "put_back")
    found.update(
        state=Case(When(doubts=0, then=Value(back)), default=Value(Delivery.UNKNOWN)),
        lease_until=None,
        handed_at=None,
        not_before=Now() + pause,
        **({"failure": readable(failure)} if failure else {}),
    )


def _pause(claim: Claim) -> timedelta:
    return BACK_OFF[min(claim.attempts, len(BACK_OFF)) - 1]


def _mail(claim: Claim) -> Mail:
    """The notice as it was kept; with what only the mail may carry written in, where there is such."""
    notice = claim.notice
    title, text, html = notice.title, notice.text, notice.html
    if claim.private:
        said = letter.written(
            notice.kind, catalog(notice.language), values={**notice.values, **claim.private}
        )
        title, text, html = said.title, said.text, said.html
    return Mail(
        key=claim.key,
        sender=settings.EMAIL_FROM,
        reply_to=settings.EMAIL_REPLY_TO,
        recipient=claim.recipient,
        subject=title,
        text=text,
        html=html,
        language=notice.language,
        at=claim.queued_at,
        calendar=str(notice.values.get("calendar", "")),
        thread=f"{notice.subject_kind}:{notice.subject}",
    )
