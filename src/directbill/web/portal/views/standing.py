"""Where a company stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.core import application as core
from directbill.queries import applications, declared, enrollments, ledger, program
from directbill.queries import standing as queries
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import ledger as present_ledger
from directbill.web.portal.present import overview, standings
from directbill.web.portal.present import standing as present
from directbill.web.request import Request
from directbill.web.ui import reading


@require_safe
@page(Permission.PARTNER_READ)
def standing(request: Request, company: Company) -> HttpResponse:
    """Every requirement with its five answers, by today's answers and the newest figures.

    One who is enrolled and does not apply is held against the edition of its enrollment, by what it said for it.
    """
    day, texts = request.day, reading.texts(request)
    owner, enrolled = applications.current(company.partner.id), enrollments.held(company.partner.id)
    held = owner or enrolled
    edition = program.edition(held.edition) if held else program.in_force(day)
    found = queries.known(company.partner.id)
    said = (
        declared.of_enrollment(enrolled)
        if enrolled and not owner
        else queries.draft(company.partner.id, owner)
    )
    evaluation = queries.evaluation(company.partner, edition, said=said, found=found, on=day)
    files = ledger.state(company.partner.id)
    is_review = owner is not None and owner.review_of_id is not None
    is_partner = enrolled is not None and (owner is None or is_review)
    editable = owner if owner and owner.state in core.EDITABLE else None
    context = {
        "company": company,
        "application": owner,
        "is_review": is_review,
        "is_partner": is_partner,
        "overview": overview.overview(owner, company=company, texts=texts, on=day) if owner else None,
        "waits": owner is not None and editable is None,
        "as_of": day,
        "known": found,
        "enrollments": standings.lines(company, texts=texts, on=day),
        "reading": present_ledger.careful(files, texts) if files.pending or files.rereading else (),
        **present.page(evaluation, editable, company=company, texts=texts, is_partner=is_partner),
    }
    return render(request, "portal/standing.html", context)
