"""What every request knows: who acts, what time it is, and the id that ties its events together."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpResponse

from directbill.access import actor
from directbill.access.actor import Actor, SignedIn
from directbill.gateways import clock
from directbill.web.request import Request


class Asker:
    """Sets `request.actor` (None for the anonymous), `request.at` and `request.id`."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.id = uuid4().hex[:12]
        request.at = clock.now()
        request.actor = actor_of(request)
        return self.get_response(request)


def actor_of(request: Request) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    return actor.of(request.user, SignedIn(confirmed_at=request.at, request=request.id))
