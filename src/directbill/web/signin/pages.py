"""What the pages of signing in share: how one is made, and where it leads afterwards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from directbill.core.errors import Refusal
from directbill.documents.texts import Catalog, catalog
from directbill.web import addresses
from directbill.web.request import Request
from directbill.web.signin import forms
from directbill.web.signin.forms import Field
from directbill.web.ui import languages


def texts_of(request: Request) -> Catalog:
    """The sentences of the page's language."""
    return catalog(languages.of(request))


def following(request: Request) -> str:
    """The path to go to afterwards, as the address or the form says; never elsewhere than here."""
    return addresses.safe(request.POST.get("next") or request.GET.get("next"))


def with_form(
    request: Request, template: str, *fields: Field, refusal: Refusal | None = None, **more: Any
) -> HttpResponse:
    """A page with a form; with a refusal it tells the problems, and its status says so."""
    data = request.POST if request.method == "POST" else None
    form = forms.shown(fields, texts_of(request), typed=data, refusal=refusal)
    return plain(request, template, status=422 if refusal else 200, form=form, **more)


def plain(request: Request, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    """A page nobody else may keep: what it shows is for one person at one time."""
    values = {"next": following(request), **values}
    answer = render(request, f"signin/{template}.html", values, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
