"""Everything that happened: events and notices of a partner, or of one of its applications, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from directbill.records.models import Event, Notice

PAGE = 50
DESKS_OWN = frozenset(
    {
        "escalation:answer",
        "escalation:open",
        "item:assign",
        "item:hand_over",
        "item:release",
        "message:mark_read",
        "restriction:propose",
        "signal:dismiss",
        "note:write",
        "snooze:begin",
        "snooze:end",
        "waiver:decline",
        "waiver:propose",
    }
)
"""What the desk does among itself: no partner reads it."""

OF_ASSESSOR = "assessment"
"""What a letter to an assessor is about; the company is not shown it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of events. `older` is where the next page begins, 0 at the end."""

    events: tuple[Event, ...]
    notices: tuple[Notice, ...]
    older: int


def of(partner: UUID, *, reference: str = "", before: int = 0) -> Page:
    """Events in the order they were recorded, and the notices sent meanwhile. Two queries, however many there are.

    What the desk does among itself is no part of it.
    """
    rows = Event.objects.filter(~Q(kind__in=DESKS_OWN), partner_key=partner)
    letters = _letters(partner).select_related("message")
    if reference:
        rows = rows.filter(
            Q(subject=reference)
            | Q(subject__startswith=f"{reference}:")
            | Q(subject__startswith=f"{reference}/")
        )
        letters = letters.filter(subject=reference)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: PAGE + 1])
    events, more = found[:PAGE], len(found) > PAGE
    span = _span(events, before=before, more=more)
    notices = letters.filter(**span).order_by("-at")[:PAGE]
    return Page(tuple(events), tuple(notices), events[-1].id if more else 0)


def notice(partner: UUID, key: UUID) -> Notice | None:
    """One notice of a partner, as it was sent."""
    return _letters(partner).filter(id=key).select_related("message").first()


def _span(events: list[Event], *, before: int, more: bool) -> dict[str, datetime | Any]:
    """The notices that belong between the events of a page."""
    span: dict[str, datetime] = {}
    if events and before:
        span["at__lte"] = events[0].at
    if events and more:
        span["at__gte"] = events[-1].at
    return span


def _letters(partner: UUID) -> QuerySet[Notice]:
    """Letters about a partner that are its own: not those to its assessor."""
    return Notice.objects.filter(partner_id=partner).exclude(subject_kind=OF_ASSESSOR)
