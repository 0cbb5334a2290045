"""Proving once more who one is, before something that matters."""

from http import HTTPStatus

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from directbill.access.actor import Actor, SignedIn
from directbill.actions import person, second_step
from directbill.core.errors import Refusal
from directbill.gateways import clock
from directbill.records.models import Person
from directbill.records.words import Proof
from directbill.web import sessions
from directbill.web.request import Request
from directbill.web.signin import forms, guard, oidc, pages
from directbill.web.signin.forms import Field
from directbill.web.work import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request: Request, by: Actor) -> HttpResponse:
    """By the password, and the code where there is a second step; or at the provider. Then back to where one was."""
    who = Person.objects.get(id=by.key)
    if who.has_usable_password():
        return _by_password(request, who, by)
    if request.method != "POST":
        return pages.plain(request, "confirm_provider", provider=oidc.name())
    try:
        return pages.away(request, back=pages.following(request), confirm=True)
    except Refusal as refusal:
        return pages.refused(request, refusal, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _by_password(request: Request, who: Person, by: Actor) -> HttpResponse:
    has_step = is_mfa_enabled(who, [Authenticator.Type.TOTP])
    fields: tuple[Field, ...] = (forms.PASSWORD, forms.CODE) if has_step else (forms.PASSWORD,)
    if request.method != "POST":
        return pages.with_form(request, "confirm", *fields)
    given = forms.typed(request.POST, "password", strip=False)
    code = forms.typed(request.POST, "code")

    def check() -> None:
        person.confirm(password=given, by=by, at=request.at)
        if has_step:
            second_step.check(code=code, moment=clock.wall(), by=by, at=request.at)

    try:
        guard.guarded(request, check, login=who.login)
    except Refusal as refusal:
        return pages.with_form(request, "confirm", *fields, refusal=refusal)
    except guard.Locked:
        return guard.locked(request)
    sessions.prove(
        request, SignedIn(administrator=Proof.DECLARED, two_steps=has_step, confirmed_at=request.at)
    )
    return HttpResponseRedirect(pages.following(request))
