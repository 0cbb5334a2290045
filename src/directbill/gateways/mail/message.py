"""One mail as it travels: text and HTML, in UTF-8, with the same Message-ID at every attempt."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from directbill.documents import invitation
from directbill.documents.texts import printable
from directbill.gateways.mail.failures import Permanent, Temporary

LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3: a path of 256 with its two angle brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is sent to whom. `key` names it for ever; `thread` ties together what is about the same thing."""

    key: str
    sender: str
    """`Name <address>`, or an address."""
    recipient: str
    subject: str
    text: str
    html: str
    language: str
    at: datetime
    reply_to: str = ""
    thread: str = ""
    calendar: str = ""
    """A calendar object for the reader's calendar, if there is one."""


def address(written: str) -> str:
    """The bare address of a recipient, its domain in ASCII. Raises Permanent where no mail can be sent to it.

    Whatever could begin a second header or a second recipient is no address.
    """
    local, at, domain = written.rpartition("@")
    if (
        not at
        or not local
        or not domain
        or not written.isprintable()
        or any(c in written for c in ' ,;<>"()[]\\')
    ):
        raise Permanent("this is no address")
    if not local.isascii():
        raise Permanent("the address has letters outside ASCII before the @")
    try:
        plain = f"{local}@{domain.encode('idna').decode()}"
        Address(addr_spec=plain)
    except (UnicodeError, ValueError, MessageError):
        raise Permanent("this is no address") from None
    if len(plain) > LONGEST_ADDRESS:
        raise Permanent("longer than an address may be")
    return plain


def sender_of(written: str) -> Address:
    """The sender as set for this installation. Raises Temporary where it is none: no recipient is to blame."""
    name, bare = parseaddr(printable(written))
    try:
        return Address(display_name=name, addr_spec=address(bare))
    except Permanent as unfit:
        raise Temporary(f"the sender {written!r}: {unfit}") from None


def message_id(key: str, sender: str) -> str:
    """The Message-ID of a key: the same at every attempt, so that a reader's mail program can tell a repetition."""
    return f"<{key}@{sender_of(sender).domain}>"


def composed(mail: Mail, *, readable: bool) -> bytes:
    """The message as bytes. `readable` keeps the text as UTF-8; otherwise everything is seven bits."""
    found = EmailMessage(policy=SMTP)
    found["Subject"] = printable(mail.subject)
    found["From"] = sender_of(mail.sender)
    found["To"] = Address(addr_spec=address(mail.recipient))
    if mail.reply_to:
        found["Reply-To"] = sender_of(mail.reply_to)
    found["Date"] = format_datetime(mail.at)
    found["Message-ID"] = message_id(mail.key, mail.sender)
    if mail.thread:
        thread = hashlib.sha256(mail.thread.encode()).hexdigest()[:32]
        found["References"] = f"<thread-{thread}@{sender_of(mail.sender).domain}>"
    found["Auto-Submitted"] = "auto-generated"
    found["X-Auto-Response-Suppress"] = "All"
    found.set_content(mail.text, cte="8bit" if readable else "quoted-printable")
    found.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if mail.calendar:
        params = {"method": invitation.method(mail.calendar)}
        found.add_alternative(mail.calendar, subtype="calendar", cte="base64", params=params)
    found["Content-Language"] = mail.language
    # A boundary made from the key: the same message is the same bytes at every attempt.
    found.set_boundary(f"=_{hashlib.sha256(mail.key.encode()).hexdigest()[:40]}")
    return found.as_bytes()
