"""Pages for what went wrong: each says what was found and what to do, in the reader's language."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directbill.core.errors import Refusal
from directbill.web.ui import problems, reading

STATUS = {"not_there": 404, "not_permitted": 403, "revision_stale": 409, "answers_changed": 409}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is there, or nothing that this reader may know of: the two look the same."""
    del exception
    return _page(request, "not_found", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """It is there and not permitted."""
    del exception
    return _page(request, "forbidden", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than a page takes, or something no page of ours sends."""
    if isinstance(exception, TOO_MUCH):
        return too_much(request)
    return _page(request, "bad_request", 400)


def too_much(request: HttpRequest) -> HttpResponse:
    """More than this page takes from this reader."""
    return _page(request, "too_much", 413)


def no_length(request: HttpRequest) -> HttpResponse:
    """Something was sent, and not how much of it there is: nothing of it was read."""
    return _page(request, "no_length", 411)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our page, or from one opened too long ago."""
    del reason
    return _page(request, "forged", 403)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """An address that a form is sent to was opened, or the other way round."""
    return _page(request, "not_allowed", 405)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault: nothing was changed."""
    return _page(request, "server_error", 500)


def refused(request: HttpRequest, refusal: Refusal, *, status: int = 0) -> HttpResponse:
    """A refusal that no page of its own shows: told as it is."""
    status = status or STATUS.get(refusal.code, 422)
    if status == 404:
        return not_found(request)
    told = problems.told(refusal.faults, reading.texts(request))
    return render(request, "ui/refused.html", {"problems": told}, status=status)


def _page(request: HttpRequest, key: str, status: int) -> HttpResponse:
    context = {"title": f"failure.{key}.title", "means": f"failure.{key}.means", "do": f"failure.{key}.do"}
    return render(request, "ui/failure.html", context, status=status)
