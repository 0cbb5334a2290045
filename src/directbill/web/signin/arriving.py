"""Coming to act for a company: by an invitation, or as a proved administrator of its tenant."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from directbill.actions import invitation as invitations
from directbill.actions import representative
from directbill.actions.shape import invited, links
from directbill.core.errors import Refusal
from directbill.queries import days, joinable
from directbill.queries import invitations as known
from directbill.records.models import Invitation, Person
from directbill.records.words import Proof
from directbill.web.access import public
from directbill.web.request import Request
from directbill.web.signin import entering, forms, oidc, pages
from directbill.web.ui import reading
from directbill.web.work import page


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """What one is invited to, by whom, until when; and the one thing to do: accept, or sign in first."""
    found = _found(secret)
    if request.method != "POST":
        return _invitation_page(request, found, secret)
    if request.actor is None:
        return HttpResponseRedirect(request.path)
    try:
        invitations.accept(secret=secret, by=request.actor, at=request.at)
    except Refusal as refusal:
        return pages.refused(request, refusal, status=HTTPStatus.CONFLICT)
    return HttpResponseRedirect(reverse("home"))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def account_by_invitation(request: Request, secret: str) -> HttpResponse:
    """A local account for the invited address: the link was sent there, so it is theirs."""
    found, here = _found(secret), reverse("invitation", kwargs={"secret": secret})
    if request.actor is not None or _over(found, request) is not None:
        return HttpResponseRedirect(here)
    email = replace(forms.EMAIL, value=found.email, locked=True)
    fields = (email, forms.NAME, forms.NEW)
    if request.method != "POST":
        return pages.with_form(request, "sign_up", *fields)
    try:
        who = entering.made(request, email=found.email)
    except Refusal as refusal:
        return pages.with_form(request, "sign_up", *fields, refusal=refusal)
    return entering.entered(request, who, back=here)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def join(request: Request) -> HttpResponse:
    """The companies that sell from the tenant one proved to be an administrator of."""
    by = request.actor
    assert by is not None, "a page is for those who are signed in"
    if request.method == "POST":
        try:
            representative.join(partner=_key(request.POST.get("partner", "")), by=by, at=request.at)
        except Refusal as refusal:
            if refusal.code == "not_there":
                raise
            return pages.refused(request, refusal, status=HTTPStatus.CONFLICT)
        return HttpResponseRedirect(reverse("home"))
    proved = by.administrator is Proof.PROVED and by.tenant is not None and not by.guest
    found = joinable.of_tenant(by.tenant, on=request.day) if proved and by.tenant else []
    there = [each for each in found if each.id not in by.partners]
    return pages.plain(request, "join", partners=there, proved=proved)


def _invitation_page(request: Request, found: Invitation, secret: str) -> HttpResponse:
    over = _over(found, request)
    if over is not None:
        return pages.refused(request, over, status=HTTPStatus.GONE)
    who = Person.objects.get(id=request.actor.key) if request.actor else None
    texts = reading.texts(request)
    return pages.plain(
        request,
        "invitation",
        invitation=found,
        company=found.partner.name if found.partner else "",
        role=invited.role_named(found.role, texts.lang),
        until=texts.locale.deadline(days.of(found.expires_at).isoformat()),
        who=who,
        other=bool(who and who.email and who.email.casefold() != found.email.casefold()),
        secret=secret,
        provider=oidc.name() if oidc.is_offered() else "",
    )


def _found(secret: str) -> Invitation:
    found = known.of_link(links.digest(secret))
    if found is None:
        raise Http404
    return found


def _over(found: Invitation, request: Request) -> Refusal | None:
    """Why the invitation cannot be accepted by anybody any more."""
    try:
        invited.check_open(found, at=request.at)
    except Refusal as refusal:
        return refusal
    return None


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
