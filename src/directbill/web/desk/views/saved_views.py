"""Saved views of the queue: kept from the queue as it stands, renamed and removed here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import saved_view as actions
from directbill.core.errors import Fault, Refusal
from directbill.queries import queue, saved_views
from directbill.web.desk import sieving
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """My views. The filter that is saved stands in the address, as it does on the queue."""
    faults: tuple[Fault, ...] = ()
    show = request.GET.get("show", queue.OPEN)
    address = sieving.address(sieving.asked(request), show=show if show in queue.SHOWS else queue.OPEN)
    about: UUID | None = None
    if request.method == "POST":
        try:
            about = reading.key(request, "view") if request.POST.get("view") else None
            leads = _do(request, desk, address, about)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect(leads)
    context = {
        "desk": desk,
        "rows": saved_views.of(desk.actor.person),
        "address": address,
        "asked": "show" in request.GET,
        "name": request.POST.get("name", ""),
        "about": about,
        "faults": problems.told(faults, reading.texts(request), fields=True),
    }
    return render(request, "desk/saved_views.html", context, status=422 if faults else 200)


def _do(request: Request, desk: Desk, address: str, about: UUID | None) -> str:
    """What was asked for, and where it leads."""
    by, at, name = desk.actor, request.at, str(request.POST.get("name", ""))
    if about is None:
        actions.keep(name=name, address=address, by=by, at=at)
        return reverse("desk_queue") + address
    if request.POST.get("do") == "remove":
        actions.remove(view=about, by=by, at=at)
    else:
        actions.rename(view=about, name=name, by=by, at=at)
    return reverse("desk_saved_views")
