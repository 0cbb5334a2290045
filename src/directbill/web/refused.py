"""Pages that say no: what is not there, what is not permitted, a form that was not ours, a fault of ours."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directbill.core.errors import Fault, Refusal
from directbill.web.access import public

TEMPLATE = "signin/refused.html"


def page(request: HttpRequest, *faults: Fault, status: int) -> HttpResponse:
    """A page that tells faults: what was found and what to do."""
    answer = render(request, TEMPLATE, {"refusals": faults}, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@public
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not for this person: nobody can tell which."""
    del exception
    return page(request, Fault("page_missing"), status=HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """There, and seen, but not to be done by this person."""
    return page(request, *refusal.faults, status=HTTPStatus.FORBIDDEN)


@public
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that carries no secret of this browser: sent by another site, or older than a sign-in."""
    del reason
    return page(request, Fault("form_forged"), status=HTTPStatus.FORBIDDEN)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    fault = Fault("page_broken", found=getattr(request, "id", ""))
    return page(request, fault, status=HTTPStatus.INTERNAL_SERVER_ERROR)
