"""What a restriction means for customers: the list with dates, the same as CSV, and a text for them."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from directbill.access.permissions import Permission
from directbill.documents import winding as documents
from directbill.documents.texts import catalog, languages
from directbill.documents.winding import Row
from directbill.queries import enrolled, enrollments
from directbill.queries import winding as queries
from directbill.records.models import Restriction
from directbill.web.ui.enrolled import View
from directbill.web.ui.itemized import Answer

MOST_ROWS = 100
ATTACHED = 'attachment; filename="{}"'


@dataclass(frozen=True, slots=True)
class Shown:
    """The page: how much it is, and the first rows of the list; no facts where there is no ledger."""

    facts: tuple[Answer, ...]
    rows: tuple[Row, ...]
    total: int
    beyond: bool
    notices: tuple[tuple[str, str], ...]
    """Language and its own name, of the text for customers."""

    @property
    def cut(self) -> bool:
        return self.total > len(self.rows)


def shown(view: View, row: Restriction) -> Shown:
    """What falls into the steps of a restriction, as far as the ledger knows."""
    found = _found(view, row)
    notices = tuple((lang, catalog(lang).say("ui.language_name")) for lang in languages())
    if found is None:
        return Shown((), (), 0, beyond=False, notices=notices)
    told = documents.facts(found.plan, known=str(found.known), nameless=found.nameless, texts=view.texts)
    falling = found.plan.falling
    return Shown(
        facts=tuple(Answer(label, text) for label, text in told),
        rows=tuple(documents.row(each, view.texts) for each in falling[:MOST_ROWS]),
        total=len(falling),
        beyond=bool(found.plan.beyond),
        notices=notices,
    )


def sheet(view: View, row: Restriction) -> HttpResponse:
    """The whole list as a file; without a ledger there is none."""
    found = _found(view, row)
    if found is None:
        raise Http404
    name = f"{view.row.reference}-{row.number}.csv"
    return HttpResponse(
        documents.sheet(found.plan),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": ATTACHED.format(name)},
    )


def notice(  # sentence: for whom, of which, in what language
    view: View, row: Restriction, lang: str
) -> HttpResponse:
    """The text for customers as a file, in a language of the catalog."""
    if lang not in languages():
        raise Http404
    texts = catalog(lang)
    said = documents.notice(
        view.row.partner.name,
        enrollments.of_core(row).steps,
        region=texts.own(enrolled.region(view.row)) or texts.say("enrolled.everywhere"),
        rules=view.rules,
        texts=texts,
        on=view.on,
    )
    name = f"{view.row.reference}-{row.number}-{lang}.txt"
    return HttpResponse(
        said,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": ATTACHED.format(name), "Content-Language": lang},
    )


def _found(view: View, row: Restriction) -> queries.Wound | None:
    if not view.may(Permission.LEDGER_READ):
        raise Http404
    return queries.plan(view.row.partner_id, enrollments.of_core(row), on=view.on)
