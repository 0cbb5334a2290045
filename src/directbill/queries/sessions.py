"""The sessions a person is signed in with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One session, as its owner sees it."""

    id: int
    began: datetime
    seen: datetime
    address: str
    agent: str
    """What the browser says of itself."""
    current: bool


def of(person: UUID, *, current: str, wall: datetime) -> list[Shown]:
    """The person's sessions that still hold, this one first, then the last used. `current` is the key of this one."""
    recent = UserSession.objects.filter(user_id=person, last_seen_at__gt=wall - settings.SESSION_IDLE)
    rows = list(recent.filter(created_at__gt=wall - settings.SESSION_ABSOLUTE))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
    shown = [
        Shown(
            id=row.pk,
            began=row.created_at,
            seen=row.last_seen_at,
            address=row.ip,
            agent=row.user_agent,
            current=row.session_key == current,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(shown, key=lambda each: (not each.current, -each.seen.timestamp()))
