"""The enrollments of a company as lines of its overview."""

from dataclasses import dataclass
from datetime import date

from directbill.access.permissions import Permission
from directbill.documents.texts import Catalog
from directbill.queries import enrolled, enrollments
from directbill.web.portal.company import Company
from directbill.web.ui.enrolled import TONES


@dataclass(frozen=True, slots=True)
class Line:
    """One enrollment: its region, where it stands, since when, and its page."""

    region: str
    word: str
    tone: str
    since: str
    url: str


def lines(company: Company, *, texts: Catalog, on: date) -> tuple[Line, ...]:
    """Those that last first. Nothing for whoever may not read them."""
    if not company.may(Permission.ENROLLMENT_READ):
        return ()
    return tuple(
        Line(
            region=texts.own(enrolled.region(row)) or texts.say("enrolled.everywhere"),
            word=texts.say(f"life.enrollment.{row.state}.word"),
            tone=TONES.get(row.state, "not_started"),
            since=texts.say("enrolled.since", day=row.since, n=(on - row.since).days),
            url=company.url("enrollment", row.reference),
        )
        for row in enrollments.of_partner(company.partner.id)
    )
