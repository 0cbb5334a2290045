"""The people of the desk: who works there in which role, who is invited, and the form that invites."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from directbill.access.permissions import Permission
from directbill.actions import invitation as actions
from directbill.core.errors import Fault, Refusal, refuse
from directbill.core.form import Field, FieldKind
from directbill.documents.texts import Catalog, in_every_language
from directbill.queries import days
from directbill.queries import invitations as known
from directbill.queries import people as queries
from directbill.records.words import DeskRole
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request
from directbill.web.ui import fields as ui
from directbill.web.ui import problems, reading


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of the desk, or with `url` somebody who is invited."""

    name: str
    role: str
    day: str
    url: str = ""


FIELDS = (
    Field(
        key="email",
        kind=FieldKind.EMAIL,
        label=in_every_language("people.email"),
        help=in_every_language("people.email_help"),
    ),
    Field(
        key="role",
        kind=FieldKind.CHOICE,
        label=in_every_language("people.role"),
        choices={role.value: in_every_language(f"role_of.{role}") for role in DeskRole},
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DESK_INVITE)
def people(request: Request, desk: Desk) -> HttpResponse:
    """Everybody of the desk and whoever is invited to it; a program manager invites here."""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            email, role = request.POST.get("email", ""), _role(request)
            actions.make_desk(email=email, role=role, by=desk.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("desk_people")
    texts = reading.texts(request)
    sent = {name: str(request.POST.get(name, "")) for name in ("email", "role")}
    context = {
        "desk": desk,
        "members": _members(texts),
        "invitations": _invitations(request, texts),
        "fields": ui.views(FIELDS, ui.Sheet(texts, sent, faults)),
        "faults": problems.told(faults, texts, fields=True),
    }
    return render(request, "desk/people.html", context, status=422 if faults else 200)


@require_POST
@page(Permission.DESK_INVITE)
def invitation(request: Request, desk: Desk, *, key: UUID) -> HttpResponse:
    """Send an open invitation again, or take it back."""
    do = actions.revoke_desk if request.POST.get("do") == "revoke" else actions.resend_desk
    do(invitation=key, by=desk.actor, at=request.at)
    return redirect("desk_people")


def _role(request: Request) -> DeskRole:
    role = str(request.POST.get("role", ""))
    if role not in set(DeskRole):
        raise refuse("answer_not_offered" if role else "choice_missing", column="role", found=role)
    return DeskRole(role)


def _members(texts: Catalog) -> list[Row]:
    return [
        Row(str(each.person), texts.say(f"role_of.{each.role}"), _day(texts, days.of(each.since).isoformat()))
        for each in queries.of_desk()
    ]


def _invitations(request: Request, texts: Catalog) -> list[Row]:
    return [
        Row(
            each.email,
            texts.say(f"role_of.{each.role}"),
            texts.locale.deadline(days.of(each.expires_at).isoformat()),
            reverse("desk_invitation", args=[each.id]),
        )
        for each in known.open_ones(None, at=request.at)
    ]


def _day(texts: Catalog, day: str) -> str:
    return texts.locale.day(day)
