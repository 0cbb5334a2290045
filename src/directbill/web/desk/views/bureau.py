"""Where a credit bureau sends its reports: no session, no cookie; the signature says who calls."""

import json
from collections import deque
from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from directbill.access import actor
from directbill.actions import bureau as actions
from directbill.actions.bureau import Sent
from directbill.core.errors import Refusal, refuse
from directbill.gateways import bureau, clock
from directbill.web.access import public
from directbill.web.request import Request

MOST = 256 * 1024
CALLS, SECONDS = 120, 60.0
"""So many calls that are not the bureau's a minute each process of the server answers in full."""
LONGEST_EVENT = 100
STATUSES = {
    "bureau_signature": HTTPStatus.FORBIDDEN,
    "bureau_stale": HTTPStatus.FORBIDDEN,
    "bureau_order_unknown": HTTPStatus.NOT_FOUND,
    "bureau_event_differs": HTTPStatus.CONFLICT,
}
CALLED: deque[float] = deque(maxlen=CALLS)


@csrf_exempt
@public
@require_POST
def reports(request: Request) -> HttpResponse:
    """Take a signed report. The same event again is answered like the first time, and kept once."""
    if not bureau.used_here():
        return _answer(HTTPStatus.NOT_FOUND, "off")
    now = clock.wall().timestamp()
    body = request.read(MOST + 1)
    if len(body) > MOST:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    try:
        refusal = bureau.objection(
            body,
            timestamp=request.headers.get("X-Bureau-Timestamp", ""),
            signature=request.headers.get("X-Bureau-Signature", ""),
            now=now,
        )
        if refusal is not None:
            if _too_often(now):
                return _answer(HTTPStatus.TOO_MANY_REQUESTS, "too_often")
            raise refusal
        by = actor.system("directbill.bureau")
        kept = actions.receive(sent=_sent(body), by=by, at=request.at)
    except Refusal as refused:
        status = STATUSES.get(refused.code, HTTPStatus.UNPROCESSABLE_ENTITY)
        return _answer(status, refused.code)
    return JsonResponse({"sha256": kept.sha256}, status=HTTPStatus.ACCEPTED)


def _too_often(now: float) -> bool:
    """Whether the oldest of the last strange calls is too young for another. A signed one is never kept out by them."""
    if len(CALLED) == CALLS and now - CALLED[0] < SECONDS:
        return True
    CALLED.append(now)
    return False


def _sent(body: bytes) -> Sent:
    """The event and the order of a body that is the bureau's. Refuses `bureau_unreadable`."""
    try:
        data = json.loads(body)
        event, order = data["event"], UUID(data["order"])
        right = (
            isinstance(event, str) and 0 < len(event) <= LONGEST_EVENT and isinstance(data["report"], dict)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise refuse("bureau_unreadable") from None
    if not right or "\x00" in body.decode() or "\\u0000" in body.decode():
        raise refuse("bureau_unreadable")
    return Sent(event=event, order=order, body=body)


def _answer(status: HTTPStatus, code: str) -> HttpResponse:
    return JsonResponse({"code": code}, status=status)
