"""Applications of a company: the list, one application as a task list or as what became of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from directbill.access.permissions import Permission
from directbill.actions import application as actions
from directbill.actions.shape.sending import Which
from directbill.core import application as core
from directbill.core.application import State
from directbill.queries import applications as queries
from directbill.queries import items, program, standing
from directbill.queries.pages import Place
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import editions, overview, tasks
from directbill.web.request import Request
from directbill.web.ui import reading


@require_safe
@page(Permission.APPLICATION_READ)
def listed(request: Request, company: Company) -> HttpResponse:
    """Every application of the company, newest first, page by page."""
    found = queries.page(company.partner.id, Place.parse(request.GET.get("after", "")))
    may = company.may(Permission.APPLICATION_BEGIN) and not queries.has_unfinished(company.partner.id)
    context = {
        "company": company,
        "rows": overview.rows(found.rows, company=company, texts=reading.texts(request)),
        "older": found.older,
        "may_begin": may,
        "edition": program.in_force(request.day),
    }
    return render(request, "portal/applications.html", context)


@require_POST
@page(Permission.APPLICATION_BEGIN)
def begin(request: Request, company: Company) -> HttpResponse:
    """Begin one, and go to its list of tasks."""
    found = actions.begin(partner=company.partner.id, by=company.actor, at=request.at)
    return redirect(company.url("application", found.reference))


@require_safe
@page(Permission.APPLICATION_READ)
def one(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """An application: its tasks while answers may change, else where it stands and what happens next."""
    owner = company.application(reference)
    texts = reading.texts(request)
    shown = overview.overview(owner, company=company, texts=texts, on=request.day)
    context: dict[str, object] = {"company": company, "application": owner, "overview": shown}
    if State(owner.state) in core.EDITABLE:
        questions = program.form(owner.edition)
        said = standing.draft(owner.partner_id, owner)
        context |= editions.choice(owner, company=company, texts=texts, on=request.day)
        context["declined"] = queries.declined(owner)
        context["tasks"] = tasks.task_list(owner, questions, said=said, company=company, texts=texts)
        return render(request, "portal/task_list.html", context)
    if items.of(owner):
        context["progress"] = company.url("application_progress", owner.reference)
    return render(request, "portal/application.html", context)


@require_POST
@page(Permission.ANSWERS_CHANGE)
def edition(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """Move to a later edition, or stay with the one it began under."""
    owner = company.application(reference)
    which = Which(
        partner=company.partner.id, application=owner.id, revision=reading.number(request, "revision")
    )
    do = actions.move_edition if request.POST.get("do") == "move" else actions.keep_edition
    do(which=which, edition=request.POST.get("edition", ""), by=company.actor, at=request.at)
    return redirect(company.url("application", owner.reference))
