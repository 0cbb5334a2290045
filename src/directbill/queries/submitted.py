"""Applications as the desk sees them: those that were sent, in the order they came, page by page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from directbill.core.application import State
from directbill.records.models import Application

PAGE = 25
SENT = (State.SUBMITTED, State.AMENDING, State.AMENDMENT_TO_BE_SIGNED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after the application that was submitted then, with that key."""

    submitted_at: datetime
    key: UUID

    def __str__(self) -> str:
        return f"{self.submitted_at.isoformat()}_{self.key}"

    @staticmethod
    def parse(text: str) -> "Place | None":
        """Read what `str` wrote; None for anything else."""
        at, _, key = text.partition("_")
        try:
            found = Place(datetime.fromisoformat(at), UUID(key))
        except ValueError:
            return None
        return found if found.submitted_at.tzinfo else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, newest first; `older` is where the next one begins."""

    rows: tuple[Application, ...]
    older: Place | None


def page(after: Place | None = None) -> Page:
    """One page of sent applications: one query by the index, however many there are."""
    rows = Application.objects.filter(state__in=SENT).select_related("partner")
    if after is not None:
        earlier = Q(submitted_at__lt=after.submitted_at)
        same = Q(submitted_at=after.submitted_at, id__lt=after.key)
        rows = rows.filter(submitted_at__lte=after.submitted_at).filter(earlier | same)
    found = list(rows.order_by("-submitted_at", "-id")[: PAGE + 1])
    kept, more = found[:PAGE], len(found) > PAGE
    last = kept[-1] if more else None
    return Page(tuple(kept), Place(last.submitted_at, last.id) if last and last.submitted_at else None)
