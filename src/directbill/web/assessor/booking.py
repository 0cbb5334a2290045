"""Times of the interview for its assessor: offered, withdrawn, and how each ended."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.actions import slot as actions
from directbill.actions.shape.slotting import Offer
from directbill.core.errors import Fault, Refusal
from directbill.core.form import Field, FieldKind
from directbill.documents.texts import catalog, languages
from directbill.web.assessor.mine import Mine, page
from directbill.web.request import Request
from directbill.web.ui import fields as ui
from directbill.web.ui import problems, reading, slotting


def _field(key: str, kind: FieldKind) -> Field:
    label = {lang: catalog(lang).say(f"slot.field_{key}") for lang in languages()}
    helped = {lang: catalog(lang).say(f"slot.help_{key}") for lang in languages()}
    return Field(key=key, kind=kind, label=label, help=helped)


FIELDS = (
    _field("day", FieldKind.DATE),
    _field("time", FieldKind.LINE),
    _field("zone", FieldKind.LINE),
    _field("minutes", FieldKind.LINE),
    _field("place", FieldKind.LINE),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def offers(request: Request, mine: Mine) -> HttpResponse:
    """Offer a time, or withdraw one; what was typed is not lost."""
    faults: tuple[Fault, ...] = ()
    values = {"zone": settings.TIME_ZONE, "minutes": "60"}
    if request.method == "POST":
        do, _, slot = str(request.POST.get("do", "")).partition(".")
        values = {f.key: str(request.POST.get(f.key, "")).strip() for f in FIELDS}
        try:
            if do == "withdraw":
                actions.withdraw(which=mine.which, slot=_key(slot), by=mine.actor, at=request.at)
            else:
                minutes = reading.whole(values["minutes"])
                offered = Offer(**{**values, "minutes": minutes})  # type: ignore[arg-type]  # types: by name
                actions.offer(which=mine.which, offered=offered, by=mine.actor, at=request.at)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("assess_slots", mine.key)
    context = {
        "mine": mine,
        "view": mine.view,
        "shown": mine.shown,
        "open": mine.row.state in actions.OFFERED_IN,
        "slots": slotting.shown(mine.view, mine.row, at=request.at),
        "fields": ui.views(FIELDS, ui.Sheet(mine.texts, values, faults)),
        "revision": reading.number(request, "revision") if faults else mine.row.revision,
        "faults": problems.told(faults, mine.texts, fields=True),
        "back": mine.url("assess_one"),
    }
    return render(request, "assessor/slots.html", context, status=422 if faults else 200)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
