"""What becomes of an application at the desk: every item, each on its page, and what the applicant does with it."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access.permissions import Permission
from directbill.records.models import Item
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import again
from directbill.web.request import Request
from directbill.web.ui import (
    adjusted,
    agreeing,
    assessed,
    claiming,
    closing,
    conditioning,
    contracting,
    doing,
    issued,
    mailboxing,
    nonconforming,
    planning,
    profile,
    reading,
    slotting,
    talking,
    underneath,
)
from directbill.web.ui.itemized import View


@require_safe
@page(Permission.ITEM_READ)
def listed(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """Every item in its order, with whose turn it is and by when."""
    view = view_of(request, company, reference)
    context = {
        "company": company,
        "view": view,
        "listed": view.listed(),
        "back": company.url("application", reference),
        "talk_url": company.url("application_talk", reference),
        "talk_unread": talking.unread(view),
    }
    return render(request, "portal/progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONVERSATION_READ)
def talk(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """Everything that both sides wrote about an application."""
    view = view_of(request, company, reference)
    if view.owner.submitted_at is None:
        raise Http404
    context: dict[str, object] = {"company": company, "back": company.url("application", reference)}
    url = company.url("application_talk", reference)
    return talking.page(view, url, "portal/talk.html", request=request, context=context)


@require_safe
@page(Permission.ITEM_READ)
def one(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """One item: five answers, both clocks, its history, and what may be done."""
    view = view_of(request, company, reference)
    row = row_of(view, key)
    context = {
        "company": company,
        "view": view,
        "shown": view.shown(row),
        "buttons": nonconforming.able(row, view.buttons(row), at=request.at),
        "clocks": view.clocks(row),
        "history": view.history(row),
        "assessed": assessed.areas(view, row),
        "adjusted": adjusted.of(view, row),
        "closing": closing.of(view, row),
        "profile": profile.of(view, row),
        "contract": contracting.of(view, row),
        "conditions": conditioning.listed(view, row),
        "wordings": agreeing.texts(view, row, url=partial(company.url, "application_text", reference, key)),
        "issued": issued.lines(view, row, url=partial(company.url, "application_paper", reference, key)),
        "again": (asked := again.listed(view, row, company=company)),
        "shows": "portal/again.html" if asked else "",
        "plans": company.url("application_plans", reference, key) if planning.described(view, row) else "",
        "slots": slotting.link(row, company.url("application_slots", reference, key)),
        "claims": claiming.areas(
            view, row, url=lambda one: company.url("application_claim", reference, key, one)
        ),
        "claims_open": claiming.open_(row),
        "nonconformities": nonconforming.listed(
            view, row, url=lambda one: company.url("application_nonconformity", reference, key, one)
        ),
        "report": company.url("application_report", reference, key) if assessed.has_report(row) else "",
        "mailbox": mailboxing.of(
            view, row, company.url("application_mailbox", reference, key), at=request.at
        ),
        "back": company.url("application_progress", reference),
        "talking": talking.of(view, company.url("application_talk", reference), key, request=request),
    }
    return render(request, "portal/item.html", context)


@require_safe
@page(Permission.ITEM_READ)
def report(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """The report of a signed assessment, on paper."""
    view = view_of(request, company, reference)
    return assessed.report(view, row_of(view, key))


@require_safe
@page(Permission.ITEM_READ)
def plans(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """The support plans beside each other."""
    view = view_of(request, company, reference)
    compared = planning.compared(view, row_of(view, key))
    back = company.url("application_item", reference, key)
    context = {"company": company, "view": view, "compared": compared, "back": back}
    return render(request, "portal/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def deed(request: Request, company: Company, *, reference: str, key: str, verb: str) -> HttpResponse:
    """What a verb asks for, and the act. What may not be done is not there."""
    view = view_of(request, company, reference)
    asking = doing.opened(view, row_of(view, key), verb, request=request)
    back = company.url("application_item", reference, key)
    if asking is None:
        return redirect(back)
    view = view_of(request, company, reference)
    row = row_of(view, key)
    change = underneath.found(view, row, verb, request=request)
    asking_now = underneath.anew(asking, row, change=change)
    context = {"company": company, "view": view, "asking": asking_now, "change": change, "back": back}
    context["closing"] = closing.of(view, row, verb=verb, request=request)
    context["rule"] = contracting.rule(view, row, verb)
    url = partial(company.url, "application_text", reference, key)
    context["wordings"] = agreeing.texts(view, row, url=url)
    context["again"] = again.listed(view, row, company=company)
    return render(request, "portal/deed.html", context, status=underneath.status(asking, change))


@require_POST
@page(Permission.MAILBOX_ASK)
def link(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """Send a new link to the mailbox that is to be proven."""
    view = view_of(request, company, reference)
    mailboxing.asked(view, row_of(view, key), request=request)
    return redirect(company.url("application_item", reference, key))


def view_of(  # sentence: of what request, whose, which application
    request: Request, company: Company, reference: str
) -> View:
    """An application for somebody of its company."""
    owner = company.application(reference)

    def url(key: str, *verb: str) -> str:
        return company.url("application_deed" if verb else "application_item", reference, key, *verb)

    def file(key: UUID) -> str:
        return company.url("evidence_file", key)

    return View(owner, actor=company.actor, texts=reading.texts(request), on=request.day, url=url, file=file)


def row_of(view: View, key: str) -> Item:
    """The row of an item of it; what it does not have is not there."""
    row = view.row(key)
    if row is None:
        raise Http404
    return row
