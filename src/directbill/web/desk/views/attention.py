"""The desk's own order: an item laid aside, put before the program manager or given to a colleague; days away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from directbill.access.permissions import Permission
from directbill.actions import away as away_actions
from directbill.actions import escalation, snooze
from directbill.actions import item as actions
from directbill.actions.shape.steps import Which
from directbill.core.errors import Fault, Refusal, refuse
from directbill.core.work import Work
from directbill.documents.texts import printable
from directbill.queries import attention
from directbill.records.models import Item
from directbill.records.words import Answered
from directbill.web.desk import attending
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views.items import lines, row_of, view_of
from directbill.web.request import Request
from directbill.web.ui import problems, reading
from directbill.web.ui.itemized import View

Do = Callable[[Request, View, Item], None]


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who is away, and what waits meanwhile."""

    name: str
    until: date
    rows: list[dict[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_ASSIGN)
def aside(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """Until when an item is laid aside and why; or taken up again."""
    view = view_of(request, desk, key)
    row = row_of(view, item)
    shown = attending.of(view, row)
    if not (shown.snooze or shown.wake):
        raise Http404
    return _asked(request, desk, view, row, template="desk/snooze.html", do=_lay_aside)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def escalate(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """Put an item before the program manager; there, answer it or return it."""
    view = view_of(request, desk, key)
    row = row_of(view, item)
    shown = attending.of(view, row)
    if not (shown.escalate or shown.answer):
        raise Http404
    if shown.answer:
        return _asked(request, desk, view, row, template="desk/escalated.html", do=_answer)
    return _asked(request, desk, view, row, template="desk/escalate.html", do=_escalate)


@require_POST
@page(Permission.ITEM_ASSIGN)
def hand_over(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """Give an item to a colleague."""
    view = view_of(request, desk, key)
    row = row_of(view, item)
    to = reading.key(request, "person")
    actions.hand_over(which=_which(view, row, request), person=to, by=desk.actor, at=request.at)
    return redirect("desk_item", key=key, item=item)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_ASSIGN)
def away(request: Request, desk: Desk) -> HttpResponse:
    """When I am away, who is away now, and what of theirs waits for somebody else."""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            _away(request, desk)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("desk_away")
    person = desk.actor.person
    texts = reading.texts(request)
    context = {
        "desk": desk,
        "mine": attention.absences(person, on=request.day) if person else [],
        "gone": _gone(request),
        "first": request.POST.get("first", ""),
        "last": request.POST.get("last", ""),
        "faults": problems.told(faults, texts, fields=True),
    }
    return render(request, "desk/away.html", context, status=422 if faults else 200)


def _gone(request: Request) -> list[Gone]:
    until = attention.away(on=request.day)
    held: dict[UUID, list[Item]] = {person: [] for person in until}
    for row in attention.held_by(until):
        if row.assignee_id is not None:
            held[row.assignee_id].append(row)
    names = attention.names(until)
    return [
        Gone(printable(names[person]), day, lines(held[person], request))
        for person, day in sorted(until.items(), key=lambda each: (each[1], names[each[0]]))
    ]


def _away(request: Request, desk: Desk) -> None:
    if request.POST.get("do") == "end":
        away_actions.end(absence=reading.key(request, "absence"), by=desk.actor, at=request.at)
        return
    first, last = reading.day(request, "first"), reading.day(request, "last")
    away_actions.begin(first=first, last=last, by=desk.actor, at=request.at)


def _asked(
    request: Request, desk: Desk, view: View, row: Item, *, template: str, do: Do
) -> HttpResponse:  # fmt: skip
    """A page that asks for a few words; once they are taken, the page of the item."""
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            do(request, view, row)
        except Refusal as refusal:
            faults = problems.of_page(refusal)
        else:
            return redirect("desk_item", key=view.owner.id, item=row.key)
    context = {
        "desk": desk,
        "view": view,
        "row": row,
        "shown": view.shown(row),
        "attention": attending.of(view, row),
        "reason": request.POST.get("reason", ""),
        "answer": request.POST.get("answer", ""),
        "until": request.POST.get("until", ""),
        "revision": reading.number(request, "revision") if faults else row.revision,
        "faults": problems.told(faults, view.texts, fields=True),
        "back": reverse("desk_item", args=[view.owner.id, row.key]),
    }
    return render(request, template, context, status=422 if faults else 200)


def _lay_aside(request: Request, view: View, row: Item) -> None:
    which, by, at = _which(view, row, request), view.actor, request.at
    if request.POST.get("do") == "wake":
        snooze.end(which=which, by=by, at=at)
        return
    until = reading.day(request, "until")
    snooze.begin(which=which, until=until, reason=str(request.POST.get("reason", "")), by=by, at=at)


def _escalate(request: Request, view: View, row: Item) -> None:
    reason = str(request.POST.get("reason", ""))
    escalation.open(which=_which(view, row, request), reason=reason, by=view.actor, at=request.at)


def _answer(request: Request, view: View, row: Item) -> None:
    outcome = str(request.POST.get("do", ""))
    if outcome not in list(Answered):
        raise refuse("not_there")
    escalation.answer(
        which=_which(view, row, request),
        outcome=Answered(outcome),
        text=str(request.POST.get("answer", "")),
        by=view.actor,
        at=request.at,
    )


def _which(view: View, row: Item, request: Request) -> Which:
    return Which(
        partner=view.owner.partner_id,
        application=view.owner.id,
        key=row.key,
        work=Work(row.work),
        revision=reading.number(request, "revision"),
    )
