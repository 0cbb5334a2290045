"""The desk's keyboard shortcuts: listed on a page of their own, where they are turned off and on."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.web.desk.desk import KEYS_COOKIE, Desk, page
from directbill.web.request import Request

YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def shown(request: Request, desk: Desk) -> HttpResponse:
    """The list of them, and whether they are on in this browser."""
    if request.method == "POST":
        response: HttpResponse = redirect("desk_keys")
        response.set_cookie(
            KEYS_COOKIE,
            "off" if request.POST.get("do") == "off" else "on",
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
    return render(request, "desk/keys.html", {"desk": desk})
