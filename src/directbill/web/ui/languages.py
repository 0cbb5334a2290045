"""The language of a page: chosen, else the person's own, else what the browser asks for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from directbill.documents.texts import catalog
from directbill.records.words import Language

COOKIE = "directbill_language"
YEAR = 31_536_000


def of(request: HttpRequest) -> str:
    """The language to answer in."""
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen in set(Language):
        return chosen
    actor = getattr(request, "actor", None)
    return str(actor.language) if actor is not None else _asked(request.headers.get("Accept-Language", ""))


def others(lang: str) -> list[tuple[str, str]]:
    """The other languages, each by its own name."""
    return [(code, catalog(code).say("ui.language_name")) for code in sorted(Language) if code != lang]


def choose(response: HttpResponseBase, lang: str) -> None:
    """Remember the choice in this browser."""
    response.set_cookie(
        COOKIE, lang, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


def _asked(header: str) -> str:
    """The first of our languages in a header such as `cs-CZ,cs;q=0.9,en;q=0.8`."""
    weighted = []
    for place, part in enumerate(header.split(",")[:20]):
        code, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), place, code.partition("-")[0].lower()))
        except ValueError:
            continue
    return next((code for _, _, code in sorted(weighted) if code in set(Language)), Language.EN)
