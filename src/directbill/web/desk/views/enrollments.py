"""Enrollments at the desk: all of them, each with its restrictions, and what a person of the desk does with one."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.core.enrollment import State
from directbill.queries import enrolled, enrollments
from directbill.queries.enrolled import Wanted
from directbill.queries.queue import Place
from directbill.records.models import Application, Enrollment, Restriction
from directbill.web.desk import proposing, restrictions
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.sieving import Chooser
from directbill.web.request import Request
from directbill.web.ui import allowing, reading, restricted, restricting, winding
from directbill.web.ui.enrolled import TONES, View
from directbill.web.ui.fields import Choice

FILTERS = ("state", "region", "edition")


@dataclass(frozen=True, slots=True)
class Line:
    """One enrollment of the list."""

    reference: str
    url: str
    company: str
    region: str
    word: str
    tone: str
    since: date
    days: int
    edition: str


@require_safe
@page(Permission.ENROLLMENT_READ)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """Every enrollment, those that changed last first; before them the restrictions that wait for the desk."""
    texts = reading.texts(request)
    wanted, offered = _asked(request)
    after = Place.parse(request.GET.get("after", ""))
    found = enrolled.page(wanted, after=after)
    given = {name: getattr(wanted, name) for name in FILTERS if getattr(wanted, name)}
    first = after is None and not given
    context = {
        "desk": desk,
        "rows": [_line(row, request) for row in found.rows],
        "more": f"?{urlencode({**given, 'after': str(found.more)})}" if found.more else "",
        "choosers": [
            Chooser(
                name,
                texts.say(f"standing_desk.{name}"),
                tuple(Choice(key, said, key == getattr(wanted, name)) for key, said in offered[name].items()),
            )
            for name in FILTERS
        ],
        "narrowed": bool(given),
        "waiting": restrictions.waiting(request) if first else restrictions.Waiting(),
    }
    return render(request, "desk/enrollments.html", context)


@require_safe
@page(Permission.ENROLLMENT_READ)
def one(request: Request, desk: Desk, *, enrollment: str) -> HttpResponse:
    """Where it stands and why, what it may do and what not, what is open, and what was before."""
    view = view_of(request, desk, enrollment)
    question = allowing.asked(view, request)
    able = desk.may(Permission.RESTRICTION_REVIEW) and view.row.state not in {
        State.PENDING_ACTIVATION,
        State.ENDED,
    }
    context = {
        "desk": desk,
        "view": view,
        "question": question,
        "faults": question.faults,
        "propose": reverse("desk_restrict", args=[enrollment]) if able else "",
        "dismisses": desk.may(Permission.SIGNAL_DISMISS),
        "back": reverse("desk_enrollments"),
    }
    return render(request, "desk/enrollment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RESTRICTION_REVIEW)
def propose(request: Request, desk: Desk, *, enrollment: str) -> HttpResponse:
    """Propose a restriction for a cause of the program; a second person announces it or drops it."""
    view = view_of(request, desk, enrollment)
    asking = proposing.proposed(view, request=request)
    if asking is None:
        return redirect("desk_enrollment", enrollment=enrollment)
    back = reverse("desk_enrollment", args=[enrollment])
    context = {"desk": desk, "view": view, "asking": asking, "faults": asking.faults, "back": back}
    return render(request, "desk/restrict.html", context, status=asking.status)


@require_safe
@page(Permission.ENROLLMENT_READ)
def restriction(request: Request, desk: Desk, *, enrollment: str, number: int) -> HttpResponse:
    """One restriction: five answers, its steps, its history, and what this person may do with it."""
    view = view_of(request, desk, enrollment)
    shown = restricted.shown(view, row_of(view, number))
    back = reverse("desk_enrollment", args=[enrollment])
    return render(
        request, "desk/restriction.html", {"desk": desk, "view": view, "shown": shown, "back": back}
    )


@require_safe
@page(Permission.ENROLLMENT_READ)
def customers(request: Request, desk: Desk, *, enrollment: str, number: int) -> HttpResponse:
    """Which customers, renewals and prepaid terms of the partner fall into the steps of a restriction."""
    view = view_of(request, desk, enrollment)
    row = row_of(view, number)
    context = {
        "desk": desk,
        "view": view,
        "cause": view.noticed(row).title,
        "plan": winding.shown(view, row),
        "number": number,
        "back": reverse("desk_restriction", args=[enrollment, number]),
    }
    return render(request, "desk/winding.html", context)


@require_safe
@page(Permission.ENROLLMENT_READ)
def sheet(request: Request, desk: Desk, *, enrollment: str, number: int) -> HttpResponse:
    """The wind-down list as CSV."""
    view = view_of(request, desk, enrollment)
    return winding.sheet(view, row_of(view, number))


@require_safe
@page(Permission.ENROLLMENT_READ)
def notice(request: Request, desk: Desk, *, enrollment: str, number: int, lang: str) -> HttpResponse:
    """The text for customers as the partner gets it, as a file."""
    view = view_of(request, desk, enrollment)
    return winding.notice(view, row_of(view, number), lang)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ENROLLMENT_READ)
def deed(request: Request, desk: Desk, *, enrollment: str, number: int, verb: str) -> HttpResponse:
    """What a verb asks for, and the act. What may not be done is not there."""
    view = view_of(request, desk, enrollment)
    asking = restricting.opened(view, row_of(view, number), verb, request=request)
    back = reverse("desk_restriction", args=[enrollment, number])
    if asking is None:
        return redirect(back)
    context = {"desk": desk, "view": view, "asking": asking, "faults": asking.faults, "back": back}
    return render(request, "desk/restriction_deed.html", context, status=asking.status)


def view_of(  # sentence: of what request, by whom, which
    request: Request, desk: Desk, reference: str
) -> View:
    """An enrollment, for a reader of the desk."""
    row = enrollments.one(reference)
    if row is None:
        raise Http404

    def url(number: int, *verb: str) -> str:
        name = "desk_restriction_deed" if verb else "desk_restriction"
        return reverse(name, args=[reference, number, *verb])

    def of_review(owner: Application) -> str:
        return reverse("desk_application", args=[owner.id])

    return View(
        row, actor=desk.actor, texts=reading.texts(request), on=request.day, url=url, of_review=of_review
    )


def row_of(view: View, number: int) -> Restriction:
    """A restriction of it by its number."""
    row = restricted.row_of(view, number)
    if row is None:
        raise Http404
    return row


def _asked(request: Request) -> tuple[Wanted, dict[str, dict[str, str]]]:
    """What the address asks for, and everything it may ask for. What it cannot mean narrows nothing."""
    texts = reading.texts(request)
    offered = {
        "state": {each.value: texts.say(f"life.enrollment.{each}.word") for each in State},
        "region": {key: texts.own(said) for key, said in enrolled.regions().items()},
        "edition": {key: texts.own(said) for key, said in enrolled.editions().items()},
    }
    asked = {name: str(request.GET.get(name, "")) for name in FILTERS}
    return Wanted(**{name: value for name, value in asked.items() if value in offered[name]}), offered


def _line(row: Enrollment, request: Request) -> Line:
    texts = reading.texts(request)
    return Line(
        reference=row.reference,
        url=reverse("desk_enrollment", args=[row.reference]),
        company=row.partner.name,
        region=texts.own(enrolled.region(row)) or texts.say("enrolled.everywhere"),
        word=texts.say(f"life.enrollment.{row.state}.word"),
        tone=TONES.get(row.state, "not_started"),
        since=row.since,
        days=(request.day - row.since).days,
        edition=row.edition,
    )
