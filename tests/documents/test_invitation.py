"""An event is written as RFC 5545 asks, to the octet, and any program reads back what was said."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from directbill.documents import invitation
from directbill.documents.invitation import Event

EVENT = Event(
    method="REQUEST",
    uid="1@directbill",
    sequence=2,
    stamp=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    begins=datetime(2026, 12, 1, 13, 30, tzinfo=UTC),
    ends=datetime(2026, 12, 1, 14, 30, tzinfo=UTC),
    summary="Interview; Contoso, s.r.o.",
    place="Room 1\nPrague",
    about="C:\\x",
    organizer="no-reply@example.com",
    attendee="ada@example.com",
)
WHOLE = r"""BEGIN:VCALENDAR
PRODID:-//directbill//interviews//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:1@directbill
SEQUENCE:2
DTSTAMP:20261122T093000Z
DTSTART:20261201T133000Z
DTEND:20261201T143000Z
SUMMARY:Interview\; Contoso\, s.r.o.
LOCATION:Room 1\nPrague
DESCRIPTION:C:\\x
ORGANIZER:mailto:no-reply@example.com
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:ada@example.com
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


def unfolded(text: str) -> str:
    """As RFC 5545, 3.1 says: a line end followed by one space or tab is taken out."""
    return re.sub(r"\r\n[ \t]", "", text)


def test_the_object_is_what_the_rfc_asks_for() -> None:
    assert unfolded(invitation.written(EVENT)) == WHOLE.replace("\n", "\r\n")


def test_a_cancellation_is_of_the_same_event_and_says_so() -> None:
    gone = unfolded(invitation.written(replace(EVENT, method="CANCEL", sequence=3)))
    changed = {line for line in gone.split("\r\n") if line not in WHOLE.split("\n")}
    assert changed == {"METHOD:CANCEL", "SEQUENCE:3", "STATUS:CANCELLED"}
    assert invitation.method(gone) == "CANCEL"


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    summary = "Příliš žluťoučký kůň úpěl ďábelské ódy " * 8
    text = invitation.written(replace(EVENT, summary=summary.strip()))
    assert max(len(line.encode()) for line in text.split("\r\n")) == 75
    assert f"SUMMARY:{summary.strip()}\r\n" in unfolded(text)


def test_what_is_said_cannot_begin_a_line_of_its_own() -> None:
    text = unfolded(invitation.written(replace(EVENT, place="x\r\nATTENDEE:mailto:eve@example.com\x00")))
    assert [line for line in text.split("\r\n") if line.startswith("ATTENDEE:")] == []
