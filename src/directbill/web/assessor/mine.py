"""An assessment for the one who has it; to everybody else it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape.steps import Which
from directbill.core.desk import Desk
from directbill.core.work import Work
from directbill.queries import assessors
from directbill.records import scope
from directbill.records.models import Item
from directbill.web import access, kept
from directbill.web.access import READING
from directbill.web.request import Request
from directbill.web.ui import reading
from directbill.web.ui.itemized import Shown, View

REST = ParamSpec("REST")


class Mine:
    """One's own assessment, as its pages show it."""

    def __init__(self, request: Request, actor: Actor, row: Item) -> None:
        self.request = request
        self.actor = actor
        self.texts = reading.texts(request)
        self.view = View(
            row.application,
            actor=actor,
            texts=self.texts,
            on=request.day,
            url=lambda _, *verb: self._url(verb),
            file=lambda key: reverse("assess_document", args=[row.id, key]),
        )
        found = self.view.row(row.key)
        if found is None:
            raise Http404
        self.row = found

    @property
    def shown(self) -> Shown:
        """The assessment with its five answers."""
        return self.view.shown(self.row)

    @property
    def desk(self) -> Desk:
        """The program's areas and criteria."""
        if self.view.desk is None:
            raise Http404
        return self.view.desk

    @property
    def which(self) -> Which:
        """The item with the revision that the page was opened at."""
        return Which(
            partner=self.row.partner_id,
            application=self.row.application_id,
            key=self.row.key,
            work=Work(self.row.work),
            revision=reading.number(self.request, "revision"),
        )

    def url(self, name: str, *parts: str) -> str:
        """The address of a page of this assessment."""
        return reverse(name, args=[self.row.id, *parts])

    def _url(self, verb: tuple[str, ...]) -> str:
        parts = [self.key, *verb]
        return reverse("assess_deed" if verb else "assess_one", args=parts)

    @property
    def key(self) -> UUID:
        return self.row.id


Page = Callable[Concatenate[Request, Mine, REST], HttpResponseBase]
Own = Callable[Concatenate[Request, Actor, REST], HttpResponseBase]


def page(view: Page[REST]) -> Callable[..., HttpResponseBase]:
    """A page of one's own assessment: within the records of its partner, and for its assessor alone."""

    @wraps(view)
    def opened(request: Request, actor: Actor, key: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = assessors.mine(actor.person, key)
        if row is None:
            raise Http404
        with scope.scoped(scope.partner(row.partner_id), read_only=request.method in READING):
            return view(request, Mine(request, actor, row), *args, **kwargs)

    return assessor(opened)


def assessor(view: Own[REST]) -> Callable[..., HttpResponseBase]:
    """A page for whoever holds assessments; to others it is not there."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor
        if actor is None:
            return access.ask_to_sign_in(request)
        if actor.desk_waits:
            return redirect("second_step_needed")
        if not rules.may(actor, Permission.ASSESSMENT_HOLD):
            raise Http404
        kept.offer(request)
        with scope.scoped(scope.EVERYONE, read_only=request.method in READING):
            response = view(request, actor, *args, **kwargs)
        kept.drop_once_sent(request)
        return response

    return access.private(opened)
