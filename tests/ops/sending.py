"""Messages in the outbox and somebody to send them, for tests that run in one process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection

from directbill.access import actor
from directbill.actions.shape import outbox as queueing
from directbill.actions.shape.outbox import Letter
from directbill.gateways.mail.carrying import HandingOver
from directbill.gateways.mail.failures import NotSent
from directbill.gateways.mail.message import Mail
from directbill.ops.outbox import Sender
from directbill.records import scope
from directbill.records.models import Event, OutboxMessage
from tests.cast import NOW


@dataclass
class Scripted:
    """A carrier of the tests' own: it keeps what it takes and fails as it is told to, in turn."""

    fails: list[NotSent | None] = field(default_factory=list)
    taken: list[Mail] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None
    """What happens elsewhere after the message was handed over, and before its answer."""
    keyed = False

    def send(self, mail: Mail, handing_over: HandingOver) -> None:
        failure = self.fails.pop(0) if self.fails else None
        if failure is not None:
            raise failure
        handing_over()
        self.meanwhile()
        self.taken.append(mail)

    def probe(self) -> None:
        return


def sender(carrier: Scripted) -> Sender:
    return Sender(carrier=carrier, by=actor.system("directbill.send"), clock=lambda: NOW)


def queued(occasion: str = "1", **more: object) -> str:
    wanted = Letter(
        kind="signature_asked",
        subject=("application", "APP-TEST-TEST"),
        occasion=occasion,
        reader="ada@example.com",
        language="en",
        values={
            "reference": "APP-TEST-TEST",
            "company": "Contoso Example s.r.o.",
            "name": "Ada",
            "last": "2026-12-06",
        },
        **more,  # type: ignore[arg-type] # the test's own
    )
    with scope.scoped(scope.EVERYONE):
        queueing.queue(wanted, at=NOW)
    return queueing.key_of(wanted)


def message(key: str) -> OutboxMessage:
    with scope.scoped(scope.EVERYONE):
        return OutboxMessage.objects.select_related("notice").get(key=key)


def events(key: str) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        return list(Event.objects.filter(subject=key).order_by("id").values_list("kind", flat=True))


def waits(key: str) -> timedelta:
    """How long the message still waits, to the minute, by the database's clock."""
    with scope.scoped(scope.EVERYONE), connection.cursor() as cursor:
        cursor.execute("SELECT not_before - now() FROM records_outboxmessage WHERE key = %s", [key])
        left: timedelta = cursor.fetchone()[0]
    return timedelta(minutes=round(left / timedelta(minutes=1)))


def lease_ends() -> None:
    with scope.scoped(scope.EVERYONE), connection.cursor() as cursor:
        cursor.execute("UPDATE records_outboxmessage SET lease_until = now() WHERE state = 'sending'")


def wait_ends() -> None:
    with scope.scoped(scope.EVERYONE):
        OutboxMessage.objects.update(not_before=None)
