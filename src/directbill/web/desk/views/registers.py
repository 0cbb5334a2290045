"""Asking outside about a company, each by a button: a register, or the mailbox of its contact."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from directbill.access.permissions import Permission
from directbill.actions import register as actions
from directbill.actions.shape.steps import Which
from directbill.core.registers import Kind
from directbill.core.work import Work
from directbill.web.desk.desk import Desk, page
from directbill.web.desk.views.items import row_of, view_of
from directbill.web.request import Request
from directbill.web.ui import mailboxing


@require_POST
@page(Permission.REGISTER_ASK)
def ask(request: Request, desk: Desk, *, key: UUID, item: str, kind: str) -> HttpResponse:
    """Ask, keep what was said, and show it."""
    if kind not in set(Kind):
        raise Http404
    view = view_of(request, desk, key)
    row = row_of(view, item)
    which = Which(
        partner=view.owner.partner_id,
        application=view.owner.id,
        key=row.key,
        work=Work(row.work),
        revision=row.revision,
    )
    actions.ask(which=which, kind=Kind(kind), by=desk.actor, at=request.at)
    return redirect("desk_item", key=key, item=item)


@require_POST
@page(Permission.MAILBOX_ASK)
def link(request: Request, desk: Desk, *, key: UUID, item: str) -> HttpResponse:
    """Send a new link to the mailbox that is to be proven."""
    view = view_of(request, desk, key)
    mailboxing.asked(view, row_of(view, item), request=request)
    return redirect("desk_item", key=key, item=item)
