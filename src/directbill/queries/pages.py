"""Applications page by page: one query by the index, however many there are and however far down the page is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from directbill.records.models import Application

PAGE = 25


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after the application with that moment and that key."""

    at: datetime
    key: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.key}"

    @staticmethod
    def parse(text: str) -> "Place | None":
        """Read what `str` wrote; None for anything else."""
        at, _, key = text.partition("_")
        try:
            found = Place(datetime.fromisoformat(at), UUID(key))
        except ValueError:
            return None
        return found if found.at.tzinfo else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, newest first; `older` is where the next one begins."""

    rows: tuple[Application, ...]
    older: Place | None


def page(rows: QuerySet[Application], moment: str, *, after: Place | None) -> Page:
    """The page of `rows` that begins after a place, newest first by a moment of theirs that is never empty."""
    if after is not None:
        earlier, same = Q(**{f"{moment}__lt": after.at}), Q(**{moment: after.at, "id__lt": after.key})
        rows = rows.filter(**{f"{moment}__lte": after.at}).filter(earlier | same)
    found = list(rows.order_by(f"-{moment}", "-id")[: PAGE + 1])
    kept, more = found[:PAGE], len(found) > PAGE
    return Page(tuple(kept), Place(getattr(kept[-1], moment), kept[-1].id) if more else None)
