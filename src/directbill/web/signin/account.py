"""One's own account: the password, the second step, the sessions."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.actions import person, second_step, session
from directbill.core.errors import Refusal, refuse
from directbill.documents.markup import Markup
from directbill.gateways import clock, sealing
from directbill.queries import sessions as known
from directbill.records.models import Person
from directbill.web import sessions
from directbill.web.request import Request
from directbill.web.signin import adapters, agents, forms, guard, pages, qr
from directbill.web.ui import reading
from directbill.web.work import page

SECRET, PURPOSE = "second_step", "second step to be"
SECONDS = 15 * 60
PASSWORD_FIELDS = (forms.OLD, forms.NEW)


@require_safe
@page()
def account(request: Request) -> HttpResponse:
    """Who one is here, and how one signs in."""
    who = _who(request)
    return pages.plain(
        request, "account", who=who, local=who.has_usable_password(), second_step=_has_second_step(who)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def password(request: Request) -> HttpResponse:
    """Change the password: all other sessions end."""
    who, by = _local(request)
    if request.method != "POST":
        return pages.with_form(request, "password", *PASSWORD_FIELDS)
    old, new = (forms.typed(request.POST, name, strip=False) for name in ("old", "password"))
    try:
        guard.guarded(
            request, lambda: person.change_password(old=old, new=new, by=by, at=request.at), login=who.login
        )
    except Refusal as refusal:
        return pages.with_form(request, "password", *PASSWORD_FIELDS, refusal=refusal)
    except guard.Locked:
        return guard.locked(request)
    session.end_others(current=request.session.session_key or "", by=by, at=request.at)
    sessions.renew(request, _who(request))
    return pages.plain(request, "password_changed")


@require_POST
@page(back="account")
def begin_second_step(request: Request) -> HttpResponse:
    """Draw the secret of a new app. Only for whoever proved who they are a short while ago."""
    _, by = _local(request)
    rules.require_confirmed(by, request.at)
    request.session[SECRET] = sealing.seal(generate_totp_secret(), purpose=PURPOSE)
    return HttpResponseRedirect(reverse("second_step"))


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def second_step_on(request: Request) -> HttpResponse:
    """Scan the code, write the app's first one: the second step is on, and the recovery codes are shown once."""
    who, by = _local(request)
    secret = _drawn_secret(request)
    if not secret:
        return HttpResponseRedirect(reverse("account"))
    if request.method != "POST":
        return _second_step_page(request, who, secret)
    given = "".join(forms.typed(request.POST, "code").split())
    try:
        codes = second_step.add(secret=secret, code=given, moment=clock.wall(), by=by, at=request.at)
    except Refusal as refusal:
        if refusal.code == "step_up_needed":
            raise
        return _second_step_page(request, who, secret, refusal)
    del request.session[SECRET]
    sessions.stepped(request, two_steps=True)
    return pages.plain(request, "recovery_codes", codes=codes, first=True)


@require_POST
@page(back="account")
def second_step_off(request: Request) -> HttpResponse:
    """Turn the second step off."""
    second_step.remove(by=_local(request)[1], at=request.at)
    sessions.stepped(request, two_steps=False)
    return HttpResponseRedirect(reverse("account"))


@require_http_methods(["GET", "HEAD", "POST"])
@page(back="account")
def new_codes(request: Request) -> HttpResponse:
    """New recovery codes, shown once: whoever comes back to their address is led to the account."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("account"))
    codes = second_step.renew_codes(by=_local(request)[1], at=request.at)
    return pages.plain(request, "recovery_codes", codes=codes, first=False)


@require_safe
@page()
def needed(request: Request) -> HttpResponse:
    """Why somebody of the desk turns the second step on before anything else; and the button that does."""
    if not _by(request).desk_waits:
        return HttpResponseRedirect(reverse("home"))
    return pages.plain(request, "second_step_needed", on=_has_second_step(_who(request)))


@require_safe
@page()
def session_list(request: Request) -> HttpResponse:
    """Where one is signed in: since when, from where, with what."""
    key = request.session.session_key or ""
    found = known.of(_who(request).id, current=key, wall=clock.wall())
    listed = [{"session": each, "device": agents.told(each.agent, reading.texts(request))} for each in found]
    return pages.plain(request, "sessions", sessions=listed)


@require_POST
@page()
def end_session(request: Request) -> HttpResponse:
    """End one session, all others, or all. Whoever ends this one too is signed out."""
    by, key = _by(request), request.session.session_key or ""
    which = request.POST.get("session", "")
    if which in ("others", "all"):
        session.end_others(current=key, by=by, at=request.at)
    elif which.isascii() and which.isdecimal() and len(which) < 10:
        current = [s.id for s in known.of(_who(request).id, current=key, wall=clock.wall()) if s.current]
        session.end(session=int(which), by=by, at=request.at)
        which = "all" if int(which) in current else which
    else:
        raise refuse("not_there")
    if which != "all":
        return HttpResponseRedirect(reverse("sessions"))
    logout(request)
    return HttpResponseRedirect(reverse("signed_out"))


def _second_step_page(
    request: Request, who: Person, secret: str, refusal: Refusal | None = None
) -> HttpResponse:  # fmt: skip
    factors = adapters.Factors()
    label = reading.texts(request).say("signin.second_step.picture")
    picture: Markup = qr.drawn(factors.build_totp_url(who, secret), label=label)
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return pages.with_form(
        request, "second_step", forms.FIRST_CODE, refusal=refusal, picture=picture, secret=grouped
    )


def _drawn_secret(request: Request) -> str:
    try:
        sealed = str(request.session.get(SECRET, ""))
        return sealing.unseal(sealed, purpose=PURPOSE, seconds=SECONDS)
    except Refusal:
        return ""


def _has_second_step(who: Person) -> bool:
    return bool(is_mfa_enabled(who, [Authenticator.Type.TOTP]))


def _by(request: Request) -> Actor:
    assert request.actor is not None, "a page is for those who are signed in"
    return request.actor


def _who(request: Request) -> Person:
    return Person.objects.get(id=_by(request).key)


def _local(request: Request) -> tuple[Person, Actor]:
    """The person, where the account is a local one; whoever signs in with a provider has nothing to change here."""
    who = _who(request)
    if not who.has_usable_password():
        raise refuse("not_there")
    return who, _by(request)
