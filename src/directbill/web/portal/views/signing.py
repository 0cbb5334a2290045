"""The page behind the link to sign: what is to be signed, and the two answers to it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from directbill.access import actor
from directbill.actions import signature as actions
from directbill.actions.shape import links
from directbill.core.errors import Refusal
from directbill.queries import signatures
from directbill.queries.signatures import ToSign
from directbill.web.access import public
from directbill.web.portal.present import signing as present
from directbill.web.request import Request
from directbill.web.ui import problems, reading


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, secret: str) -> HttpResponse:
    """Read, then sign by writing one's name, or decline and say why."""
    held = signatures.held(links.digest(secret))
    if held is None:
        raise Http404
    faults: tuple[problems.Problem, ...] = ()
    if request.method == "POST":
        try:
            _do(request, held)
        except Refusal as refusal:
            faults = problems.told(problems.of_page(refusal), reading.texts(request), fields=True)
        else:
            return redirect("sign", secret)
    texts = reading.texts(request)
    context = {"held": held, "faults": faults, **present.page(held, texts, at=request.at)}
    return render(request, "portal/sign.html", context, status=422 if faults else 200)


def _do(request: Request, held: ToSign) -> None:
    asked = held.signature
    by = actor.signatory(
        f"signature:{asked.id}", name=asked.name, partner=asked.partner_id, request=request.id
    )
    if request.POST.get("do") == "decline":
        reason = request.POST.get("reason", "")
        actions.decline(signature=held.signature.id, reason=reason, by=by, at=request.at)
    else:
        name = request.POST.get("name", "")
        actions.sign(signature=held.signature.id, name=name, by=by, at=request.at)
