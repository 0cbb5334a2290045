"""Where a company stands: its enrollments by region, each with what it may do, and its restrictions."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.queries import enrollments
from directbill.records.models import Enrollment, Restriction
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import standings
from directbill.web.request import Request
from directbill.web.ui import allowing, reading, restricted, restricting, winding
from directbill.web.ui.enrolled import View


@require_safe
@page(Permission.ENROLLMENT_READ)
def listed(request: Request, company: Company) -> HttpResponse:
    """Every enrollment of the company, those that last first."""
    rows = [
        (_view(request, company, row), company.url("enrollment", row.reference))
        for row in enrollments.of_partner(company.partner.id)
    ]
    return render(request, "portal/enrollments.html", {"company": company, "rows": rows})


@require_safe
@page(Permission.ENROLLMENT_READ)
def one(request: Request, company: Company, *, enrollment: str) -> HttpResponse:
    """Where it stands and why, what it may do and what not, what is open, and what was before."""
    view = view_of(request, company, enrollment)
    question = allowing.asked(view, request)
    context = {
        "company": company,
        "view": view,
        "question": question,
        "faults": question.faults,
        "back": company.url("enrollments"),
    }
    return render(request, "portal/enrollment.html", context)


@require_safe
@page(Permission.ENROLLMENT_READ)
def restriction(request: Request, company: Company, *, enrollment: str, number: int) -> HttpResponse:
    """One restriction: five answers, its steps, its history, and what the company may do about it."""
    view = view_of(request, company, enrollment)
    shown = restricted.shown(view, row_of(view, number))
    back = company.url("enrollment", enrollment)
    return render(
        request, "portal/restriction.html", {"company": company, "view": view, "shown": shown, "back": back}
    )


@require_safe
@page(Permission.ENROLLMENT_READ)
def customers(request: Request, company: Company, *, enrollment: str, number: int) -> HttpResponse:
    """Which customers, renewals and prepaid terms fall into the steps of a restriction."""
    view = view_of(request, company, enrollment)
    row = row_of(view, number)
    context = {
        "company": company,
        "view": view,
        "cause": view.noticed(row).title,
        "plan": winding.shown(view, row),
        "number": number,
        "back": company.url("restriction", enrollment, number),
    }
    return render(request, "portal/winding.html", context)


@require_safe
@page(Permission.ENROLLMENT_READ)
def sheet(request: Request, company: Company, *, enrollment: str, number: int) -> HttpResponse:
    """The wind-down list as CSV."""
    view = view_of(request, company, enrollment)
    return winding.sheet(view, row_of(view, number))


@require_safe
@page(Permission.ENROLLMENT_READ)
def notice(request: Request, company: Company, *, enrollment: str, number: int, lang: str) -> HttpResponse:
    """The text for customers, as a file."""
    view = view_of(request, company, enrollment)
    return winding.notice(view, row_of(view, number), lang)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def deed(request: Request, company: Company, *, enrollment: str, number: int, verb: str) -> HttpResponse:
    """What a verb asks for, and the act. What may not be done is not there."""
    view = view_of(request, company, enrollment)
    asking = restricting.opened(view, row_of(view, number), verb, request=request)
    back = company.url("restriction", enrollment, number)
    if asking is None:
        return redirect(back)
    context = {"company": company, "view": view, "asking": asking, "faults": asking.faults, "back": back}
    return render(request, "portal/restriction_deed.html", context, status=asking.status)


def view_of(  # sentence: of what request, whose, which
    request: Request, company: Company, reference: str
) -> View:
    """An enrollment of the company; a foreign one is not there."""
    row = enrollments.one(reference)
    if row is None or row.partner_id != company.partner.id:
        raise Http404
    return _view(request, company, row)


def row_of(view: View, number: int) -> Restriction:
    """A restriction of it by its number; what the reader was not told of is not there."""
    row = restricted.row_of(view, number)
    if row is None:
        raise Http404
    return row


def _view(request: Request, company: Company, row: Enrollment) -> View:
    return standings.view(company, row, texts=reading.texts(request), on=request.day)
