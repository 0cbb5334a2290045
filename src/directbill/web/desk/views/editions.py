"""Editions of the program: which are in force, what each would mean, and the two people who put one into force."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.actions import publication as actions
from directbill.core.edition import Edition
from directbill.core.errors import Fault, Refusal, refuse
from directbill.core.publication import Seen
from directbill.queries import program, publications
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.publishing import Edited
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_safe
@page(Permission.PUBLICATION_READ)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """Every edition, the newest first."""
    texts = reading.texts(request)
    rows = [Edited(each.edition, desk=desk, texts=texts) for each in publications.listed()]
    return render(request, "desk/editions.html", {"desk": desk, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PUBLICATION_READ)
def one(request: Request, desk: Desk, *, edition: str) -> HttpResponse:
    """What it would mean for everybody, who is told when and in which words; then the acts of two people."""
    texts = reading.texts(request)
    faults: tuple[Fault, ...] = ()
    found = _edition(edition)
    if request.method == "POST":
        faults = _done(request, desk, Edited(found, desk=desk, texts=texts))
        if not faults:
            return redirect("desk_edition", edition=edition)
    context = {
        "desk": desk,
        "shown": Edited(found, desk=desk, texts=texts),
        "text": str(request.POST.get("text", "")),
        "faults": problems.told(faults, texts, fields=True),
    }
    return render(request, "desk/edition.html", context, status=422 if faults else 200)


def _edition(name: str) -> Edition:
    try:
        return program.edition(name)
    except Refusal:
        raise refuse("not_there") from None


def _done(request: Request, desk: Desk, shown: Edited) -> tuple[Fault, ...]:
    """The act that was sent; its faults, where it was refused."""
    try:
        _act(request, desk, shown)
    except Refusal as refusal:
        return problems.of_page(refusal)
    return ()


def _act(request: Request, desk: Desk, shown: Edited) -> None:
    seen = Seen(str(request.POST.get("digest", "")), str(request.POST.get("plan", "")))
    text, do, waiting = str(request.POST.get("text", "")), request.POST.get("do"), shown.open
    if do == "propose":
        actions.propose(edition=shown.edition.name, seen=seen, text=text, by=desk.actor, at=request.at)
        return
    if waiting is None:
        raise refuse("not_there")
    if do == "confirm":
        actions.confirm(publication_id=waiting.id, seen=seen, by=desk.actor, at=request.at)
    else:
        actions.drop(publication_id=waiting.id, text=text, by=desk.actor, at=request.at)
