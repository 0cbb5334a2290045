"""Invitations as pages show them: by the link that was sent, and those of a partner that are still open."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from directbill.records import scope
from directbill.records.models import Invitation, Representative


def of_link(digest: str) -> Invitation | None:
    """The invitation a link leads to, with its partner."""
    with scope.scoped(scope.link(digest)):
        found = Invitation.objects.filter(digest=digest).first()
    if found is None or found.partner_id is None:
        return found
    with scope.scoped(scope.partner(found.partner_id)):
        return Invitation.objects.select_related("partner").get(id=found.id)


def open_ones(partner: UUID | None, *, at: datetime) -> list[Invitation]:
    """Those that can still be accepted, the newest first. Within the scope of whoever asks."""
    theirs = Q(partner=None) if partner is None else Q(partner_id=partner)
    rows = Invitation.objects.filter(theirs, accepted_at=None, revoked_at=None, expires_at__gt=at)
    return list(rows.order_by("-invited_at"))


def representatives(partner: UUID) -> list[Representative]:
    """Who acts for a partner now. Within the scope of whoever asks."""
    rows = Representative.objects.filter(partner_id=partner, until=None)
    return list(rows.select_related("person").order_by("since"))
