"""Assessors: who they are and for which organization they assess, and the page that gives one an assessment."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.actions import desk as places
from directbill.actions import item as actions
from directbill.actions.shape.steps import Which
from directbill.core.errors import Fault, Refusal, refuse
from directbill.core.form import Field, FieldKind
from directbill.core.work import Work
from directbill.documents.texts import Catalog, catalog, languages
from directbill.queries import assessors as queries
from directbill.queries.assessors import Assessor
from directbill.records.models import Item
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views.items import appoint_url, row_of, view_of
from directbill.web.request import Request
from directbill.web.ui import assessed, nonconforming, problems, reading
from directbill.web.ui import fields as ui
from directbill.web.ui.itemized import View

ORGANIZATION = Field(
    key="organization",
    kind=FieldKind.LINE,
    label={lang: catalog(lang).say("assessors.organization") for lang in languages()},
    help={lang: catalog(lang).say("assessors.organization_help") for lang in languages()},
)
CHOICE = Field(
    key="assessor",
    kind=FieldKind.CHOICE,
    label={lang: catalog(lang).say("assessors.who") for lang in languages()},
    help={lang: catalog(lang).say("assessors.who_help") for lang in languages()},
)


@dataclass(frozen=True, slots=True)
class Row:
    """An assessor as the list shows them; with `url` for those who may say the organization."""

    name: str
    about: str
    url: str


@require_safe
@page(Permission.ITEM_ASSIGN)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """Every assessor with their organization and what they have to do."""
    texts, may = reading.texts(request), desk.may(Permission.DESK_INVITE)
    rows = [
        Row(each.name, _about(each, texts), reverse("desk_assessor", args=[each.member]) if may else "")
        for each in queries.all_of_them()
    ]
    return render(request, "desk/assessors.html", {"desk": desk, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DESK_INVITE)
def one(request: Request, desk: Desk, *, key: UUID) -> HttpResponse:
    """The organization of an assessor, which a program manager says."""
    found = next((each for each in queries.all_of_them() if each.member == key), None)
    if found is None:
        raise Http404
    faults: tuple[Fault, ...] = ()
    said = str(request.POST.get("organization", found.organization))
    if request.method == "POST":
        try:
            places.place(member=key, organization=said, by=desk.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("desk_assessors")
    texts = reading.texts(request)
    context = {
        "desk": desk,
        "name": found.name,
        "fields": ui.views((ORGANIZATION,), ui.Sheet(texts, {"organization": said}, faults)),
        "faults": problems.told(faults, texts, fields=True),
    }
    return render(request, "desk/assessor.html", context, status=422 if faults else 200)


@require_safe
@page(Permission.ITEM_READ)
def report(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """The report of a signed assessment, on paper."""
    view = view_of(request, desk, key)
    return assessed.report(view, row_of(view, item))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_ASSIGN)
def appoint(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """Who may assess, with their organization and what they have to do already; and the choice of one of them."""
    view = view_of(request, desk, key)
    row = row_of(view, item)
    if not appoint_url(row, desk):
        raise Http404
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            _appoint(view, row, request=request)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("desk_item", key=key, item=item)
    offered = queries.offered(row)
    context = {
        "desk": desk,
        "view": view,
        "row": row,
        "shown": view.shown(row),
        "offered": offered,
        "fields": ui.views((CHOICE,), _sheet(offered, view.texts, request=request, faults=faults)),
        "revision": reading.number(request, "revision") if faults else row.revision,
        "faults": problems.told(faults, view.texts, fields=True),
        "back": reverse("desk_item", args=[key, item]),
    }
    return render(request, "desk/appoint.html", context, status=422 if faults else 200)


def _appoint(view: View, row: Item, *, request: Request) -> None:
    if not request.POST.get("assessor"):
        raise refuse("choice_missing", column="assessor")
    which = Which(
        partner=view.owner.partner_id,
        application=view.owner.id,
        key=row.key,
        work=Work(row.work),
        revision=reading.number(request, "revision"),
    )
    actions.appoint(which=which, assessor=reading.key(request, "assessor"), by=view.actor, at=request.at)


def _sheet(
    offered: list[Assessor], texts: Catalog, *, request: Request, faults: tuple[Fault, ...]
) -> ui.Sheet:
    chosen = str(request.POST.get("assessor", ""))
    choices = tuple(
        ui.Choice(str(each.person), f"{each.name} · {_about(each, texts)}", str(each.person) == chosen)
        for each in offered
    )
    return ui.Sheet(texts, {"assessor": chosen}, faults, choices={"assessor": choices})


def _about(each: Assessor, texts: Catalog) -> str:
    organization = each.organization or texts.say("assessors.no_organization")
    return f"{organization} · {texts.say('assessors.open', n=each.open)}"


@require_safe
@page(Permission.ITEM_READ)
def nonconformity(request: Request, desk: Desk, *, key: UUID, item: str, one: UUID) -> HttpResponse:
    """A nonconformity with its answers and its history, to be read."""
    view = view_of(request, desk, key)
    found = nonconforming.opened(view, row_of(view, item), one)
    context = {
        "desk": desk,
        "view": view,
        "shown": nonconforming.shown(view, found, url=lambda one: request.path),
        "back": reverse("desk_item", args=[key, item]),
    }
    return render(request, "desk/nonconformity.html", context)
