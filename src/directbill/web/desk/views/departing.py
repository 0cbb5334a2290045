"""The desk's pages of leaving, waivers and the transition to indirect reseller."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.core.errors import Refusal
from directbill.queries import departures, transitions
from directbill.queries import waivers as waiver_queries
from directbill.records.models import CustomerMove
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views import enrollments
from directbill.web.request import Request
from directbill.web.ui import (
    customers,
    leaving,
    problems,
    standing_deeds,
    transition_deeds,
    transitioning,
    waiving,
)
from directbill.web.ui.enrolled import View
from directbill.web.ui.standing_deeds import Wanted
from directbill.web.ui.transitioning import Page


@require_safe
@page(Permission.ENROLLMENT_READ)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """Transitions under way, those that wait for the desk first; waivers that wait for a second person; notices."""
    context = {
        "desk": desk,
        "back": reverse("desk_enrollments"),
        "transitions": transitions.waiting(),
        "waivers": waiver_queries.proposed(),
        "notices": departures.open_(),
    }
    return render(request, "desk/departures.html", context)


@require_safe
@page(Permission.ENROLLMENT_READ)
def leave(request: Request, desk: Desk, *, enrollment: str) -> HttpResponse:
    """A notice as the desk sees it: nothing is asked of anybody."""
    view = _view(request, desk, enrollment)
    context = {
        "desk": desk,
        "view": view,
        "shown": leaving.shown(view),
        "back": reverse("desk_enrollment", args=[enrollment]),
    }
    return render(request, "desk/leaving.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def waivers(request: Request, desk: Desk, *, enrollment: str) -> HttpResponse:
    """Waivers of an enrollment: proposed by one person, decided by another."""
    view = _view(request, desk, enrollment)
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            waiving.act(view, request)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), view.texts, fields=True)
        else:
            return redirect(request.path)
    context = {
        "desk": desk,
        "view": view,
        "shown": waiving.shown(view, request),
        "faults": faults,
        "back": reverse("desk_enrollment", args=[enrollment]),
    }
    return render(request, "desk/waivers.html", context, status=422 if faults else 200)


@require_safe
@page(Permission.ENROLLMENT_READ)
def transition(request: Request, desk: Desk, *, enrollment: str) -> HttpResponse:
    """Where a transition stands, with every customer, and what the desk may do."""
    found = _page(request, desk, enrollment)
    context = {
        "desk": desk,
        "view": found.view,
        "shown": transitioning.shown(found),
        "back": reverse("desk_enrollment", args=[enrollment]),
    }
    return render(request, "desk/transition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def deed(request: Request, desk: Desk, *, enrollment: str, verb: str) -> HttpResponse:
    """What a verb of the transition asks for, and the act."""
    found = _page(request, desk, enrollment)
    wanted = transition_deeds.of_transition(found, verb, request)
    return _asked(request, desk, found, wanted=wanted, back=reverse("desk_transition", args=[enrollment]))


@require_safe
@page(Permission.ENROLLMENT_READ)
def customer(request: Request, desk: Desk, *, enrollment: str, number: int) -> HttpResponse:
    """One customer, to be verified or sent back."""
    found = _page(request, desk, enrollment)
    row = _row(found, number)
    context = {
        "desk": desk,
        "view": found.view,
        "shown": customers.shown(found, row),
        "revision": row.revision,
        "back": reverse("desk_transition", args=[enrollment]),
    }
    return render(request, "desk/customer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def customer_deed(request: Request, desk: Desk, *, enrollment: str, number: int, verb: str) -> HttpResponse:
    """What a verb on a customer asks for, and the act."""
    found = _page(request, desk, enrollment)
    wanted = transition_deeds.of_customer(found, _row(found, number), verb, request=request)
    back = reverse("desk_customer", args=[enrollment, number])
    return _asked(request, desk, found, wanted=wanted, back=back)


def _asked(  # sentence: of what request, at the desk, on which page
    request: Request, desk: Desk, found: Page, *, wanted: Wanted, back: str
) -> HttpResponse:
    asking = standing_deeds.opened(wanted, found.view.texts, request=request)
    if asking is None:
        return redirect(back)
    context = {"desk": desk, "view": found.view, "asking": asking, "back": back}
    return render(request, "desk/standing_deed.html", context, status=asking.status)


def _view(request: Request, desk: Desk, enrollment: str) -> View:
    return enrollments.view_of(request, desk, enrollment)


def _page(request: Request, desk: Desk, enrollment: str) -> Page:
    found = transitioning.opened(_view(request, desk, enrollment), _url(enrollment))
    if found is None:
        raise Http404
    return found


def _url(enrollment: str) -> Callable[..., str]:
    def url(first: str | int, *verb: str) -> str:
        if isinstance(first, str):
            return reverse("desk_transition_deed", args=[enrollment, first])
        name = "desk_customer_deed" if verb else "desk_customer"
        return reverse(name, args=[enrollment, first, *verb])

    return url


def _row(found: Page, number: int) -> CustomerMove:
    row = next((each for each in found.moves if each.number == number), None)
    if row is None:
        raise Http404
    return row
