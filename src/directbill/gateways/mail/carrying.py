"""What every carrier of mail does."""

from collections.abc import Callable
from typing import Protocol

from directbill.gateways.mail.message import Mail

HandingOver = Callable[[], None]
"""Called before a message can leave: what it raises keeps the message here."""


class Carrier(Protocol):
    """Sends one message. `keyed`: sending the same key again delivers nothing twice."""

    keyed: bool

    def send(self, mail: Mail, handing_over: HandingOver) -> None:
        """Send it, or raise `NotSent` in one of its three ways.

        A carrier that is not keyed calls `handing_over` before anything can have left.
        """
        ...

    def probe(self) -> None:
        """See whether messages could leave now, without sending any. Raises `NotSent`."""
        ...
