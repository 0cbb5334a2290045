"""Messages between the company and the desk."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.actions import conversation as actions
from directbill.actions.conversation import Question
from directbill.core.errors import Refusal
from directbill.queries import applications
from directbill.queries import conversation as queries
from directbill.web.portal.company import Company, page
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_safe
@page(Permission.CONVERSATION_READ)
def listed(request: Request, company: Company) -> HttpResponse:
    """Every conversation: what waits for the company first."""
    context = {
        "company": company,
        "rows": queries.of(company.partner.id),
        "may_ask": company.may(Permission.CONVERSATION_OPEN),
    }
    return render(request, "portal/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONVERSATION_OPEN)
def ask(request: Request, company: Company) -> HttpResponse:
    """Ask the desk: about anything, or about one line of the ledger."""
    texts = reading.texts(request)
    line = str(request.POST.get("line") or request.GET.get("line", ""))
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        question = Question(
            subject=request.POST.get("subject", ""),
            text=request.POST.get("text", ""),
            application=_about(request, company),
            line=line,
        )
        try:
            made = actions.open(
                partner=company.partner.id, question=question, by=company.actor, at=request.at
            )
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), texts, fields=True)
        else:
            return redirect(company.url("conversation", made.id))
    context = {
        "company": company,
        "line": line,
        "subject": request.POST.get("subject")
        or (reading.texts(request).say("ask.about_line", line=line) if line else ""),
        "text": request.POST.get("text", ""),
        "applications": applications.page(company.partner.id).rows,
        "faults": faults,
    }
    return render(request, "portal/ask.html", context, status=422 if faults else 200)


def _about(request: Request, company: Company) -> UUID | None:
    reference = request.POST.get("application", "")
    return company.application(reference).id if reference else None


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONVERSATION_READ)
def one(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """One conversation; and what is said next in it."""
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _do(request, company, key)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect(company.url("conversation", key))
    context = {
        "company": company,
        "talk": queries.one(company.partner.id, key),
        "text": request.POST.get("text", ""),
        "may_write": company.may(Permission.CONVERSATION_WRITE),
        "faults": faults,
    }
    return render(request, "portal/conversation.html", context, status=422 if faults else 200)


def _do(request: Request, company: Company, key: UUID) -> None:
    partner, by, at, text = company.partner.id, company.actor, request.at, request.POST.get("text", "")
    match request.POST.get("do"):
        case "close":
            actions.close(partner=partner, conversation=key, by=by, at=at)
        case "reopen":
            actions.reopen(partner=partner, conversation=key, text=text, by=by, at=at)
        case _:
            actions.write(partner=partner, conversation=key, text=text, by=by, at=at)
