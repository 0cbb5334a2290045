"""The desk's work: the queue, an application with its items, and what is done with each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directbill.access.permissions import Permission
from directbill.actions import item as actions
from directbill.actions.shape.steps import Which
from directbill.core import assessment
from directbill.core.work import Work
from directbill.queries import attention, nonconformities, queue, saved_views
from directbill.queries.sieve import EVERYTHING
from directbill.records.models import Application, Item
from directbill.web.desk import (
    attending,
    bureau,
    checks,
    departures,
    exposure,
    figures,
    lending,
    presence,
    recommending,
    restrictions,
    sieving,
    watching,
)
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request
from directbill.web.ui import (
    adjusted,
    agreeing,
    assessed,
    closing,
    conditioning,
    contracting,
    doing,
    issued,
    mailboxing,
    nonconforming,
    planning,
    profile,
    reading,
    submitting,
    talking,
    underneath,
)
from directbill.web.ui.itemized import View

APPOINTED_IN = assessment.OPEN | {assessment.State.WAITING}
"""Where an assessor can still make a difference; also where a nonconformity outlasts the assessment."""


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    url: str
    here: bool


@require_safe
@page(Permission.ITEM_READ)
def queued(request: Request, desk: Desk) -> HttpResponse:
    """What waits: for me, for anybody of the desk, for others, or past its day. The filter stands in the address."""
    texts = reading.texts(request)
    show = request.GET.get("show", queue.OPEN)
    if show not in queue.SHOWS:
        show = queue.OPEN
    after = queue.Place.parse(request.GET.get("after", ""))
    wanted = sieving.asked(request)
    found = queue.page(show, me=desk.actor.person, on=request.day, after=after, wanted=wanted)
    tabs = [
        Tab(texts.say(f"desk.show.{key}"), sieving.address(wanted, show=key), key == show)
        for key in queue.SHOWS
    ]
    more = sieving.address(wanted, show=show, after=str(found.more)) if found.more else ""
    rows = lines(found.rows, request)
    plain = after is None and wanted == EVERYTHING
    begins = plain and show == queue.OPEN
    first = show == queue.OPEN and after is None and desk.may(Permission.ESCALATION_ANSWER)
    context = {
        "desk": desk,
        "page": {"rows": rows, "more": more},
        "tabs": tabs,
        "show": show,
        "wanted": wanted,
        "narrowed": wanted != EVERYTHING,
        "raised": lines((each.item for each in attention.waiting()), request) if first else [],
        "waiting": restrictions.waiting(request) if begins else restrictions.Waiting(),
        "departures": departures.waiting(request) if begins else restrictions.Waiting(),
        "saved": saved_views.of(desk.actor.person),
        "address": sieving.address(wanted, show=show),
        "choosers": sieving.choosers(wanted, texts),
        "watched": watching.listed(show, request) if plain else watching.Watched(),
    }
    return render(request, "desk/queue.html", context)


@require_safe
@page(Permission.APPLICATION_READ)
def application(request: Request, desk: Desk, *, key: UUID) -> HttpResponse:
    """One application with everything that is to be settled."""
    view = view_of(request, desk, key)
    state = view.texts.say(f"life.application.{view.owner.state}.word")
    listed = view.listed() if view.rows else ()
    context = {
        "desk": desk,
        "view": view,
        "listed": listed,
        "state": state,
        "talk_url": reverse("desk_talk", args=[key]),
        "talk_unread": talking.unread(view),
        "present": presence.told(key, view.texts, me=desk.actor.person, at=request.at),
    }
    return render(request, "desk/application.html", context)


@require_safe
@page(Permission.APPLICATION_READ)
def present(request: Request, desk: Desk, *, key: UUID) -> HttpResponse:
    """Who else has the application open, as one line of text; asking says that one has it open oneself."""
    view = view_of(request, desk, key)
    line = presence.told(key, view.texts, me=desk.actor.person, at=request.at)
    return HttpResponse(line, content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONVERSATION_READ)
def talk(request: Request, desk: Desk, *, key: UUID) -> HttpResponse:
    """Everything that is written about an application: messages of both sides, and the desk's notes."""
    view = view_of(request, desk, key)
    context: dict[str, object] = {"desk": desk, "back": reverse("desk_application", args=[key])}
    url = reverse("desk_talk", args=[key])
    return talking.page(view, url, "desk/talk.html", request=request, context=context)


