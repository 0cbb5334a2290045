"""Around every request: its id, one reading of the clock, whoever acts, and what becomes of a refusal."""

import secrets
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.core.errors import Refusal
from directbill.gateways import clock
from directbill.queries import days
from directbill.web import access, sessions
from directbill.web.request import Request
from directbill.web.ui import failures

MEGABYTE = 1 << 20
EXPORTS = 4
"""So many of the largest exports may be sent at once."""
LONGEST_NUMBER = 16


class Around:
    """Sets what Request names, and lets nobody anonymous see a page that is not for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("Request", plain)
        request.id = secrets.token_hex(6)
        request.at = clock.now()
        request.day = days.of(request.at)
        request.was = request.partner = None
        request.back = ""
        request.is_given_back = False
        request.actor = _actor(request)
        response = _refused(request) or self.get_response(request)
        response.headers["X-Request-Id"] = request.id
        return response

    def process_view(
        self, plain: HttpRequest, view: Callable[..., HttpResponse], *_: Any
    ) -> HttpResponse | None:  # shape: Django's
        request = cast("Request", plain)
        if request.actor is None and not access.is_public(view):
            return access.ask_to_sign_in(request)
        return None


class Refusals:
    """A refusal that no view answered becomes a page that says what was found and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, plain: HttpRequest, fault: Exception) -> HttpResponse | None:
        request = cast("Request", plain)
        if not isinstance(fault, Refusal):
            return None
        return access.step_up(request) if fault.code == "step_up_needed" else failures.refused(request, fault)


def _refused(request: Request) -> HttpResponse | None:
    """What is not even read. A form without its length would seem empty, and be taken for one that is."""
    if request.method == "POST" and not request.META.get("CONTENT_LENGTH"):
        return failures.no_length(request)
    return None if _may_bring(request) else failures.too_much(request)


def _may_bring(request: Request) -> bool:
    """Whether so much may be sent. It is known before anything is read: an upload that is too large fills no disk.

    Files come from people who are signed in; nobody else's form is larger than its texts.
    """
    told = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.actor is not None:
        most += EXPORTS * settings.LARGEST_EXPORT * MEGABYTE
    return told.isdecimal() and len(told) < LONGEST_NUMBER and int(told) <= most


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
