"""A request as our views know it: who acts, what time it is, and the id that ties its events together."""

from datetime import datetime

from django.http import HttpRequest

from directbill.access.actor import Actor


class Request(HttpRequest):
    """What the middleware adds. `actor` is None for the anonymous."""

    id: str
    at: datetime
    actor: Actor | None
