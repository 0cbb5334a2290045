"""Who may see a page at all. A view that says nothing is for those who are signed in."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from directbill.web import addresses, kept
from directbill.web.request import Request
from directbill.web.ui import failures

VIEW = TypeVar("VIEW", bound=Callable[..., HttpResponseBase])
WHY = "why"
"""In the session: why somebody is asked to sign in."""
READING = frozenset({"GET", "HEAD"})
FOUND, SEE_OTHER = 302, 303


def public(view: VIEW) -> VIEW:
    """A page for everybody."""
    view.access = "public"  # type: ignore[attr-defined] # types: a mark on a function
    return view


def private(view: VIEW) -> VIEW:
    """A page for those who are signed in. What they may do on it, the actions say."""
    view.access = "private"  # type: ignore[attr-defined] # types: a mark on a function
    return view


def is_public(view: Callable[..., HttpResponse]) -> bool:
    """Whether everybody may see it."""
    return getattr(view, "access", "") == "public"


def ask_to_sign_in(request: Request) -> HttpResponse:
    """To the sign-in page and back again. What was typed is kept where a session has ended in the middle."""
    had_session = request.was is not None or settings.SESSION_COOKIE_NAME in request.COOKIES
    typed = had_session and request.method == "POST" and kept.keep(request, request.was)
    if request.was is not None or typed:
        request.session[WHY] = "ended_kept" if typed else "ended"
    return _to("sign_in", request)


def step_up(request: Request) -> HttpResponse:
    """To the page where one proves who one is, and back. What was typed is kept."""
    if request.method == "POST" and request.actor is not None:
        kept.keep(request, request.actor.person)
    return _to("confirm", request)


def _to(name: str, request: Request) -> HttpResponse:
    reading = request.method in READING
    back = request.back or kept.page_of(request)
    return HttpResponseRedirect(
        addresses.with_next(reverse(name), back), status=FOUND if reading else SEE_OTHER
    )


def forged(plain: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without this session's mark.

    Where it came from a page of ours (the browser says so) that was opened before the sign-in, what was typed is shown
    again on that page; it is never taken.
    """
    request = cast("Request", plain)
    ours = f"{request.scheme}://{request.get_host()}" == request.headers.get("Origin")
    if ours and request.actor is not None and kept.keep(request, request.actor.person):
        return HttpResponseRedirect(kept.page_of(request), status=SEE_OTHER)
    return failures.forged(request, reason)
