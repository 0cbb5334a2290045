"""What waits for the desk about the ways out of an enrollment: beside the queue."""

from django.urls import reverse

from directbill.core import moving, transition, waiver
from directbill.documents.texts import Catalog
from directbill.documents.words import words_for
from directbill.queries import departures, program
from directbill.records.models import CustomerMove, Transition, Waiver
from directbill.web.desk.restrictions import Line, Waiting
from directbill.web.request import Request
from directbill.web.ui import reading

MOST = 25
"""On one page; where there are more, the list of all departures has them."""


def waiting(request: Request) -> Waiting:
    """Transitions and customers that the desk must act on, and waivers that wait for a second person."""
    texts = reading.texts(request)
    found = departures.for_the_desk(most=MOST + 1)
    more = reverse("desk_departures") if len(found) > MOST else ""
    return Waiting(tuple(_line(row, texts) for row in found[:MOST]), more)


def _line(row: Transition | CustomerMove | Waiver, texts: Catalog) -> Line:
    of = row.enrollment
    if isinstance(row, Waiver):
        words = words_for(texts, program.edition(of.edition), program=program.program())
        title = texts.say("departures.waiver", title=words.title(row.requirement))
        url, table = reverse("desk_waivers", args=[of.reference]), waiver.TABLE.name
        due = texts.say("departures.since", day=row.proposed_on)
    elif isinstance(row, CustomerMove):
        title = texts.say("departures.customer", name=row.name)
        url, table = reverse("desk_customer", args=[of.reference, row.number]), moving.TABLE.name
        due = ""
    else:
        title = texts.say("departures.transition")
        url, table = reverse("desk_transition", args=[of.reference]), transition.TABLE.name
        due = texts.say("desk.until", day=row.due) if row.due else ""
    word = texts.say(f"life.{table}.{row.state}.word")
    return Line(title, url, row.partner.name, of.reference, word, due)
