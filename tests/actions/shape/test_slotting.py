"""An event of a booked interview leaves the outbox as a part of its mail that calendars take, and only there."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast as typed

import pytest

from directbill.gateways.mail import message as composing
from directbill.ops import outbox
from directbill.records import scope
from directbill.records.models import OutboxMessage
from tests.actions.test_slot import book, invited, offer
from tests.ops.sending import Scripted, sender

pytestmark = pytest.mark.django_db
KINDS = ["text/plain", "text/html", "text/calendar"]


def delivered(reader: str) -> dict[str, EmailMessage]:
    """Every mail to somebody about the interview as a mail server gets it, by the kind of its notice."""
    with scope.scoped(scope.EVERYONE):
        rows = OutboxMessage.objects.filter(notice__reader=reader, notice__kind__regex="^(interview|slots)_")
        kinds = dict(rows.values_list("key", "notice__kind"))
    found = {}
    for key, kind in kinds.items():
        carrier = Scripted()
        outbox.deliver(key, sender(carrier))
        (taken,) = carrier.taken
        raw = composing.composed(taken, readable=False)
        found[kind] = typed("EmailMessage", message_from_bytes(raw, policy=default))
    return found


def calendar(mail: EmailMessage) -> tuple[str, str]:
    """The method that the part says, and the event."""
    (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    return str(part["Content-Type"].params["method"]), part.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("reader", ["ada@example.com", "asa@example.com"])
def test_the_mail_of_a_booking_carries_the_request_that_was_kept(reader: str) -> None:
    case, key = invited()
    found = book(case, key, offer(case, key).id)
    (mail,) = [
        m for m in delivered(reader).values() if "text/calendar" in [p.get_content_type() for p in m.walk()]
    ]
    method, event = calendar(mail)
    assert [p.get_content_type() for p in mail.iter_parts()] == KINDS
    assert (method, "METHOD:REQUEST\n" in event, f"UID:{found.uid}@directbill\n" in event) == (
        "REQUEST",
        True,
        True,
    )


def test_the_mail_of_a_cancellation_carries_the_cancellation() -> None:
    case, key = invited()
    book(case, key, offer(case, key).id)
    case.do(key, "cancel")
    method, event = calendar(delivered("ada@example.com")["interview_cancelled"])
    assert (method, "METHOD:CANCEL\n" in event, "STATUS:CANCELLED\n" in event) == ("CANCEL", True, True)


def test_a_mail_without_an_event_has_no_part_for_calendars() -> None:
    case, key = invited()
    offer(case, key)
    (mail,) = delivered("ada@example.com").values()
    assert [part.get_content_type() for part in mail.iter_parts()] == KINDS[:2]
