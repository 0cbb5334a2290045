"""Applications as they are listed."""

from uuid import UUID

from directbill.records.models import Application


def of(partner: UUID) -> list[Application]:
    """Those of a partner, newest first; with what their lines need."""
    rows = Application.objects.filter(partner_id=partner).select_related("partner").order_by("-begun_at")
    return list(rows[:100])


def current(partner: UUID) -> Application | None:
    """The newest application of a partner that is not closed."""
    rows = Application.objects.filter(partner_id=partner, closed_at=None).select_related("partner")
    return rows.order_by("-begun_at").first()
