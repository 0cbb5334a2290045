"""What holds for every answer, whatever page gives it: under which name it is asked for, and who may keep it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from directbill.web.ui import failures

NUL = "\x00"


class Safeguards:
    """Answers under the installation's own host names only, and lets no browser and no cache keep a page.

    Another site's name that leads to this machine would let that site's page read ours. A page that was kept would be
    shown by the back button to whoever sits down next.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        if NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = _told(request, response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _told(request: HttpRequest, plain: HttpResponse) -> HttpResponse:
    """The page of whoever came with a method that leads nowhere: Django's own answer has no word in it."""
    page = failures.not_allowed(request)
    page.headers["Allow"] = plain.headers["Allow"]
    if "X-Request-Id" in plain.headers:
        page.headers["X-Request-Id"] = plain.headers["X-Request-Id"]
    return page
