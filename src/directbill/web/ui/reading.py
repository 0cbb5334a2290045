"""What a view reads of a request beside its form."""

from django.http import HttpRequest

from directbill.documents.texts import Catalog, catalog
from directbill.web import addresses
from directbill.web.ui import languages

LONGEST_NUMBER = 10


def texts(request: HttpRequest) -> Catalog:
    """The sentences in the language of the page."""
    return catalog(languages.of(request))


def next_page(request: HttpRequest, default: str) -> str:
    """Where to go on to: a page of this installation, or the default. Never anywhere else."""
    return addresses.safe(request.POST.get("next") or request.GET.get("next"), default)


def number(request: HttpRequest, name: str) -> int:
    """A whole number that was sent; -1 where it is none."""
    return whole(str(request.POST.get(name, "")))


def whole(sent: str) -> int:
    """The whole number that was written; -1 where it is none."""
    return int(sent) if sent.isdecimal() and len(sent) < LONGEST_NUMBER else -1
