"""Papers issued about a step of an application: the letter of a decision, the receipt of an agreement."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from directbill.access.permissions import Permission
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views.items import row_of, view_of
from directbill.web.request import Request
from directbill.web.ui import agreeing, issued


@require_safe
@page(Permission.ITEM_READ)
def one(request: Request, desk: Desk, *, key: UUID, item: str, number: int) -> HttpResponse:
    """The paper as a page."""
    view = view_of(request, desk, key)

    def url(lang: str) -> str:
        return reverse("desk_paper_file", args=[key, item, number, lang])

    found = issued.page(view, row_of(view, item), number, url=url)
    back = reverse("desk_item", args=[key, item])
    return render(request, "desk/paper.html", {"desk": desk, "view": view, "page": found, "back": back})


@require_safe
@page(Permission.ITEM_READ)
def file(request: Request, desk: Desk, *, key: UUID, item: str, number: int, lang: str) -> HttpResponse:
    """The paper as PDF."""
    view = view_of(request, desk, key)
    return issued.pdf(view, row_of(view, item), number, lang=lang)


@require_safe
@page(Permission.ITEM_READ)
def text(request: Request, desk: Desk, *, key: UUID, item: str, lang: str) -> HttpResponse:
    """The text of the agreement, to the byte."""
    view = view_of(request, desk, key)
    return agreeing.file(view, row_of(view, item), lang=lang)
