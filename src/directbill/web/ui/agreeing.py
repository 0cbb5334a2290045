"""The text of an agreement on the pages of both sides: to be read before it is accepted, and fetched to the byte."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse

from directbill.documents.texts import catalog
from directbill.queries import agreements
from directbill.records.models import Item
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Shown:
    """One text: how it is called, where it is fetched, how it is checked, and its words, line by line."""

    name: str
    language: str
    version: str
    filename: str
    sha256: str
    url: str
    words: tuple[str, ...]


def texts(view: View, row: Item, *, url: Callable[[str], str]) -> tuple[Shown, ...]:
    """The texts on an item, that in the language of the page first."""
    found = agreements.texts(row, view.desk) if view.desk else ()
    ordered = sorted(found, key=lambda text: text.language != view.texts.lang)
    return tuple(
        Shown(
            name=catalog(text.language).say("agreement_text.name"),
            language=text.language,
            version=text.version,
            filename=text.filename(view.owner.reference),
            sha256=text.sha256,
            url=url(text.language),
            words=tuple(filter(str.strip, text.content.decode().splitlines())),
        )
        for text in ordered
    )


def file(view: View, row: Item, *, lang: str) -> HttpResponse:
    """The very bytes."""
    for text in agreements.texts(row, view.desk) if view.desk else ():
        if text.language == lang:
            disposition = f'attachment; filename="{text.filename(view.owner.reference)}"'
            headers = {"Content-Disposition": disposition}
            return HttpResponse(text.content, content_type="text/plain; charset=utf-8", headers=headers)
    raise Http404