@require_safe
@page(Permission.ITEM_READ)
def one(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """One item: five answers, both clocks, its history, who works on it, and what may be done."""
    view = view_of(request, desk, key)
    row = row_of(view, item)
    context = {
        "desk": desk,
        "view": view,
        "row": row,
        "shown": view.shown(row),
        "buttons": view.buttons(row),
        "clocks": view.clocks(row),
        "history": view.history(row),
        "assessed": assessed.areas(view, row),
        "nonconformities": nonconforming.listed(
            view, row, url=lambda one: reverse("desk_nonconformity", args=[key, item, one])
        ),
        "report": reverse("desk_report", args=[key, item]) if assessed.has_report(row) else "",
        "submitted": submitting.of(view, row),
        "checks": checks.of(view, row),
        "bureau": bureau.of(view, row),
        "adjusted": adjusted.of(view, row),
        "closing": closing.of(view, row),
        "shows": "desk/shows.html",
        "figure": figures.link(view, row),
        "profile": profile.of(view, row),
        "exposure": exposure.told(view, row),
        "recommended": recommending.told(view, row),
        "contract": contracting.of(view, row),
        "conditions": conditioning.listed(view, row),
        "wordings": agreeing.texts(view, row, url=lambda lang: reverse("desk_text", args=[key, item, lang])),
        "issued": issued.lines(view, row, url=lambda n: reverse("desk_paper", args=[key, item, n])),
        "plans": reverse("desk_plans", args=[key, item]) if planning.described(view, row) else "",
        "mailbox": mailboxing.of(view, row, reverse("desk_mailbox", args=[key, item]), at=request.at),
        "may_assign": desk.may(Permission.ITEM_ASSIGN) and row.work != Work.ASSESSMENT,
        "appoint": appoint_url(row, desk),
        "mine": row.assignee_id == desk.actor.person,
        "assign": reverse("desk_assign", args=[key, item]),
        "attention": attending.of(view, row),
        "present": presence.told(key, view.texts, me=desk.actor.person, at=request.at),
        "beside": beside(view, row),
        "talking": talking.of(view, reverse("desk_talk", args=[key]), item, request=request),
        "back": reverse("desk_application", args=[key]),
    }
    return render(request, "desk/item.html", context)


@require_safe
@page(Permission.ITEM_READ)
def plans(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """The support plans beside each other."""
    view = view_of(request, desk, key)
    compared = planning.compared(view, row_of(view, item))
    back = reverse("desk_item", args=[key, item])
    return render(
        request, "desk/plans.html", {"desk": desk, "view": view, "compared": compared, "back": back}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ITEM_READ)
def deed(request: Request, desk: Desk, *, key: UUID, item: str, verb: str) -> HttpResponse:
    """What a verb asks for, and the act. What may not be done is not there."""
    view = view_of(request, desk, key)
    asking = doing.opened(view, row_of(view, item), verb, request=request)
    if asking is None:
        return redirect("desk_item", key=key, item=item)
    view = view_of(request, desk, key)
    row = row_of(view, item)
    change = underneath.found(view, row, verb, request=request)
    context = {
        "desk": desk,
        "view": view,
        "asking": underneath.anew(asking, row, change=change),
        "change": change,
        "wordings": agreeing.texts(view, row, url=lambda lang: reverse("desk_text", args=[key, item, lang])),
        "closing": closing.of(view, row, verb=verb, request=request),
        "rule": lending.rule(view, row, verb)
        or contracting.rule(view, row, verb)
        or recommending.told(view, row),
        "back": reverse("desk_item", args=[key, item]),
    }
    return render(request, "desk/deed.html", context, status=underneath.status(asking, change))


@require_POST
@page(Permission.ITEM_ASSIGN)
def assign(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """Take an item on, or give it back."""
    view = view_of(request, desk, key)
    row = row_of(view, item)
    which = Which(
        partner=view.owner.partner_id,
        application=view.owner.id,
        key=row.key,
        work=Work(row.work),
        revision=reading.number(request, "revision"),
    )
    do = actions.release if request.POST.get("do") == "release" else actions.assign
    do(which=which, by=desk.actor, at=request.at)
    return redirect("desk_item", key=key, item=item)


def view_of(  # sentence: of what request, by whom, which application
    request: Request, desk: Desk, key: UUID
) -> View:
    """An application that was sent, for a reader of the desk; any other is not there."""
    owner = Application.objects.select_related("partner").filter(id=key).exclude(submitted_at=None).first()
    if owner is None:
        raise Http404
    desk.opened = owner.id

    def url(item: str, *verb: str) -> str:
        return reverse("desk_deed" if verb else "desk_item", args=[key, item, *verb])

    def file(key: UUID) -> str:
        return reverse("desk_evidence", args=[key])

    return View(owner, actor=desk.actor, texts=reading.texts(request), on=request.day, url=url, file=file)


def appoint_url(row: Item, desk: Desk) -> str:
    """Where somebody of the desk appoints an assessor for the item; empty where nobody is appointed."""
    able = desk.may(Permission.ITEM_ASSIGN) and row.work == Work.ASSESSMENT
    able = able and (row.state in APPOINTED_IN or nonconformities.last(row))
    return reverse("desk_appoint", args=[row.application_id, row.key]) if able else ""


def row_of(view: View, key: str) -> Item:
    """The row of an item of it; what it does not have is not there."""
    row = view.row(key)
    if row is None:
        raise Http404
    return row


def beside(view: View, row: Item) -> tuple[Item | None, Item | None]:
    """The steps before and after one, in the procedure's order."""
    place = view.rows.index(row)
    before = view.rows[place - 1] if place else None
    return before, view.rows[place + 1] if place + 1 < len(view.rows) else None


def lines(rows: Iterable[Item], request: Request) -> list[dict[str, str]]:
    """Items as lines of a table."""
    gone = attention.away(on=request.day)
    return [_line(row, request, away=gone.get(row.assignee_id) if row.assignee_id else None) for row in rows]


def _line(row: Item, request: Request, *, away: date | None) -> dict[str, str]:
    texts = reading.texts(request)
    found, again = queue.line(row), row.application.review_of_id is not None
    return {
        "title": texts.own(found.title),
        "company": row.application.partner.name,
        "reference": row.application.reference,
        "word": texts.stands(found.table, row.state, "word", again=again),
        "due": texts.say("desk.until", day=row.due) if row.due else "",
        "assignee": str(row.assignee) if row.assignee else "",
        "away": texts.say("attention.away_until", day=away) if away else "",
        "url": reverse("desk_item", args=[row.application_id, row.key]),
    }
