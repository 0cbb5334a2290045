"""Conversations that wait for the desk, and its answers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directbill.access.permissions import Permission
from directbill.actions import conversation as actions
from directbill.core.errors import Refusal
from directbill.queries import conversation as queries
from directbill.web.desk.desk import Desk, page
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@require_safe
@page(Permission.CONVERSATION_READ)
def listed(request: Request, desk: Desk) -> HttpResponse:
    """What waits for the desk, longest first."""
    return render(request, "desk/conversations.html", {"desk": desk, "rows": queries.waiting()})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONVERSATION_READ)
def one(request: Request, desk: Desk, *, partner: UUID, key: UUID) -> HttpResponse:
    """One conversation, and the desk's answer."""
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _do(request, desk, partner, key)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect("desk_conversation", partner, key)
    context = {
        "desk": desk,
        "talk": queries.one(partner, key),
        "text": request.POST.get("text", ""),
        "may_answer": desk.may(Permission.CONVERSATION_ANSWER),
        "may_close": desk.may(Permission.CONVERSATION_CLOSE),
        "faults": faults,
    }
    return render(request, "desk/conversation.html", context, status=422 if faults else 200)


def _do(request: Request, desk: Desk, partner: UUID, key: UUID) -> None:
    by, at, text = desk.actor, request.at, request.POST.get("text", "")
    match request.POST.get("do"):
        case "close":
            actions.close(partner=partner, conversation=key, by=by, at=at)
        case "reopen":
            actions.reopen(partner=partner, conversation=key, text=text, by=by, at=at)
        case _:
            actions.answer(partner=partner, conversation=key, text=text, by=by, at=at)
