"""Times of the interview for the company: one of them is booked, or another one instead."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import slot as actions
from directbill.actions.shape.steps import Which
from directbill.core import assessment
from directbill.core.errors import Refusal
from directbill.core.work import Work
from directbill.web.portal.company import Company, page
from directbill.web.portal.views import progress
from directbill.web.request import Request
from directbill.web.ui import problems, reading, slotting

BOOKABLE = frozenset({assessment.State.INVITED, assessment.State.OVERDUE, assessment.State.BOOKED})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def choose(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """Every time that is offered, each as clocks show it; pressing one books it."""
    view = progress.view_of(request, company, reference)
    row = progress.row_of(view, key)
    if row.work != Work.ASSESSMENT:
        raise Http404
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        which = Which(
            partner=row.partner_id,
            application=row.application_id,
            key=row.key,
            work=Work.ASSESSMENT,
            revision=reading.number(request, "revision"),
        )
        try:
            actions.book(which=which, slot=reading.key(request, "slot"), by=view.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), view.texts)
        else:
            return redirect(request.path)
    row = progress.row_of(progress.view_of(request, company, reference), key)
    context = {
        "company": company,
        "view": view,
        "shown": view.shown(row),
        "revision": row.revision,
        "slots": slotting.shown(view, row, at=request.at),
        "may": view.may(Permission.ITEM_ANSWER) and row.state in BOOKABLE,
        "faults": faults,
        "back": company.url("application_item", reference, key),
    }
    return render(request, "portal/slots.html", context, status=422 if faults else 200)
