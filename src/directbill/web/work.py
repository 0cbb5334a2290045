"""The work of a page: one transaction in the actor's scope, read-only for what only reads; refusals become answers."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from directbill.access import rules
from directbill.core.errors import Refusal
from directbill.records import scope
from directbill.web import addresses, kept, refused
from directbill.web.access import signed_in
from directbill.web.request import Request

View = Callable[..., HttpResponse]
Whose = Callable[[Request, Mapping[str, Any]], UUID | None]
"""Says from the address whose records a page is about."""
READING = frozenset({"GET", "HEAD"})


def page(whose: Whose | None = None, *, back: str = "") -> Callable[[View], View]:
    """Make a view a page for those who are signed in: its body runs in a transaction in their scope.

    `whose` names the partner (it may refuse `not_there`); `request.partner` then has it. `back` names the address to
    come back to after proving once more who one is, where the page itself cannot be got. Of the refusals that leave
    the view, `not_there` looks like any missing page, `not_permitted` gets a page of its own, and `step_up_needed`
    leads there and back; all others are the view's to tell.
    """

    def made(view: View) -> View:
        @wraps(view)
        def shown(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return _within(view, request, whose, args, kwargs)
            except Refusal as refusal:
                return _answer(request, refusal, reverse(back, kwargs=kwargs) if back else "")

        return signed_in(shown)

    return made


def only(request: Request, _: Mapping[str, Any]) -> UUID | None:
    """The one partner somebody acts for; None where there is none, or more than one."""
    partners = list(request.actor.partners) if request.actor else []
    return partners[0] if len(partners) == 1 else None


def step_up(request: Request, back: str = "") -> HttpResponse:
    """To the page where one proves who one is, and back. What was typed is kept."""
    was_posted = request.method not in READING
    if was_posted and request.actor is not None:
        kept.keep(request, request.actor.person)
    to = back or (request.path if was_posted else request.get_full_path())
    return HttpResponseRedirect(
        addresses.with_next(reverse("confirm"), to), status=303 if was_posted else 302
    )


def _within(
    view: View, request: Request, whose: Whose | None, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> HttpResponse:  # fmt: skip
    assert request.actor is not None, "a page is for those who are signed in"
    request.partner = whose(request, kwargs) if whose else None
    reading = request.method in READING
    with scope.scoped(rules.scope_of(request.actor, request.partner), read_only=reading):
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.render()
    if not reading:
        kept.drop(request)
    return response


def _answer(request: Request, refusal: Refusal, back: str) -> HttpResponse:
    if refusal.code == "not_there":
        raise Http404 from None
    if refusal.code == "not_permitted":
        return refused.forbidden(request, refusal)
    if refusal.code == "step_up_needed":
        return step_up(request, back)
    raise refusal
