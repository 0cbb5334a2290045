"""Pages of the desk: for people with a role there, over the records of all partners."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.records import scope
from directbill.web import access, kept
from directbill.web.access import READING
from directbill.web.desk import presence
from directbill.web.request import Request

NAV = {
    "desk": Permission.APPLICATION_READ,
    "desk_queue": Permission.ITEM_READ,
    "desk_enrollments": Permission.ENROLLMENT_READ,
    "desk_population": Permission.PROGRAM_READ,
    "desk_conversations": Permission.CONVERSATION_READ,
    "desk_away": Permission.ITEM_ASSIGN,
    "desk_assessors": Permission.ITEM_ASSIGN,
    "desk_editions": Permission.PUBLICATION_READ,
    "desk_people": Permission.DESK_INVITE,
}
"""Pages every page of the desk leads to, each for those who may open it."""
SHORTCUTS = (
    ("j", "keys.next"),
    ("k", "keys.previous"),
    ("a", "keys.assign"),
    ("p", "keys.primary"),
    ("?", "keys.help"),
)
"""Each with the sentence of what it does; `keys.js` knows the same."""
REST = ParamSpec("REST")


@dataclass(frozen=True, slots=True)
class Link:
    key: str
    url: str
    here: bool


KEYS_COOKIE = "directbill_keys"


class Desk:
    """The desk, and who works at it."""

    opened: UUID | None = None
    """The application the page is about, where it is about one."""

    def __init__(self, request: Request, actor: Actor) -> None:
        self.request = request
        self.actor = actor

    def may(self, permission: Permission) -> bool:
        return rules.may(self.actor, permission)

    @property
    def has_keys(self) -> bool:
        """Whether keyboard shortcuts are on in this browser."""
        return self.request.COOKIES.get(KEYS_COOKIE) != "off"

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The shortcuts, each with its sentence."""
        return SHORTCUTS

    @property
    def nav(self) -> list[Link]:
        """Links to the desk's pages."""
        links = [(name, reverse(name)) for name, permission in NAV.items() if self.may(permission)]
        return [Link(f"nav.{name}", url, self.request.path == url) for name, url in links]


Page = Callable[Concatenate[Request, Desk, REST], HttpResponseBase]


def page(permission: Permission) -> Callable[[Page[REST]], Callable[..., HttpResponseBase]]:
    """A page of the desk; to those without the permission it is not there."""

    def decorate(view: Page[REST]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if actor is None:
                return access.ask_to_sign_in(request)
            if actor.desk_waits:
                return redirect("second_step_needed")
            if not rules.may(actor, permission):
                raise Http404
            kept.offer(request)
            with scope.scoped(scope.EVERYONE, read_only=request.method in READING):
                desk = Desk(request, actor)
                response = view(request, desk, *args, **kwargs)
            if desk.opened is not None:
                presence.keep(request, desk.opened, at=request.at)
            kept.drop_once_sent(request)
            return response

        return access.private(opened)

    return decorate
