"""What every request knows: who acts, what time it is, and the id that ties its events together."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpResponse

from directbill.access import actor
from directbill.access.actor import Actor, SignedIn
from directbill.core.errors import Refusal
from directbill.gateways import clock
from directbill.web.request import Request
from directbill.web.ui import failures


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


class Refusals:
    """A refusal that no view answered becomes a page that says what was found and what to do."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, fault: Exception) -> HttpResponse | None:
        return failures.refused(request, fault) if isinstance(fault, Refusal) else None
