"""What our middleware adds to a request."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from directbill.access.actor import Actor


class Request(HttpRequest):
    """A request as every view of ours gets it."""

    actor: Actor | None
    """Whoever is signed in, with the roles they have now; nobody: None."""
    at: datetime
    """What the clock of the installation says: one reading for the whole request."""
    id: str
    """Ties together what happened in one request."""
    was: UUID | None
    """Whose session ended just now, because it was too old."""
    partner: UUID | None
    """Whose records the page is about, where it is about one partner's."""
    session: SessionBase
