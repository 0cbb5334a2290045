"""What changes for a company with the next edition, and when."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.core.enrollment import OVER
from directbill.queries import enrollments
from directbill.web.portal.company import Company, page
from directbill.web.request import Request
from directbill.web.ui import reading
from directbill.web.ui.upcoming import Upcoming


@require_safe
@page(Permission.ENROLLMENT_READ)
def shown(request: Request, company: Company, *, enrollment: str) -> HttpResponse:
    """The next edition against the one the enrollment is held against. Of a foreign one, or one that is over, none."""
    row = enrollments.one(enrollment)
    if row is None or row.partner_id != company.partner.id or row.state in OVER:
        raise Http404
    context = {
        "company": company,
        "row": row,
        "next": Upcoming(row, request=request, texts=reading.texts(request)),
        "back": company.url("enrollment", enrollment),
    }
    return render(request, "portal/upcoming.html", context)
