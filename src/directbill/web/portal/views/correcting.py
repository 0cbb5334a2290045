"""A nonconformity for the company it was raised at: what was found, and what it does about it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access.permissions import Permission
from directbill.actions import nonconformity as actions
from directbill.core.errors import Refusal
from directbill.core.nonconformity import UNANSWERED
from directbill.queries.nonconformities import WATCHED
from directbill.web.portal.company import Company, page
from directbill.web.portal.views import progress
from directbill.web.request import Request
from directbill.web.ui import nonconforming, problems, reading, shelved


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def one(request: Request, company: Company, *, reference: str, key: str, one: UUID) -> HttpResponse:
    """Read it, and answer it: words, and documents from the shelf or new ones."""
    view = progress.view_of(request, company, reference)
    row = progress.row_of(view, key)
    found = nonconforming.opened(view, row, one)
    faults: tuple[problems.Problem, ...] = ()
    named: tuple[UUID, ...] = ()
    if request.method == "POST":
        try:
            sent = shelved.received(view, row, request)
            named = sent.named
            if not sent.only:
                which = nonconforming.which(found, request)
                text = str(request.POST.get("text", ""))
                actions.answer(which=which, text=text, documents=named, by=view.actor, at=request.at)
                return redirect(company.url("application_nonconformity", reference, key, one))
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), view.texts, fields=True)
    open_ = found.state in UNANSWERED and view.may(Permission.ITEM_ANSWER) and view.owner.state in WATCHED
    context = {
        "company": company,
        "view": view,
        "shown": nonconforming.shown(view, found, url=lambda k: request.path),
        "open": open_,
        "text": request.POST.get("text", ""),
        "revision": reading.number(request, "revision") if faults else found.revision,
        "shelf": shelved.choices(view, row, named) if open_ else (),
        "faults": faults,
        "back": company.url("application_item", reference, key),
    }
    return render(request, "portal/nonconformity.html", context, status=422 if faults else 200)
