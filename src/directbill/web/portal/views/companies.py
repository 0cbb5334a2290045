"""Companies of a person: where they begin, the registration of one, and its accounts."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions import partner as actions
from directbill.core.errors import Refusal
from directbill.queries import companies
from directbill.records.models import Account
from directbill.records.words import DeskRole
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import accounts as present
from directbill.web.request import Request
from directbill.web.ui import problems, reading
from directbill.web.work import signed_in


@require_safe
@signed_in
def home(request: Request, actor: Actor) -> HttpResponse:
    """To the one company somebody acts for; to the choice where there are several; to the registration of a first."""
    found = companies.of(actor.person) if actor.person else []
    if (actor.desk or actor.desk_waits) and not found:
        return redirect("assess" if actor.desk == {DeskRole.ASSESSOR} else "desk")
    if not found:
        return redirect("company_register")
    if len(found) == 1:
        return redirect("standing", found[0].reference)
    return render(request, "portal/companies.html", {"companies": found})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request: Request, actor: Actor) -> HttpResponse:
    """A company begins here with its name; everything else is asked in the application."""
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            found = actions.register(name=request.POST.get("name", ""), by=actor, at=request.at)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect("standing", found.reference)
    context = {"faults": faults, "name": request.POST.get("name", "")}
    return render(request, "portal/register.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ACCOUNT_CHANGE)
def account(request: Request, company: Company, *, key: UUID | None = None) -> HttpResponse:
    """Write down an account, or correct one."""
    known = Account.objects.filter(partner=company.partner, id=key).first() if key else None
    if key and known is None:
        raise Http404
    back = reading.next_page(request, reverse("applications", args=[company.partner.reference]))
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _save(request, company, key)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect(back)
    sent = {name: str(value) for name, value in request.POST.items()}
    fields = present.fields(sent or present.values(known), reading.texts(request), faults=faults)
    context = {"company": company, "account": known, "fields": fields, "faults": faults, "back": back}
    return render(request, "portal/account.html", context, status=422 if faults else 200)


def _save(request: Request, company: Company, key: UUID | None) -> None:
    partner, by, at = company.partner.id, company.actor, request.at
    if key is None:
        actions.add_account(partner=partner, given=present.given(request.POST), by=by, at=at)
    elif request.POST.get("do") == "remove":
        actions.remove_account(partner=partner, account=key, by=by, at=at)
    else:
        given = present.given(request.POST)
        actions.change_account(partner=partner, account=key, given=given, by=by, at=at)
