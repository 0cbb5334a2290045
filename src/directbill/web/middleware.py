"""Around every request: its id, one reading of the clock, and whoever acts, with the rights they have now."""

import secrets
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.gateways import clock
from directbill.web import access, sessions
from directbill.web.request import Request


class Around:
    """Last in the list: everything below it is a view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("Request", plain)
        request.id = secrets.token_hex(8)
        request.at = clock.now()
        request.was = request.partner = None
        request.actor = _actor(request)
        response = self.get_response(request)
        response.headers["X-Request-Id"] = request.id
        return response

    def process_view(
        self, plain: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:  # fmt: skip # shape: Django's
        request = cast("Request", plain)
        if request.actor is None and not access.is_public(view):
            return access.ask_to_sign_in(request)
        return None


def _actor(request: Request) -> Actor | None:
    """Whoever is signed in. A session that is too old, or that no sign-in of ours began, ends here."""
    if not request.user.is_authenticated:
        return None
    wall = clock.wall()
    signed_in = sessions.of(request, request_id=request.id)
    if signed_in is None or sessions.is_over(request, wall=wall):
        request.was = request.user.id
        logout(request)
        return None
    sessions.touch(request, wall=wall)
    return actor.of(request.user, signed_in)
