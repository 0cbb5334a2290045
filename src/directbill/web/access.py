"""Who may see a page at all. A view that says nothing is for those who are signed in."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from directbill.web import addresses, kept
from directbill.web.request import Request

VIEW = TypeVar("VIEW", bound=Callable[..., HttpResponse])
WHY = "why"
"""In the session: why somebody is asked to sign in."""


def public(view: VIEW) -> VIEW:
    """A page for everybody."""
    view.access = "public"  # type: ignore[attr-defined] # types: a mark on a function
    return view


def signed_in(view: VIEW) -> VIEW:
    """A page for those who are signed in. What they may do on it, the actions say."""
    view.access = "signed_in"  # type: ignore[attr-defined] # types: a mark on a function
    return view


def is_public(view: Callable[..., HttpResponse]) -> bool:
    """Whether everybody may see it."""
    return getattr(view, "access", "") == "public"


def ask_to_sign_in(request: Request) -> HttpResponse:
    """To the sign-in page and back again. What was typed is kept where a session has ended in the middle."""
    was_posted = request.method == "POST"
    typed = was_posted and kept.keep(request, request.was)
    if request.was is not None or typed:
        request.session[WHY] = "ended_kept" if typed else "ended"
    back = request.path if was_posted else request.get_full_path()
    return HttpResponseRedirect(
        addresses.with_next(reverse("sign_in"), back), status=303 if was_posted else 302
    )
