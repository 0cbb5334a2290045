"""What a view reads of a request beside its form."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest

from directbill.core.errors import refuse
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


def place(request: HttpRequest, name: str) -> int | None:
    """A place in a list, from the address; None where it is none."""
    asked = str(request.GET.get(name, ""))
    return int(asked) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else None


def key(request: HttpRequest, name: str) -> UUID:
    """A record's key that was sent. What is none is not there."""
    try:
        return UUID(str(request.POST.get(name, "")))
    except ValueError:
        raise refuse("not_there") from None


def day(request: HttpRequest, name: str) -> date | None:
    """A date that was sent; None where nothing was. Refuses `answer_no_date`."""
    sent = str(request.POST.get(name, "")).strip()
    try:
        return date.fromisoformat(sent) if sent else None
    except ValueError:
        raise refuse("answer_no_date", column=name, found=sent) from None
