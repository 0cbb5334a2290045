"""What becomes of an application at the desk: every item, each on its page, and what the applicant does with it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access.permissions import Permission
from directbill.records.models import Item
from directbill.web.portal.company import Company, page
from directbill.web.request import Request
from directbill.web.ui import assessed, contracting, doing, mailboxing, planning, reading, talking, underneath
from directbill.web.ui.itemized import View


@require_safe
@page(Permission.ITEM_READ)
def listed(request: Request, company: Company, *, reference: str) -> HttpResponse:
    """Every item in its order, with whose turn it is and by when."""
    view = _view(request, company, reference)
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
    view = _view(request, company, reference)
    if view.owner.submitted_at is None:
        raise Http404
    context: dict[str, object] = {"company": company, "back": company.url("application", reference)}
    url = company.url("application_talk", reference)
    return talking.page(view, url, "portal/talk.html", request=request, context=context)


@require_safe
@page(Permission.ITEM_READ)
def one(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """One item: five answers, both clocks, its history, and what may be done."""
    view = _view(request, company, reference)
    row = _row(view, key)
    context = {
        "company": company,
        "view": view,
        "shown": view.shown(row),
        "buttons": view.buttons(row),
        "clocks": view.clocks(row),
        "history": view.history(row),
        "assessed": assessed.areas(view, row),
        "contract": contracting.of(view, row),
        "plans": company.url("application_plans", reference, key) if planning.described(view, row) else "",
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
    view = _view(request, company, reference)
    return assessed.report(view, _row(view, key))


@require_safe
@page(Permission.ITEM_READ)
def plans(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """The support plans beside each other."""
    view = _view(request, company, reference)
    compared = planning.compared(view, _row(view, key))
    back = company.url("application_item", reference, key)
    context = {"company": company, "view": view, "compared": compared, "back": back}
    return render(request, "portal/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def deed(request: Request, company: Company, *, reference: str, key: str, verb: str) -> HttpResponse:
    """What a verb asks for, and the act. What may not be done is not there."""
    view = _view(request, company, reference)
    asking = doing.opened(view, _row(view, key), verb, request=request)
    back = company.url("application_item", reference, key)
    if asking is None:
        return redirect(back)
    view = _view(request, company, reference)
    row = _row(view, key)
    change = underneath.found(view, row, verb, request=request)
    asking_now = underneath.anew(asking, row, change=change)
    context = {"company": company, "view": view, "asking": asking_now, "change": change, "back": back}
    context["rule"] = contracting.rule(view, row, verb)
    return render(request, "portal/deed.html", context, status=underneath.status(asking, change))


@require_POST
@page(Permission.MAILBOX_ASK)
def link(request: Request, company: Company, *, reference: str, key: str) -> HttpResponse:
    """Send a new link to the mailbox that is to be proven."""
    view = _view(request, company, reference)
    mailboxing.asked(view, _row(view, key), request=request)
    return redirect(company.url("application_item", reference, key))


def _view(request: Request, company: Company, reference: str) -> View:
    owner = company.application(reference)

    def url(key: str, *verb: str) -> str:
        return company.url("application_deed" if verb else "application_item", reference, key, *verb)

    def file(key: UUID) -> str:
        return company.url("evidence_file", key)

    return View(owner, actor=company.actor, texts=reading.texts(request), on=request.day, url=url, file=file)


def _row(view: View, key: str) -> Item:
    row = view.row(key)
    if row is None:
        raise Http404
    return row
