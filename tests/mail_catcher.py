"""A real mail server on loopback that keeps what it takes, and behaves by the name of the mailbox.

`gone@`, `policy@`, `busy@` refuse the recipient (for good, by policy, for now); `spam@` refuses the message;
`vanish@` takes the message and breaks the line before it says so.
"""

import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

REFUSES = {
    "gone": "550 5.1.1 no such mailbox",
    "policy": "550 5.7.1 relaying denied",
    "busy": "451 4.3.2 try later",
}


@dataclass
class Catcher:
    """What was taken, whole, in order; and where to reach the server."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    """How often each Message-ID was taken."""
    passwords: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def last(self) -> EmailMessage:
        return message_from_bytes(self.taken[-1], policy=default)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        refusal = REFUSES.get(address.partition("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mailbox = envelope.rcpt_tos[0].partition("@")[0]
        if mailbox == "spam":
            return "554 5.6.0 not wanted here"
        self.taken.append(envelope.content)
        self.ids[str(self.last()["Message-ID"])] += 1
        if mailbox == "vanish":
            server.transport.abort()
        return "250 2.0.0 taken"

    def authenticate(self, server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
        self.passwords.append(data.password)
        return AuthResult(success=data.password == b"right", handled=False)


class AnyPort(Controller):
    """A controller that takes the port the system gave it."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def catching(
    *, tls: ssl.SSLContext | None = None, starttls: bool = False, auth: bool = False
) -> Iterator[Catcher]:
    """A server while the block lasts. With `tls`, from the first byte or (`starttls`) when asked."""
    catcher = Catcher()
    options: dict[str, Any] = {"tls_context": tls} if starttls else {}
    if auth:
        options |= {"authenticator": catcher.authenticate, "auth_require_tls": starttls}
    controller = AnyPort(
        catcher,
        hostname="127.0.0.1",
        port=0,
        ssl_context=None if starttls else tls,
        decode_data=False,
        **options,
    )
    controller.start()
    try:
        catcher.port = controller.port
        yield catcher
    finally:
        controller.stop()
