"""Whether this process lives and is ready: for whatever watches over it. Nothing is written, nobody signs in.

It stands before everything else, so that it answers where the database is away, and under any host name.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from directbill.queries import installation

LIVE, READY, BOTH = "/health/live/", "/health/ready/", "/health/"
FINE, NOT_READY = 200, 503


class Health:
    """Answers `/health/live/`, `/health/ready/` and `/health/`, which is ready; leaves everything else alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == LIVE:
            return _said(live=True)
        if request.path in (READY, BOTH):
            return _said(live=True, ready=installation.is_ready())
        return self.get_response(request)


def _said(**states: bool) -> HttpResponse:
    status = FINE if all(states.values()) else NOT_READY
    return JsonResponse(states, status=status, headers={"Cache-Control": "no-store"})
