"""The partner's pages of leaving, waivers and the transition to indirect reseller, and the provider's page."""

from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access import actor
from directbill.access.permissions import Permission
from directbill.actions import transition as actions
from directbill.actions.shape import links
from directbill.core.errors import Refusal
from directbill.queries import days, transitions
from directbill.queries.transitions import Asked
from directbill.records.models import CustomerMove
from directbill.web.access import public
from directbill.web.portal.company import Company, page
from directbill.web.portal.views import enrollments
from directbill.web.request import Request
from directbill.web.ui import (
    customers,
    leaving,
    problems,
    reading,
    standing_deeds,
    transition_deeds,
    transitioning,
    waiving,
)
from directbill.web.ui.standing_deeds import Wanted
from directbill.web.ui.transitioning import Page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def leave(request: Request, company: Company, *, enrollment: str) -> HttpResponse:
    """What leaving means, said first; notice given or taken back."""
    view = enrollments.view_of(request, company, enrollment)
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            leaving.act(view, request)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), view.texts, fields=True)
        else:
            return redirect(request.path)
    context = {
        "company": company,
        "view": view,
        "shown": leaving.shown(view),
        "revision": view.row.revision,
        "text": request.POST.get("text", ""),
        "faults": faults,
        "back": company.url("enrollment", enrollment),
    }
    return render(request, "portal/leaving.html", context, status=422 if faults else 200)


@require_safe
@page(Permission.ENROLLMENT_READ)
def waivers(request: Request, company: Company, *, enrollment: str) -> HttpResponse:
    """What the company is excused from, until when and why."""
    view = enrollments.view_of(request, company, enrollment)
    back = company.url("enrollment", enrollment)
    context = {"company": company, "view": view, "shown": waiving.shown(view, request), "back": back}
    return render(request, "portal/waivers.html", context)


@require_safe
@page(Permission.ENROLLMENT_READ)
def transition(request: Request, company: Company, *, enrollment: str) -> HttpResponse:
    """What is kept and lost, said first; then where the transition stands, with every customer."""
    found = _page(request, company, enrollment)
    context = {
        "company": company,
        "view": found.view,
        "shown": transitioning.shown(found),
        "back": company.url("enrollment", enrollment),
    }
    return render(request, "portal/transition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def deed(request: Request, company: Company, *, enrollment: str, verb: str) -> HttpResponse:
    """What a verb of the transition asks for, and the act."""
    found = _page(request, company, enrollment)
    wanted = transition_deeds.of_transition(found, verb, request)
    return _asked(request, company, found, wanted=wanted, back=company.url("transition", enrollment))


@require_safe
@page(Permission.ENROLLMENT_READ)
def customer(request: Request, company: Company, *, enrollment: str, number: int) -> HttpResponse:
    """One customer: five answers, its subscriptions, and what may be done."""
    found = _page(request, company, enrollment)
    row = _row(found, number)
    context = {
        "company": company,
        "view": found.view,
        "shown": customers.shown(found, row),
        "revision": row.revision,
        "back": company.url("transition", enrollment),
    }
    return render(request, "portal/customer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def customer_deed(
    request: Request, company: Company, *, enrollment: str, number: int, verb: str
) -> HttpResponse:
    """What a verb on a customer asks for, and the act."""
    found = _page(request, company, enrollment)
    wanted = transition_deeds.of_customer(found, _row(found, number), verb, request=request)
    back = company.url("transition_customer", enrollment, number)
    return _asked(request, company, found, wanted=wanted, back=back)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: Request, secret: str) -> HttpResponse:
    """The provider reads who asks and what holds, then accepts by writing a name, or declines and says why."""
    held = transitions.held(links.digest(secret))
    if held is None:
        raise Http404
    texts = reading.texts(request)
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _answer(request, held)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), texts, fields=True)
        else:
            return redirect("provider", secret)
    context = {
        "company": held.link.company,
        "provider": held.link.name,
        "state": _state(request, held),
        "last": days.of(held.link.expires_at) - timedelta(days=1),
        "terms": tuple(texts.own(each.text) for each in held.rules.terms),
        "faults": faults,
    }
    return render(request, "portal/provider.html", context, status=422 if faults else 200)


def _answer(request: Request, held: Asked) -> None:
    link = held.link
    key = f"provider:{link.id}"
    by = actor.signatory(key, name=link.name, partner=link.partner_id, request=request.id)
    if request.POST.get("do") == "decline":
        text = str(request.POST.get("text", ""))
        actions.decline(link=link.id, reason=text, by=by, at=request.at)
    else:
        name = str(request.POST.get("name", ""))
        actions.accept(link=link.id, name=name, by=by, at=request.at)


def _state(request: Request, held: Asked) -> str:
    link = held.link
    if link.answered_at:
        return "accepted" if link.accepted else "declined"
    if link.replaced_at:
        return "replaced"
    return "expired" if request.at >= link.expires_at else "open"


def _asked(  # sentence: of what request, whose, on which page
    request: Request, company: Company, found: Page, *, wanted: Wanted, back: str
) -> HttpResponse:
    asking = standing_deeds.opened(wanted, found.view.texts, request=request)
    if asking is None:
        return redirect(back)
    context = {"company": company, "view": found.view, "asking": asking, "back": back}
    return render(request, "portal/standing_deed.html", context, status=asking.status)


def _page(request: Request, company: Company, enrollment: str) -> Page:
    view = enrollments.view_of(request, company, enrollment)
    found = transitioning.opened(view, _url(company, enrollment))
    if found is None:
        raise Http404
    return found


def _url(company: Company, enrollment: str) -> Callable[..., str]:
    def url(first: str | int, *verb: str) -> str:
        if isinstance(first, str):
            return company.url("transition_deed", enrollment, first)
        name = "transition_customer_deed" if verb else "transition_customer"
        return company.url(name, enrollment, first, *verb)

    return url


def _row(found: Page, number: int) -> CustomerMove:
    row = next((each for each in found.moves if each.number == number), None)
    if row is None:
        raise Http404
    return row
