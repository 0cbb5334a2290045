"""A mail server. Nobody can promise exactly once here: what can be known is told apart from what cannot.

`smtp://user:password@host:port` begins in the clear and goes on under TLS (STARTTLS), which must be offered, unless
the server is this very machine or the address ends in `?tls=off`. `smtps://…` is TLS from the first byte. The
server's certificate must be good. A password never travels in the clear.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, unquote

from directbill.core.errors import refuse
from directbill.gateways.mail import message
from directbill.gateways.mail.carrying import HandingOver
from directbill.gateways.mail.failures import Doubtful, Permanent, Temporary
from directbill.gateways.mail.message import Mail

PORT, PORT_TLS = 25, 465
TIMEOUT = 30
"""Seconds for each answer."""
FINE = 250
LASTING = 500
"""Answers from here on are final; those from 400 may pass."""
OUR_OWN = re.compile(r"\s*5\.[3457]\.\d")
"""Enhanced codes (RFC 3463) of the system, the way, the protocol and the policy: none is about the recipient."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """One server, and how to speak to it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "start"
    """`first`: from the first byte; `start`: by STARTTLS, which must be offered; `offered`: where it is; `off`."""
    keyed = False

    @classmethod
    def at(cls, parts: SplitResult, port: int | None) -> "Smtp":
        """The server of an address. Refuses `mail_url` for a value of `tls` that is none."""
        asked = parse_qs(parts.query).get("tls", [""])[0]
        if asked not in ("", "off") or (asked and parts.scheme == "smtps"):
            raise refuse("mail_url", found=f"tls={asked}")
        host = parts.hostname or ""
        first = parts.scheme == "smtps"
        tls = "first" if first else asked or ("offered" if _is_here(host) else "start")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(host, port or (PORT_TLS if first else PORT), user, password, tls)

    def send(self, mail: Mail, handing_over: HandingOver) -> None:
        """One message in one session.

        What the server says of the address or the message is final; what hinders the way to it is not; an answer
        that never came leaves a doubt.
        """
        data = message.composed(mail, readable=False)
        sender, recipient = message.sender_of(mail.sender), message.address(mail.recipient)
        with self._session(sender.domain) as session:
            _envelope(session, sender.addr_spec, recipient)
            handing_over()
            _body(session, data)

    def probe(self) -> None:
        """Greet the server, with TLS and password as for a message."""
        with self._session("localhost") as session:
            _expect(session.noop(), "NOOP")

    @contextmanager
    def _session(self, name: str) -> Iterator[smtplib.SMTP]:
        session: smtplib.SMTP | None = None
        try:
            session = self._connected(name)
            self._greet(session)
        except (OSError, smtplib.SMTPException) as fault:
            if session is not None:
                session.close()
            raise Temporary(_told(fault)) from None
        try:
            yield session
        finally:
            with suppress(OSError, smtplib.SMTPException):
                session.quit()
            session.close()

    def _connected(self, name: str) -> smtplib.SMTP:
        if self.tls == "first":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=name, timeout=TIMEOUT, context=context
            )
        return smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=TIMEOUT)

    def _greet(self, session: smtplib.SMTP) -> None:
        session.ehlo_or_helo_if_needed()
        if self.tls == "start" or (self.tls == "offered" and session.has_extn("starttls")):
            session.starttls(context=ssl.create_default_context())
            session.ehlo_or_helo_if_needed()
        if self.user:
            if not isinstance(session.sock, ssl.SSLSocket) and not _is_here(self.host):
                raise smtplib.SMTPNotSupportedError("no TLS, so the password is not sent")
            session.login(self.user, self.password)


def _envelope(session: smtplib.SMTP, sender: str, recipient: str) -> None:
    """Who to whom. Only what is said of the recipient is about the recipient."""
    try:
        _expect(session.mail(sender), "MAIL FROM")
        code, said = session.rcpt(recipient)
    except (OSError, smtplib.SMTPException) as fault:
        raise Temporary(_told(fault)) from None
    if code in (FINE, FINE + 1):
        return
    raise _refused(code, said)


def _body(session: smtplib.SMTP, data: bytes) -> None:
    try:
        code, said = session.data(data)
    except smtplib.SMTPDataError as answer:
        raise _refused(answer.smtp_code, answer.smtp_error) from None
    except (OSError, smtplib.SMTPException) as fault:
        raise Doubtful(_told(fault)) from None
    if code != FINE:
        raise _refused(code, said)


def _refused(code: int, said: bytes | str) -> Permanent | Temporary:
    answer = _answer(code, said)
    lasting = code >= LASTING and not OUR_OWN.match(answer[3:])
    return Permanent(answer) if lasting else Temporary(answer)


def _expect(answer: tuple[int, bytes], command: str) -> None:
    if answer[0] != FINE:
        raise Temporary(f"{command}: {_answer(*answer)}")


def _answer(code: int, said: bytes | str) -> str:
    text = said if isinstance(said, str) else said.decode(errors="replace")
    return f"{code} {' '.join(text.split())}"


def _told(fault: Exception) -> str:
    """A fault in words: the server's own where it gave any, never a password."""
    if isinstance(fault, smtplib.SMTPResponseException):
        return _answer(fault.smtp_code, fault.smtp_error)
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return str(fault) or type(fault).__name__


def _is_here(host: str) -> bool:
    """Whether the server is this machine: nothing travels."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
