"""Two people on one application see each other. What somebody has open is kept with their session."""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.utils import timezone

from directbill.documents.texts import Catalog
from directbill.queries import presence
from directbill.queries.presence import KEY, Open
from directbill.web.request import Request

EXACT = timedelta(seconds=10)
"""How exactly it is kept: a page that is looked at again at once does not write again."""


def keep(request: Request, application: UUID, *, at: datetime) -> None:
    """This session has the application open. Nothing is recorded: it ends with the session, or by itself."""
    row = UserSession.objects.filter(session_key=request.session.session_key).first()
    if row is None:
        return
    before = presence.read(row.data)
    now = before.again(application, at=at) if before else Open(application, at, at)
    if before and now.since == before.since and at - before.seen < EXACT:
        return
    kept = row.data if isinstance(row.data, dict) else {}
    UserSession.objects.filter(pk=row.pk).update(data={**kept, KEY: now.kept()})


def told(application: UUID, texts: Catalog, *, me: UUID | None, at: datetime) -> str:
    """Who else has it open, in one line; empty where nobody has."""
    zone = timezone.get_current_timezone()
    return " ".join(
        texts.say("presence.open", name=each.name, time=f"{each.since.astimezone(zone):%H:%M}")
        for each in presence.others(application, me=me, at=at)
    )
