"""Applications as they are listed."""

from uuid import UUID

from directbill.records.models import Application, Signature


def of(partner: UUID) -> list[Application]:
    """Those of a partner, newest first; with what their lines need."""
    rows = Application.objects.filter(partner_id=partner).select_related("partner").order_by("-begun_at")
    return list(rows[:100])


def current(partner: UUID) -> Application | None:
    """The newest application of a partner that is not closed."""
    rows = Application.objects.filter(partner_id=partner, closed_at=None).select_related("partner")
    return rows.order_by("-begun_at").first()


def declined(found: Application) -> Signature | None:
    """The newest request to sign, where the person declined."""
    last = found.signatures.order_by("-asked_at").first()
    return last if last is not None and last.declined_at is not None else None
