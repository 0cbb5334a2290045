"""Papers issued about a step, as pages of both sides show them, and as PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse

from directbill.documents import issued, papers
from directbill.documents.papers import Papers
from directbill.documents.texts import catalog
from directbill.queries import days
from directbill.queries import issued as queries
from directbill.records.models import Item
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class File:
    """The PDF in one language, and how whoever has it checks it."""

    name: str
    language: str
    filename: str
    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    paper: Papers
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paper in the list of an item's page."""

    title: str
    day: date
    url: str


def lines(view: View, row: Item, *, url: Callable[[int], str]) -> tuple[Line, ...]:
    """Every paper of an item, the newest first."""
    return tuple(
        Line(issued.read(found.words).title, days.of(found.at), url(found.step.number))
        for found in queries.listed(row, language=view.texts.lang)
    )


def page(  # sentence: for whom, of which item, of which step
    view: View, row: Item, number: int, *, url: Callable[[str], str]
) -> Page:
    """The paper in the language of the page; `url` is where its PDF in a language is."""
    found = queries.of_step(row, number)
    shown = found.get(view.texts.lang)
    if shown is None:
        raise Http404
    files = (
        File(
            name=catalog(lang).say("issued.in_language"),
            language=lang,
            filename=_filename(view, row, number, lang),
            url=url(lang),
            sha256=each.sha256,
        )
        for lang, each in found.items()
    )
    return Page(issued.read(shown.words), tuple(files))


def pdf(  # sentence: for whom, of which item, of which step
    view: View, row: Item, number: int, *, lang: str
) -> HttpResponse:
    """The PDF, drawn again from the words that were kept."""
    found = queries.of_step(row, number).get(lang)
    if found is None:
        raise Http404
    disposition = f'attachment; filename="{_filename(view, row, number, lang)}"'
    made = papers.render(issued.read(found.words))
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _filename(  # sentence: of whose application, of which item, which step, in which language
    view: View, row: Item, number: int, lang: str
) -> str:
    return f"{view.owner.reference}-{row.key}-{number}-{lang}.pdf"
