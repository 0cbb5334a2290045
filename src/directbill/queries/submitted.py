"""Applications as the desk sees them: those that were sent, in the order they came, page by page."""

from directbill.core.application import State
from directbill.queries import pages
from directbill.queries.pages import Page, Place
from directbill.records.models import Application

SENT = (State.SUBMITTED, State.AMENDING, State.AMENDMENT_TO_BE_SIGNED)


def page(after: Place | None = None) -> Page:
    """One page of sent applications, the last that came first."""
    rows = Application.objects.filter(state__in=SENT).select_related("partner")
    return pages.page(rows, "submitted_at", after=after)
