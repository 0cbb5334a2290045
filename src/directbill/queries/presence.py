"""Who of the desk has an application open: what their sessions say, as long as it is fresh."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession

from directbill.documents.texts import printable

KEY = "open"
"""Under which a session says what it has open."""
FRESH = timedelta(minutes=5)
"""For so long after its last sign a page counts as open: it expires by itself."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has the application open, since when."""

    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Open:
    """What a session has open: since when, and when it last said so."""

    application: UUID
    since: datetime
    seen: datetime

    def again(self, application: UUID, *, at: datetime) -> "Open":
        """What it has open after a page was opened: since before where it is the same one, and was fresh."""
        goes_on = application == self.application and self.is_fresh(at)
        return Open(application, self.since if goes_on else at, at)

    def is_fresh(self, at: datetime) -> bool:
        """Whether it still counts. A sign from later than now counts too: clocks differ by moments."""
        return at - self.seen < FRESH

    def kept(self) -> dict[str, str]:
        """As a session keeps it."""
        return {
            "application": str(self.application),
            "since": self.since.isoformat(),
            "seen": self.seen.isoformat(),
        }


def read(kept: object) -> Open | None:
    """What a session keeps; None where it keeps nothing that can be read."""
    try:
        found = kept[KEY]  # type: ignore[index]  # types: JSON
        since, seen = (datetime.fromisoformat(found[name]) for name in ("since", "seen"))
        return Open(UUID(found["application"]), since, seen)
    except (KeyError, TypeError, ValueError):
        return None


def others(application: UUID, *, me: UUID | None, at: datetime) -> list[Present]:
    """Everybody else who has it open, the longest first; each once, however many windows they have. One query."""
    rows = UserSession.objects.filter(**{f"data__{KEY}__application": str(application)})
    found: dict[UUID, Present] = {}
    for row in rows.exclude(user_id=me).select_related("user"):
        has = read(row.data)
        if has is None or not has.is_fresh(at):
            continue
        before = found.get(row.user_id)
        since = min(has.since, before.since) if before else has.since
        found[row.user_id] = Present(printable(str(row.user)), since)
    return sorted(found.values(), key=lambda each: (each.since, each.name))
