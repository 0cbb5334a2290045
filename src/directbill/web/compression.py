"""Pages are sent compressed, each with a filler of chance length, so that its size tells nothing of its secrets."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PAGE = "text/html"


class Pages(GZipMiddleware):
    """Compresses pages alone: static files are compressed once for all, given files are handed out as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(PAGE):
            return response
        return super().process_response(request, response)
