"""Applications that were sent to the desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.queries import submitted
from directbill.queries.pages import Place
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request


@require_safe
@page(Permission.APPLICATION_READ)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """Those that were sent, newest first."""
    found = submitted.page(Place.parse(request.GET.get("after", "")))
    return render(request, "desk/applications.html", {"desk": desk, "page": found})
