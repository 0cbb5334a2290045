"""Papers issued about a step of an application: the letter of a decision, the receipt of an agreement."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.web.portal.company import Company, page
from directbill.web.portal.views.progress import row_of, view_of
from directbill.web.request import Request
from directbill.web.ui import agreeing, issued


@require_safe
@page(Permission.ITEM_READ)
def one(request: Request, company: Company, *, reference: str, key: str, number: int) -> HttpResponse:
    """The paper as a page."""
    view = view_of(request, company, reference)

    def url(lang: str) -> str:
        return company.url("application_paper_file", reference, key, number, lang)

    found = issued.page(view, row_of(view, key), number, url=url)
    back = company.url("application_item", reference, key)
    context = {"company": company, "view": view, "page": found, "back": back}
    return render(request, "portal/paper.html", context)


@require_safe
@page(Permission.ITEM_READ)
def file(
    request: Request, company: Company, *, reference: str, key: str, number: int, lang: str
) -> HttpResponse:
    """The paper as PDF."""
    view = view_of(request, company, reference)
    return issued.pdf(view, row_of(view, key), number, lang=lang)


@require_safe
@page(Permission.ITEM_READ)
def text(request: Request, company: Company, *, reference: str, key: str, lang: str) -> HttpResponse:
    """The text of the agreement, to the byte."""
    view = view_of(request, company, reference)
    return agreeing.file(view, row_of(view, key), lang=lang)
