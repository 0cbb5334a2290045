"""Pages of one company: who may open them, and the transaction they run in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.records import scope
from directbill.records.models import Application, Partner
from directbill.web import access, kept
from directbill.web.access import READING
from directbill.web.request import Request

REST = ParamSpec("REST")


NAV = ("standing", "applications", "revenue", "messages", "people")
"""The pages every page of a company leads to, by name."""


@dataclass(frozen=True, slots=True)
class Link:
    key: str
    url: str
    here: bool


class Company:
    """The company a page is about, and who looks at it."""

    def __init__(self, request: Request, partner: Partner, actor: Actor) -> None:
        self.request = request
        self.partner = partner
        self.actor = actor

    def may(self, permission: Permission) -> bool:
        return rules.may(self.actor, permission, self.partner.id)

    @property
    def nav(self) -> list[Link]:
        """Links to the company's pages; the one that leads closest to this page is marked."""
        here = self.request.path
        links = [(name, self.url(name)) for name in NAV]
        return [Link(f"nav.{name}", url, here.startswith(url)) for name, url in links]

    def url(self, name: str, *parts: object) -> str:
        """The address of a page of this company."""
        return reverse(name, args=[self.partner.reference, *parts])

    def application(self, reference: str) -> Application:
        """An application of this company; a foreign one is not there."""
        found = Application.objects.select_related("partner").filter(
            partner=self.partner, reference=reference
        )
        owner = found.first()
        if owner is None:
            raise Http404
        return owner


Page = Callable[Concatenate[Request, Company, REST], HttpResponseBase]


def page(permission: Permission) -> Callable[[Page[REST]], Callable[..., HttpResponseBase]]:
    """A page of a company, opened by those who have the permission; to others it is not there."""

    def decorate(view: Page[REST]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def opened(
            request: Request, company: str, *args: REST.args, **kwargs: REST.kwargs
        ) -> HttpResponseBase:
            actor: Actor | None = request.actor
            if actor is None or actor.person is None:
                return access.ask_to_sign_in(request)
            key = actor.references.get(company)
            if key is None or not rules.may(actor, permission, key):
                raise Http404
            within = scope.partner(key)
            kept.offer(request)
            with scope.scoped(within, read_only=request.method in READING):
                partner = Partner.objects.get(id=key)
                response = view(request, Company(request, partner, actor), *args, **kwargs)
            kept.drop_once_sent(request)
            return response

        return access.private(opened)

    return decorate
