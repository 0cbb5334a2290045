"""What a view reads of a request beside its form."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from directbill.documents.texts import Catalog, catalog
from directbill.web.ui import languages

LONGEST_NUMBER = 10


def texts(request: HttpRequest) -> Catalog:
    """The sentences in the language of the page."""
    return catalog(languages.of(request))


def next_page(request: HttpRequest, default: str) -> str:
    """Where to go on to: a page of this installation, or the default. Never anywhere else."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "")
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if inside and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else default


def number(request: HttpRequest, name: str) -> int:
    """A whole number that was sent; -1 where it is none."""
    sent = str(request.POST.get(name, ""))
    return int(sent) if sent.isdecimal() and len(sent) < LONGEST_NUMBER else -1
