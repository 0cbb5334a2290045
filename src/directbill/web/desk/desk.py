"""Pages of the desk: for people with a role there, over the records of all partners."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.urls import reverse

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.records import scope
from directbill.web import access, kept
from directbill.web.access import READING
from directbill.web.request import Request

NAV = ("desk", "desk_conversations")
REST = ParamSpec("REST")


@dataclass(frozen=True, slots=True)
class Link:
    key: str
    url: str
    here: bool


class Desk:
    """The desk, and who works at it."""

    def __init__(self, request: Request, actor: Actor) -> None:
        self.request = request
        self.actor = actor

    def may(self, permission: Permission) -> bool:
        return rules.may(self.actor, permission)

    @property
    def nav(self) -> list[Link]:
        """Links to the desk's pages."""
        links = [(name, reverse(name)) for name in NAV]
        return [Link(f"nav.{name}", url, self.request.path == url) for name, url in links]


Page = Callable[Concatenate[Request, Desk, REST], HttpResponse]


def page(permission: Permission) -> Callable[[Page[REST]], Callable[..., HttpResponse]]:
    """A page of the desk; to those without the permission it is not there."""

    def decorate(view: Page[REST]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor
            if actor is None:
                return access.ask_to_sign_in(request)
            if not rules.may(actor, permission):
                raise Http404
            kept.offer(request)
            with scope.scoped(scope.EVERYONE, read_only=request.method in READING):
                response = view(request, Desk(request, actor), *args, **kwargs)
            kept.drop_once_sent(request)
            return response

        return access.private(opened)

    return decorate
