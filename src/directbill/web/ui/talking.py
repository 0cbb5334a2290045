"""What is written about an application, on both faces: read, said to be read, and written."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render

from directbill.access import rules
from directbill.access.permissions import Permission
from directbill.actions import message, note
from directbill.actions.shape.saying import About
from directbill.core.errors import Refusal, refuse
from directbill.queries import talk
from directbill.queries.talk import Kind, Reader, Said
from directbill.records.words import Side
from directbill.web.request import Request
from directbill.web.ui import problems
from directbill.web.ui.fields import Choice
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Line:
    """One contribution as it stands on the page."""

    said: Said
    whose: str
    item: str
    url: str
    css: str


@dataclass(frozen=True, slots=True)
class Talking:
    """What the page shows of it."""

    lines: tuple[Line, ...]
    unread: int
    until: str
    """The moment of the newest that is shown: so far it is said to be read."""
    older: str
    url: str
    item: str
    writes: bool
    notes: bool
    items: tuple[Choice, ...]


def of(  # sentence: of which application, where it is written, about which step
    view: View, url: str, item: str = "", *, request: Request, chosen: str = ""
) -> Talking:
    """What is written about an application or one of its steps, and what this reader may write."""
    found = talk.of(view.owner, reader=reader(view), item=item, before=_moment(request.GET.get("before", "")))
    partner = view.owner.partner_id
    return Talking(
        lines=tuple(_line(view, said) for said in found.said),
        unread=found.unread,
        until=found.said[0].at.isoformat() if found.said else "",
        older=found.older.isoformat() if found.older else "",
        url=url,
        item=item,
        writes=view.may(Permission.MESSAGE_WRITE),
        notes=rules.is_of_desk_alone(view.actor, Permission.NOTE_WRITE, partner),
        items=tuple(Choice(row.key, view.title(row), row.key == chosen) for row in view.rows),
    )


def reader(view: View) -> Reader:
    """Whoever looks; notes are for people of the desk who do not act for the company."""
    notes = rules.is_of_desk_alone(view.actor, Permission.NOTE_READ, view.owner.partner_id)
    return Reader(person=view.actor.person, notes=notes)


def unread(view: View) -> int:
    """How much this reader has not read."""
    return talk.unread(view.owner, reader=reader(view))


def page(  # sentence: of which application, where it is written, in which template
    view: View, url: str, template: str, *, request: Request, context: dict[str, object]
) -> HttpResponse:
    """The page of everything that is written, and what was sent from there or from a step's page."""
    faults: tuple[problems.Problem, ...] = ()
    item = str(request.POST.get("item", ""))
    if request.method == "POST":
        try:
            _do(view, item, request)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), view.texts, fields=True)
        else:
            came = _from(request)
            return redirect(view.url(came) if view.row(came) else url)
    shown = {
        "view": view,
        "talking": of(view, url, request=request, chosen=item),
        "text": request.POST.get("text", ""),
        "note": request.POST.get("note", ""),
        "faults": faults,
    }
    return render(request, template, {**context, **shown}, status=422 if faults else 200)


def _do(view: View, item: str, request: Request) -> None:
    by, at = view.actor, request.at
    about = About(partner=view.owner.partner_id, application=view.owner.id, item=item)
    match request.POST.get("do"):
        case "read":
            until = _moment(str(request.POST.get("until", "")))
            if until is None:
                raise refuse("not_there")
            message.mark_read(about=about, until=until, by=by, at=at)
        case "note":
            note.write(about=about, text=str(request.POST.get("note", "")), by=by, at=at)
        case _:
            message.write(about=about, text=str(request.POST.get("text", "")), by=by, at=at)


def _from(request: Request) -> str:
    """The step on whose page it was sent; empty where it was not sent from one."""
    return str(request.POST.get("from", ""))


def _line(view: View, said: Said) -> Line:
    row = view.row(said.item) if said.item else None
    is_note = said.kind is Kind.NOTE
    return Line(
        said=said,
        whose=view.texts.say("talk.note" if is_note else f"messages.side_{said.side}"),
        item=view.title(row) if row else "",
        url=view.url(said.item) if row else "",
        css="note" if is_note else ("desk" if said.side is Side.DESK else "partner"),
    )


def _moment(sent: str) -> datetime | None:
    """A moment that was sent, with its time zone; None for anything else."""
    try:
        found = datetime.fromisoformat(sent)
    except ValueError:
        return None
    return found if found.tzinfo else None
