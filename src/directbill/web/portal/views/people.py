"""The people of a company: who acts for it, in which role, who is invited, and who no longer should."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from directbill.access.permissions import Permission
from directbill.actions import invitation as invitations
from directbill.actions import representative as representatives
from directbill.core.errors import Fault, Refusal
from directbill.queries import invitations as known
from directbill.web.portal.company import Company, page
from directbill.web.portal.present import people as present
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNER_READ)
def people(request: Request, company: Company) -> HttpResponse:
    """Everybody who acts for the company and whoever is invited to; an administrator invites here."""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            invitations.make(
                partner=company.partner.id,
                email=request.POST.get("email", ""),
                role=present.role_of(request.POST),
                by=company.actor,
                at=request.at,
            )
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect(company.url("people"))
    texts = reading.texts(request)
    context = {
        "company": company,
        "representatives": present.representatives(company, texts),
        "invitations": present.invitations(company, texts, at=request.at),
        "may_invite": company.may(Permission.INVITATION_MAKE),
        "fields": present.invite_fields(request.POST, texts, faults=faults),
        "faults": problems.told(faults, texts, fields=True),
    }
    return render(request, "portal/people.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REPRESENTATIVE_END)
def one(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """One representative: another role, or an end; what it means is said before it is done."""
    held = [r for r in known.representatives(company.partner.id) if r.id == key]
    if not held:
        raise Http404
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            _do(request, company, key)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            is_gone = request.POST.get("do") == "end" and held[0].person_id == company.actor.person
            return redirect("home") if is_gone else redirect(company.url("people"))
    texts = reading.texts(request)
    context = {
        "company": company,
        "representative": held[0],
        "role": texts.say(f"role_of.{held[0].role}"),
        "fields": present.role_fields(
            {"role": request.POST.get("role") or held[0].role}, texts, faults=faults
        ),
        "faults": problems.told(faults, texts, fields=True),
        "back": company.url("people"),
    }
    return render(request, "portal/representative.html", context, status=422 if faults else 200)


@require_POST
@page(Permission.INVITATION_MAKE)
def invitation(request: Request, company: Company, *, key: UUID) -> HttpResponse:
    """Send an open invitation again, or take it back."""
    do = invitations.revoke if request.POST.get("do") == "revoke" else invitations.resend
    do(partner=company.partner.id, invitation=key, by=company.actor, at=request.at)
    return redirect(company.url("people"))


def _do(request: Request, company: Company, key: UUID) -> None:
    partner, by, at = company.partner.id, company.actor, request.at
    if request.POST.get("do") == "end":
        representatives.end(partner=partner, representative=key, by=by, at=at)
    else:
        role = present.role_of(request.POST)
        representatives.change_role(partner=partner, representative=key, role=role, by=by, at=at)
