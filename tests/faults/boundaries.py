"""The boundaries a piece of work crosses: commits, files, and every exchange with a mail server.

They are found by counting, not listed by hand: what the standard library and Django are asked to do is wrapped, so a
boundary that new code adds is counted, and killed at, without anybody remembering it.
"""

import os
import signal
import smtplib
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

WRAPPED: tuple[tuple[Any, str], ...] = (
    (BaseDatabaseWrapper, "_commit"),
    (smtplib.SMTP, "connect"),
    (smtplib.SMTP, "send"),
    (smtplib.SMTP, "getreply"),
    (os, "fsync"),
    (os, "link"),
    (os, "unlink"),
)


class Boundaries:
    """Counts the boundaries that are crossed and, where told to, kills this process before or after one of them."""

    def __init__(self, kill_at: int = -1, side: str = "before") -> None:
        self.crossed: list[str] = []
        self.kill_at, self.side = kill_at, side
        for owner, name in WRAPPED:
            setattr(owner, name, self._wrapped(getattr(owner, name), name))

    def _wrapped(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def crossing(*args: Any, **named: Any) -> Any:
            number = len(self.crossed)
            self.crossed.append(name)
            self._die_if(number, "before")
            result = call(*args, **named)
            self._die_if(number, "after")
            return result

        return crossing

    def _die_if(self, number: int, side: str) -> None:
        if (number, side) == (self.kill_at, self.side):
            os.kill(os.getpid(), signal.SIGKILL)
