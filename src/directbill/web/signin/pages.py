"""What the pages of signing in share: how one is made, and where it leads afterwards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directbill.core.errors import Refusal
from directbill.web.request import Request
from directbill.web.signin import forms, oidc
from directbill.web.signin.forms import Field
from directbill.web.ui import failures, problems, reading


def following(request: Request) -> str:
    """The path to go to afterwards, as the address or the form says; never elsewhere than here."""
    return reading.next_page(request, reverse("home"))


def with_form(
    request: Request, template: str, *fields: Field, refusal: Refusal | None = None, **more: Any
) -> HttpResponse:
    """A page with a form; with a refusal it tells the problems, and its status says so."""
    texts, faults = reading.texts(request), refusal.faults if refusal else ()
    data = request.POST if request.method == "POST" else None
    shown = forms.shown(fields, texts, typed=data, faults=faults)
    told = problems.told(faults, texts, fields=True)
    return plain(request, template, status=422 if refusal else 200, fields=shown, faults=told, **more)


def plain(request: Request, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """A page nobody else may keep: what it shows is for one person at one time."""
    values = {"next": following(request), **values}
    return _unkept(render(request, f"signin/{template}.html", values, status=status))


def refused(request: Request, refusal: Refusal, *, status: int) -> HttpResponse:
    """A page that says no: what was found and what to do."""
    return _unkept(failures.refused(request, refusal, status=status))


def away(request: Request, *, back: str, confirm: bool = False) -> HttpResponse:
    """A page that leads to the provider by itself, or by its link.

    It is no redirect: the answer to a form may lead to no other site (`form-action` of our policy), and where the
    provider sends people on, nobody can list.
    """
    address = oidc.asking(request, back=back, confirm=confirm)
    return plain(request, "away", address=address, provider=oidc.name())


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    return answer
