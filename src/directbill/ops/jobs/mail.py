"""Mail: each message in a job of its own; every minute a look for messages that have none, and for bounces."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from directbill.access.actor import Actor
from directbill.actions.shape import jobs
from directbill.gateways import clock
from directbill.gateways.mail import carrier
from directbill.ops import bounces, outbox
from directbill.ops.jobs.shape import job
from directbill.ops.outbox import Sender


@job(jobs.SEND)
def send(*, key: str, by: Actor, at: datetime) -> None:
    """Send one message. Where it cannot leave now, the sweep comes back to it."""
    del at
    outbox.deliver(key, sender(by))


@job(jobs.MAIL, cron="* * * * *")
def sweep(*, by: Actor, at: datetime) -> None:
    """Take up messages whose sender died or whose wait is over, and note what came back."""
    outbox.settle(sender(by))
    for key in outbox.due():
        jobs.queue(jobs.SEND, once=key, key=key)
    bounces.note(Path(settings.MAIL_FOLDER) / "bounced", by=by, at=at)


def sender(by: Actor) -> Sender:
    """The carrier of this installation, in the name of a job."""
    return Sender(carrier=carrier(settings.EMAIL_URL, Path(settings.MAIL_FOLDER)), by=by, clock=clock.now)
