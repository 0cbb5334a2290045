"""The page behind the link that was sent to a mailbox: one button, for whoever reads it."""

from contextlib import suppress
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access import actor
from directbill.actions import item as items
from directbill.actions import mailbox as actions
from directbill.actions.shape import links
from directbill.actions.shape.steps import Deed, Which
from directbill.core.errors import Refusal
from directbill.core.work import Work
from directbill.queries import days, mailboxes
from directbill.records.models import MailboxLink
from directbill.web.access import public
from directbill.web.request import Request
from directbill.web.ui import problems, reading

RULE = "mailbox_link"
"""In whose name the rule acts that lets the item pass."""


@public
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: Request, secret: str) -> HttpResponse:
    """Say that the mailbox is read. Opening the page changes nothing: programs open links, too."""
    held = mailboxes.held(links.digest(secret))
    if held is None:
        raise Http404
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _do(request, held.link)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect("mailbox", secret)
    context = {
        "email": held.link.email,
        "company": held.company,
        "reference": held.reference,
        "state": mailboxes.state(held.link, at=request.at),
        "last": days.of(held.link.expires_at) - timedelta(days=1),
        "faults": faults,
    }
    return render(request, "portal/mailbox.html", context, status=422 if faults else 200)


def _do(request: Request, link: MailboxLink) -> None:
    """The mailbox is proven; then a rule lets the item pass, unless people have it in hand."""
    by = actor.mailbox(f"mailbox:{link.id}", name=link.email, partner=link.partner_id, request=request.id)
    actions.prove(link=link.id, by=by, at=request.at)
    row, verb = mailboxes.settled_by(link)
    if verb:
        which = Which(
            partner=row.partner_id,
            application=row.application_id,
            key=row.key,
            work=Work(row.work),
            revision=row.revision,
        )
        with suppress(Refusal):
            items.do(which=which, deed=Deed(verb=verb), by=actor.system(RULE), at=request.at)
