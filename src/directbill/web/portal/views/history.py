"""What happened, and the notices that were sent."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.queries import timeline as queries
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import timeline as present
from directbill.web.request import Request
from directbill.web.ui import reading


@require_safe
@page(Permission.EVENT_READ)
def timeline(request: Request, company: Company, *, reference: str = "") -> HttpResponse:
    """Everything that happened to the company, or to one application."""
    if reference:
        company.application(reference)
    before = request.GET.get("before", "")
    found = queries.of(
        company.partner.id,
        reference=reference,
        before=int(before) if before.isdecimal() and len(before) < 19 else 0,
    )
    days = present.days(found, company=company, texts=reading.texts(request))
    context = {
        "company": company,
        "days": days,
        "older": found.older,
        "reference": reference,
        "zone": settings.TIME_ZONE,
    }
    return render(request, "portal/timeline.html", context)


@require_safe
@page(Permission.EVENT_READ)
def notice(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """One notice, as it was sent."""
    found = queries.notice(company.partner.id, key)
    if found is None:
        raise Http404
    return render(request, "portal/notice.html", {"company": company, "notice": found})
