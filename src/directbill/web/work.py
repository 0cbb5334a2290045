"""How a page does its work: for whom, in which transaction and scope."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.records import scope
from directbill.web import access, kept
from directbill.web.access import READING
from directbill.web.request import Request

REST = ParamSpec("REST")
View = Callable[..., HttpResponse]
Whose = Callable[[Request, Mapping[str, Any]], UUID | None]
"""Says from the address whose records a page is about."""


def signed_in(
    view: Callable[Concatenate[Request, Actor, REST], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page for people who signed in; others sign in first and come back."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None:
            return access.ask_to_sign_in(request)
        kept.offer(request)
        return view(request, request.actor, *args, **kwargs)

    return access.private(opened)


def page(whose: Whose | None = None, *, back: str = "") -> Callable[[View], View]:
    """A page whose body runs in one transaction in the actor's scope, read-only where nothing is sent.

    `whose` names the partner (it may refuse `not_there`); `request.partner` then has it. `back` names the address to
    come back to after proving once more who one is, where the page itself cannot be got.
    """

    def made(view: View) -> View:
        @wraps(view)
        def opened(request: Request, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponse:
            request.back = reverse(back, kwargs=kwargs) if back else ""
            request.partner = whose(request, kwargs) if whose else None
            within = rules.scope_of(actor, request.partner)
            with scope.scoped(within, read_only=request.method in READING):
                response = view(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                    response.render()
            kept.drop_once_sent(request)
            return response

        return signed_in(opened)

    return made


def only(request: Request, _: Mapping[str, Any]) -> UUID | None:
    """The one partner somebody acts for; None where there is none, or more than one."""
    partners = list(request.actor.partners) if request.actor else []
    return partners[0] if len(partners) == 1 else None
