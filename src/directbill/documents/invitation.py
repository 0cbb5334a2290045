"""An interview as a calendar program reads it: one event of iCalendar (RFC 5545) in a message of iTIP (RFC 5546).

Times are in UTC, so that no program has to know the zone or when its clocks change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from directbill.documents.texts import printable

REQUEST, CANCEL = "REQUEST", "CANCEL"
WIDEST = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One interview for one reader. The same `uid` with a higher `sequence` replaces what was sent before."""

    method: str
    uid: str
    sequence: int
    stamp: datetime
    begins: datetime
    ends: datetime
    summary: str
    place: str
    about: str
    organizer: str
    attendee: str


def written(event: Event) -> str:
    """The calendar object, its lines folded and ended as the RFC asks."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(event))


def method(text: str) -> str:
    """The method of a calendar object that was written here."""
    return next(line.partition(":")[2] for line in text.split("\r\n") if line.startswith("METHOD:"))


def _lines(event: Event) -> Iterator[str]:
    cancelled = event.method == CANCEL
    yield "BEGIN:VCALENDAR"
    yield "PRODID:-//directbill//interviews//EN"
    yield "VERSION:2.0"
    yield f"METHOD:{event.method}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.stamp)}"
    yield f"DTSTART:{_moment(event.begins)}"
    yield f"DTEND:{_moment(event.ends)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"LOCATION:{_text(event.place)}"
    yield f"DESCRIPTION:{_text(event.about)}"
    yield f"ORGANIZER:mailto:{event.organizer}"
    yield f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{event.attendee}"
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(said: str) -> str:
    """Text as a value: backslash, semicolon, comma and line ends are escaped (RFC 5545, 3.3.11)."""
    return "\\n".join(_escaped(printable(line)) for line in said.splitlines())


def _escaped(line: str) -> str:
    for each in ("\\", ";", ","):
        line = line.replace(each, f"\\{each}")
    return line


def _folded(line: str) -> str:
    """The line in pieces of 75 octets at most, none cut within a letter; each further piece begins with a space."""
    pieces, piece, room = [], "", WIDEST
    for letter in line:
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece, room = "", WIDEST - 1
        piece += letter
    return "\r\n ".join([*pieces, piece])
