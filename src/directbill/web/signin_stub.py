"""Stands in for pages that are still to come."""

from django.http import HttpRequest, HttpResponse

from directbill.web.access import private


@private
def to_come(request: HttpRequest, **_: str) -> HttpResponse:
    """Nothing yet."""
    return HttpResponse("to come")
