"""Restrictions that wait for the desk: beside the queue, and before the list of enrollments."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from directbill.documents import noticed
from directbill.documents.texts import Catalog
from directbill.documents.words import words_for
from directbill.queries import enrolled, enrollments, program
from directbill.queries.queue import Place
from directbill.records.models import Restriction
from directbill.web.request import Request
from directbill.web.ui import reading

AFTER = "restrictions"
"""Where in the address it stands after which restriction the page begins."""


@dataclass(frozen=True, slots=True)
class Line:
    """One that waits."""

    title: str
    url: str
    company: str
    reference: str
    word: str
    due: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of them, and the address of the next one."""

    lines: tuple[Line, ...] = ()
    more: str = ""


def waiting(request: Request) -> Waiting:
    """Those whose turn is the desk's, the earliest day first."""
    texts, after = reading.texts(request), Place.parse(request.GET.get(AFTER, ""))
    found = enrolled.waiting(after=after)
    more = f"{reverse('desk_enrollments')}?{urlencode({AFTER: str(found.more)})}" if found.more else ""
    return Waiting(tuple(_line(row, texts) for row in found.rows), more)


def _line(row: Restriction, texts: Catalog) -> Line:
    of = row.enrollment
    words = words_for(texts, program.edition(of.edition), program=program.program())
    return Line(
        title=noticed.cause(row.cause, row.params, rules=enrollments.rules(of), words=words).title,
        url=reverse("desk_restriction", args=[of.reference, row.number]),
        company=of.partner.name,
        reference=f"{of.reference}/{row.number}",
        word=texts.say(f"life.restriction.{row.state}.word"),
        due=texts.say("desk.until", day=row.due) if row.due else "",
    )
