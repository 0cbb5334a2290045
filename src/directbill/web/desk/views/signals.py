"""Signals at the desk: one is laid aside with a reason, as long as it leads to no restriction."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import signal as actions
from directbill.core.errors import Fault, Refusal
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views.enrollments import view_of
from directbill.web.request import Request
from directbill.web.ui import problems


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.SIGNAL_DISMISS)
def dismiss(request: Request, desk: Desk, *, enrollment: str, key: UUID) -> HttpResponse:
    """Say why a signal is laid aside: it is not raised again as long as what it tells of lasts."""
    view = view_of(request, desk, enrollment)
    found = next((each for each in view.dismissible if each.key == key), None)
    if found is None:
        raise Http404
    text, faults = str(request.POST.get("text", "")), tuple[Fault, ...]()
    if request.method == "POST":
        try:
            actions.dismiss(signal=key, text=text, by=desk.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("desk_enrollment", enrollment=enrollment)
    context = {
        "desk": desk,
        "view": view,
        "found": found,
        "text": text,
        "faults": problems.told(faults, view.texts, fields=True),
        "back": reverse("desk_enrollment", args=[enrollment]),
    }
    return render(request, "desk/dismiss.html", context, status=422 if faults else 200)
