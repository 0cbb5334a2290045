"""A request as our views know it: who acts, what time it is, and the id that ties its events together."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from directbill.access.actor import Actor


class Request(HttpRequest):
    """What the middleware adds. `actor` is None for the anonymous."""

    id: str
    at: datetime
    """What the clock of the installation says: one reading for the whole request."""
    day: date
    """The day it is here: days begin at midnight in the installation's time zone."""
    actor: Actor | None
    was: UUID | None
    """Whose session ended just now, because it was too old."""
    partner: UUID | None
    """Whose records the page is about, where it is about one partner's."""
    back: str
    """Where to come back to after proving who one is, where the page itself cannot be got; empty: to the page."""
    is_given_back: bool
    """Whether the form of the page is filled in with what was typed when a session had ended."""
    session: SessionBase
