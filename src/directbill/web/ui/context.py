"""What every page knows: the language and its sentences, who is signed in, and where the clock stands."""

from typing import Any

from django.http import HttpRequest

from directbill.documents.texts import catalog
from directbill.web.ui import languages

REFRESH = "ui_refresh"


def page(request: HttpRequest) -> dict[str, Any]:
    """The values of ui/page.html."""
    lang = languages.of(request)
    return {
        "lang": lang,
        "texts": catalog(lang),
        "languages": languages.others(lang),
        "actor": getattr(request, "actor", None),
        "kept": getattr(request, "is_given_back", False),
        "here": request.get_full_path(),
    }
