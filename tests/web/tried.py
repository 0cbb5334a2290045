"""Pages of the tests: each the smallest that shows what every page must do."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from directbill.access import rules
from directbill.access.permissions import Permission
from directbill.core.errors import refuse
from directbill.records import scope
from directbill.records.models import Application, Person
from directbill.web import kept, urls
from directbill.web.access import public
from directbill.web.request import Request
from directbill.web.work import only, page

FORM = """<form method="post">{% csrf_token %}<input name="answer" value="{{ answer }}"><input name="password">
<button>Save</button></form><p>{{ note }}</p>"""


def said(request: Request, **values: str) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(FORM).render(values, request))


@page()
def form(request: Request) -> HttpResponse:
    back = kept.given_back(request)
    if request.method == "POST":
        return said(request, answer=request.POST["answer"], note="saved")
    return said(request, answer=back["answer"] if back else "", note="kept" if back else "fresh")


def matters(request: Request) -> HttpResponse:
    assert request.actor is not None
    rules.require_confirmed(request.actor, request.at)
    return HttpResponse("done")


@page()
def refusing(request: Request, code: str) -> HttpResponse:
    Person.objects.filter(id=request.actor.key).update(name="Changed")  # type: ignore[union-attr] - signed in
    raise refuse(code, found="something")


@page(only)
def scoped(request: Request) -> HttpResponse:
    """What is in scope: how many applications, of whom."""
    names = sorted(a.partner.name for a in Application.objects.select_related("partner"))
    return HttpResponse(f"{scope.current()} {names}")


@page(only)
def writing(request: Request) -> HttpResponse:
    """A page that writes, also when it is only looked at: a mistake."""
    Person.objects.filter(id=request.actor.key).update(name="Changed")  # type: ignore[union-attr] - signed in
    return HttpResponse("written")


def of_partner(request: Request, kwargs: Mapping[str, Any]) -> UUID | None:
    found: UUID = kwargs["partner"]
    return found


@page(of_partner)
def partner_page(request: Request, partner: UUID) -> HttpResponse:
    assert request.actor is not None
    rules.require(request.actor, Permission.PARTNER_READ, partner)
    return HttpResponse(f"{partner} {request.partner}")


@public
def open_to_all(request: Request) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('directbill.scope', true), '')")
        return HttpResponse(f"{request.actor} {cursor.fetchone()[0]!r} {request.id}")


def unmarked(request: Request) -> HttpResponse:
    return HttpResponse("seen")


urlpatterns = [
    *urls.urlpatterns,
    path("form/", form, name="form"),
    path("matters/", page()(matters)),
    path("matters/posted/", page(back="form")(matters)),
    path("refusing/<str:code>/", refusing),
    path("scoped/", scoped),
    path("writing/", writing),
    path("partners/<uuid:partner>/", partner_page),
    path("open/", open_to_all),
    path("unmarked/", unmarked),
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
