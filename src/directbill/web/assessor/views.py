"""My assessments, one of them with its plan, a criterion, the declaration, and what is done with it."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.actor import Actor
from directbill.actions import assessment as actions
from directbill.actions import nonconformity as correcting
from directbill.core.criteria import Finding
from directbill.core.errors import Fault, Refusal
from directbill.core.nonconformity import State
from directbill.gateways import storage
from directbill.queries import assessors, findings, nonconformities, papers
from directbill.queries.nonconformities import WATCHED
from directbill.web.assessor import present
from directbill.web.assessor.mine import Mine, assessor, page
from directbill.web.request import Request
from directbill.web.ui import assessed, claiming, doing, nonconforming, problems, reading, slotting
from directbill.web.ui import fields as ui


@require_safe
@assessor
def listed(request: Request, actor: Actor) -> HttpResponse:
    """Every assessment somebody has, each with its five answers."""
    rows = [Mine(request, actor, row) for row in assessors.all_mine(actor.person)]
    lasting = present.lasting(rows, nonconformities.of_assessor(actor.person))
    return render(request, "assessor/mine.html", {"rows": rows, "lasting": lasting})


@require_safe
@page
def one(request: Request, mine: Mine) -> HttpResponse:
    """The assessment: five answers, what is still missing, the plan by area, what was submitted, and the history."""
    found = findings.current(mine.row)
    context = {
        "mine": mine,
        "view": mine.view,
        "shown": mine.shown,
        "buttons": present.buttons(mine, found),
        "clocks": mine.view.clocks(mine.row),
        "history": mine.view.history(mine.row),
        "missing": present.missing(mine, found),
        "declared": present.declared(mine),
        "slots": slotting.link(mine.row, mine.url("assess_slots")),
        "nonconformities": present.nonconformities(mine),
        "areas": present.plan(mine, found),
        "submitted": present.submitted(mine),
        "report": mine.url("assess_report") if assessed.has_report(mine.row) else "",
    }
    return render(request, "assessor/one.html", context)


@require_safe
@page
def report(request: Request, mine: Mine) -> HttpResponse:
    """The report of a signed assessment, on paper."""
    del request
    return assessed.report(mine.view, mine.row)


@require_safe
@page
def document(request: Request, mine: Mine, *, document: UUID) -> FileResponse:
    """A document that came with a step of the assessment, always as a download."""
    del request
    found = papers.file(mine.row, document)
    content = storage.of_installation().open(found.storage_key)
    return FileResponse(
        content, as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def declare(request: Request, mine: Mine) -> HttpResponse:
    """The declaration of independence, in full; once made it stands."""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            actions.declare(which=mine.which, by=mine.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("assess_one", mine.key)
    context = {
        "mine": mine,
        "view": mine.view,
        "shown": mine.shown,
        "organization": assessors.organization(mine.row.assignee_id) if mine.row.assignee_id else "",
        "declared": present.declared(mine),
        "faults": problems.told(faults, mine.texts),
    }
    return render(request, "assessor/declare.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def criterion(request: Request, mine: Mine, *, criterion: str) -> HttpResponse:
    """One criterion: what it means, what is typical evidence, what was found, and every change of it."""
    asked = next((each for each in mine.desk.criteria if each.key == criterion), None)
    if asked is None:
        raise Http404
    faults: tuple[Fault, ...] = ()
    said = findings.current(mine.row).get(criterion)
    if request.method == "POST":
        said = Finding(*(str(request.POST.get(f.key, "")).strip() for f in present.FIELDS))
        try:
            actions.find(which=mine.which, found={criterion: said}, by=mine.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect(present.next_url(mine, criterion))
    context = {
        "mine": mine,
        "asked": present.criterion(mine, asked),
        "fields": ui.views(present.FIELDS, ui.Sheet(mine.texts, present.values(said), faults)),
        "open": mine.row.state in actions.FOUND_IN,
        "said": present.said(said, mine.texts),
        "claims": claiming.history(mine.view, mine.row, criterion),
        "difference": present.difference(mine, criterion, said),
        "history": present.history(mine, criterion),
        "revision": reading.number(request, "revision") if faults else mine.row.revision,
        "faults": problems.told(faults, mine.texts, fields=True),
    }
    return render(request, "assessor/criterion.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def deed(request: Request, mine: Mine, *, verb: str) -> HttpResponse:
    """What a verb asks for, and the act. What may not be done is not there."""
    asking = doing.opened(mine.view, mine.row, verb, request=request)
    if asking is None:
        return redirect("assess" if verb == "recuse" else mine.url("assess_one"))
    context = {"mine": mine, "view": mine.view, "asking": asking, "back": mine.url("assess_one")}
    return render(request, "assessor/deed.html", context, status=asking.status)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def nonconformity(request: Request, mine: Mine, *, one: UUID) -> HttpResponse:
    """A nonconformity with the company's answer: closed out, or rejected with the reason."""
    found = nonconforming.opened(mine.view, mine.row, one)
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        do = correcting.reject if request.POST.get("do") == "reject" else correcting.close_out
        which, text = nonconforming.which(found, request), str(request.POST.get("text", ""))
        try:
            do(which=which, text=text, by=mine.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), mine.texts, fields=True)
        else:
            return redirect("assess_nonconformity", mine.key, one)
    context = {
        "mine": mine,
        "view": mine.view,
        "shown": nonconforming.shown(mine.view, found, url=lambda key: request.path),
        "open": found.state == State.ANSWERED and mine.view.owner.state in WATCHED,
        "undeclared": present.undeclared(mine, found),
        "text": request.POST.get("text", ""),
        "revision": reading.number(request, "revision") if faults else found.revision,
        "faults": faults,
        "back": mine.url("assess_one"),
    }
    return render(request, "assessor/nonconformity.html", context, status=422 if faults else 200)
