"""Applications as they are listed."""

from uuid import UUID

from directbill.core import application as core
from directbill.queries import pages
from directbill.queries.pages import Page, Place
from directbill.records.models import Application, Signature


def page(partner: UUID, after: Place | None = None) -> Page:
    """One page of those of a partner, newest first; with what their lines need."""
    rows = Application.objects.filter(partner_id=partner).select_related("partner")
    return pages.page(rows, "begun_at", after=after)


def has_unfinished(partner: UUID) -> bool:
    """Whether one is being written: then no other one is begun."""
    return Application.objects.filter(partner_id=partner, state__in=core.UNFINISHED).exists()


def current(partner: UUID) -> Application | None:
    """The newest application of a partner that is not closed."""
    rows = Application.objects.filter(partner_id=partner, closed_at=None).select_related("partner")
    return rows.order_by("-begun_at").first()


def declined(found: Application) -> Signature | None:
    """The newest request to sign, where the person declined."""
    last = found.signatures.order_by("-asked_at").first()
    return last if last is not None and last.declined_at is not None else None
