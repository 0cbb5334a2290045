"""Signing in and out, and signing up."""

import logging
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStage, LoginStageController
from allauth.account.utils import perform_login
from allauth.socialaccount.helpers import complete_social_login
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access import actor
from directbill.actions import person, second_step
from directbill.actions.person import Told
from directbill.actions.shape import people
from directbill.core.errors import Refusal, refuse
from directbill.gateways import clock
from directbill.gateways.identity.claims import Identity
from directbill.records.models import Person
from directbill.web import addresses, sessions
from directbill.web.access import WHY, public
from directbill.web.request import Request
from directbill.web.signin import adapters, forms, guard, oidc, pages
from directbill.web.ui import languages

log = logging.getLogger(__name__)
WITH_PASSWORD = (forms.EMAIL, forms.PASSWORD)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """With a local account, or on to the provider."""
    if request.actor is not None:
        return HttpResponseRedirect(pages.following(request))
    if request.method != "POST":
        return _sign_in_page(request)
    try:
        who = _by_password(request)
    except Refusal as refusal:
        return _sign_in_page(request, refusal)
    except guard.Locked:
        return guard.locked(request)
    return entered(request, who, back=pages.following(request))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Request) -> HttpResponse:
    """The second step of a sign-in that has begun with a right password."""
    stage = LoginStageController.enter(request, "code")
    if stage is None:
        return HttpResponseRedirect(reverse("sign_in"))
    if request.method != "POST":
        return pages.with_form(request, "code", forms.CODE)
    try:
        _take_code(request, stage)
    except Refusal as refusal:
        return pages.with_form(request, "code", forms.CODE, refusal=refusal)
    except guard.Locked:
        stage.abort()
        return guard.locked(request)
    answer: HttpResponse = stage.exit()
    return answer


@public
@require_POST
def with_provider(request: Request) -> HttpResponse:
    """Off to the provider."""
    try:
        return pages.away(request, back=pages.following(request))
    except Refusal as refusal:
        return _refused(request, refusal)


@public
@require_safe
def callback(request: Request) -> HttpResponse:
    """Back from the provider."""
    try:
        identity, login = oidc.finish(request)
        setattr(request, adapters.IDENTITY, identity)
        if login.state.get("confirm"):
            return _confirmed(request, identity, login.state)
    except Refusal as refusal:
        return _refused(request, refusal)
    answer: HttpResponse = complete_social_login(request, login)
    return answer


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: Request) -> HttpResponse:
    """A local account of one's own, where the installation lets anybody make one."""
    if not settings.SIGN_UP:
        return pages.refused(request, refuse("sign_up_closed"), status=HTTPStatus.FORBIDDEN)
    fields = (forms.EMAIL, forms.NAME, forms.NEW)
    if request.method != "POST":
        return pages.with_form(request, "sign_up", *fields)
    try:
        who = made(request, email=forms.typed(request.POST, "email"))
    except Refusal as refusal:
        return pages.with_form(request, "sign_up", *fields, refusal=refusal)
    return entered(request, who, back=pages.following(request))


@public
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Out of this session."""
    logout(request)
    return HttpResponseRedirect(reverse("signed_out"))


@public
@require_safe
def signed_out(request: Request) -> HttpResponse:
    """What is over, and what is not."""
    return pages.plain(request, "signed_out", provider=oidc.name() if oidc.is_offered() else "")


def made(request: Request, *, email: str) -> Person:
    """The local account of the form's name and password."""
    told = Told(login="", name=forms.typed(request.POST, "name"), email=email)
    by = actor.themselves(uuid4(), name=told.name or email, request=request.id)
    return person.sign_up(
        told=told,
        password=forms.typed(request.POST, "password", strip=False),
        language=languages.of(request),
        by=by,
        at=request.at,
    )


def entered(request: Request, who: Person, *, back: str) -> HttpResponse:
    """Sign the person in, by way of the second step where they turned it on."""
    record_authentication(request, who, method="password")
    answer: HttpResponse = perform_login(request, who, redirect_url=back)
    return answer


def _sign_in_page(request: Request, refusal: Refusal | None = None) -> HttpResponse:
    return pages.with_form(
        request,
        "sign_in",
        *WITH_PASSWORD,
        refusal=refusal,
        provider=oidc.name() if oidc.is_offered() else "",
        sign_up=settings.SIGN_UP,
        why=request.session.get(WHY, ""),
    )


def _by_password(request: Request) -> Person:
    """The person whose address and password were typed. Refuses `credentials_wrong`, whichever of them it is."""
    email = forms.typed(request.POST, "email")
    password = forms.typed(request.POST, "password", strip=False)
    if not email:
        raise refuse("email_missing", column="email")
    if not password:
        raise refuse("password_missing", column="password")
    login = people.login_of(email)
    if len(login) > people.LONGEST_EMAIL or not login.isprintable():
        raise refuse("credentials_wrong")
    who = authenticate(request, username=login, password=password)
    if getattr(request, "axes_locked_out", False):
        raise guard.Locked
    if not isinstance(who, Person):
        raise refuse("credentials_wrong")
    return who


def _take_code(request: Request, stage: LoginStage) -> None:
    who: Person = stage.login.user
    by = actor.themselves(who.id, name=str(who), request=request.id)
    given = forms.typed(request.POST, "code")

    def check() -> str:
        return second_step.check(code=given, moment=clock.wall(), by=by, at=request.at)

    record_authentication(request, who, method=guard.guarded(request, check, login=who.login))


def _confirmed(request: Request, identity: Identity, state: dict[str, Any]) -> HttpResponse:
    """The same person, proved anew."""
    by = oidc.confirmed(identity, state, by=request.actor)
    proved = adapters.signed_in(identity, request, at=request.at)
    person.confirm_with_provider(proved=adapters.proved(proved, "provider"), by=by, at=request.at)
    sessions.prove(request, proved)
    return HttpResponseRedirect(addresses.safe(state.get("next"), reverse("home")))


def _refused(request: Request, refusal: Refusal) -> HttpResponse:
    """The sign-in failed. The log has why, and nothing of what the token held."""
    log.warning("sign-in refused: %s (request %s)", refusal.code, request.id)
    is_theirs = refusal.code.startswith(("provider_", "keys_"))
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_theirs else HTTPStatus.FORBIDDEN
    return pages.refused(request, refusal, status=status)
