"""A forgotten password: a link by mail, and another password."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from directbill.access import actor
from directbill.actions import person, session
from directbill.actions.shape import people
from directbill.core.errors import Refusal, refuse
from directbill.records.models import Person
from directbill.web.access import public
from directbill.web.request import Request
from directbill.web.signin import forms, pages

GONE = 410


@public
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: Request) -> HttpResponse:
    """Ask for the link. The answer is the same whether or not there is such an account."""
    if request.method != "POST":
        return pages.with_form(request, "forgotten", forms.EMAIL)
    email = forms.typed(request.POST, "email")
    if not email:
        refusal = refuse("email_missing", column="email")
        return pages.with_form(request, "forgotten", forms.EMAIL, refusal=refusal)
    if email.isprintable():
        by = actor.system("forgotten_password")
        person.ask_reset(email=email, by=by, at=request.at)
    return pages.plain(request, "forgotten_sent")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: Request, *, key: UUID, token: str) -> HttpResponse:
    """Set another password: all sessions end, and one signs in anew, with the second step where there is one."""
    who = Person.objects.filter(id=key).first()
    if who is None or not people.may_reset(who, token):
        return pages.refused(request, refuse("reset_over"), status=GONE)
    if request.method != "POST":
        return pages.with_form(request, "reset", forms.NEW)
    by = actor.themselves(who.id, name=str(who))
    new = forms.typed(request.POST, "password", strip=False)
    try:
        person.reset_password(token=token, new=new, by=by, at=request.at)
    except Refusal as refusal:
        return pages.with_form(request, "reset", forms.NEW, refusal=refusal)
    session.end_others(current="", by=by, at=request.at)
    return pages.plain(request, "reset_done")
