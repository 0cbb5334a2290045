"""What the pages of signing in share: how one is made, and where it leads afterwards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from directbill.core.errors import Refusal
from directbill.documents.texts import Catalog, catalog
from directbill.web import addresses
from directbill.web.request import Request
from directbill.web.signin import forms, oidc
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


def away(request: Request, *, back: str, confirm: bool = False) -> HttpResponse:
    """A page that leads to the provider by itself, or by its link.

    It is no redirect: the answer to a form may lead to no other site (`form-action` of our policy), and where the
    provider sends people on, nobody can list.
    """
    address = oidc.asking(request, back=back, confirm=confirm)
    return plain(request, "away", address=address, provider=oidc.name())
