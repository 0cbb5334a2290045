"""The enrollments of a company as lines of its overview."""

from dataclasses import dataclass
from datetime import date

from directbill.access.permissions import Permission
from directbill.documents.texts import Catalog
from directbill.queries import enrollments
from directbill.records.models import Application, Enrollment
from directbill.web.portal.company import Company
from directbill.web.ui import enrolled
from directbill.web.ui.enrolled import View


@dataclass(frozen=True, slots=True)
class Line:
    """One enrollment: where it stands, its page, and what waits for somebody, each with its five answers."""

    view: View
    url: str
    waits: tuple[enrolled.Line, ...]


def lines(company: Company, *, texts: Catalog, on: date) -> tuple[Line, ...]:
    """Those that last first. Nothing for whoever may not read them."""
    if not company.may(Permission.ENROLLMENT_READ):
        return ()
    views = [view(company, row, texts=texts, on=on) for row in enrollments.of_partner(company.partner.id)]
    return tuple(
        Line(each, company.url("enrollment", each.row.reference), (*each.open_lines(), *each.noticed_now()))
        for each in views
    )


def view(company: Company, row: Enrollment, *, texts: Catalog, on: date) -> View:
    """An enrollment as its company is shown it."""

    def url(number: int, *verb: str) -> str:
        return company.url("restriction_deed" if verb else "restriction", row.reference, number, *verb)

    def of_review(owner: Application) -> str:
        return company.url("application", owner.reference)

    return View(row, actor=company.actor, texts=texts, on=on, url=url, of_review=of_review)
