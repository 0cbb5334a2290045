"""Reading a bounce: the report (RFC 3464) a mail server sends about a message that did not arrive."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

OURS = re.compile(r"<([0-9a-f]{64})@[^<>\s]+>")
HEADERS = ("Message-ID", "In-Reply-To", "References")
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report says: the key of our message, whether it failed for good, and the reason given."""

    key: str
    failed: bool
    reason: str


def read(data: bytes) -> Bounce | None:
    """The bounce of a file; None where it is no report about a message of ours."""
    report = message_from_bytes(data[:MOST_BYTES], policy=default)
    status = next((p for p in report.walk() if p.get_content_type() == "message/delivery-status"), None)
    key = _key(report)
    if status is None or key is None:
        return None
    fields = [f for f in _fields(status) if f.get("Action") or f.get("Status")]
    failed = any(_said(f, "Action").lower() == "failed" for f in fields)
    told = [f"{_said(f, 'Status')} {_said(f, 'Diagnostic-Code')}".strip() for f in fields]
    return Bounce(key, failed, "; ".join(t for t in told if t))


def _fields(status: Message) -> Iterator[Message]:
    """The groups of fields; each is read as a message of its own."""
    content = status.get_payload()
    if isinstance(content, list):
        yield from (part for part in content if isinstance(part, Message))


def _said(fields: Message, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())


def _key(report: EmailMessage) -> str | None:
    """The key of the message the report is about: of the copy it carries, else of what it answers."""
    carried = [part for part in report.walk() if part is not report]
    for part in (*carried, report):
        for name in HEADERS:
            found = OURS.search(str(part.get(name, "")))
            if found:
                return found[1]
        found = OURS.search(_text(part)) if part.get_content_type() == "text/rfc822-headers" else None
        if found:
            return found[1]
    return None


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("latin-1") if isinstance(content, bytes) else ""
