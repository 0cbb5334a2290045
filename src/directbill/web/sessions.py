"""What a session knows of its sign-in, and how long it lasts.

Its times are those of the machine's own clock: moving the clock of a sandbox signs nobody out.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from directbill.access.actor import SignedIn
from directbill.records.models import Person
from directbill.records.words import Proof

KEY = "directbill"
TOUCHED = timedelta(minutes=1)
"""How exactly the last use of a session is kept: a request does not write each time."""


def begin(request: HttpRequest, proved: SignedIn, *, wall: datetime) -> None:
    """The session begins with a sign-in."""
    request.session[KEY] = {"began": wall.isoformat(), "seen": wall.isoformat(), **_kept(proved)}


def prove(request: HttpRequest, proved: SignedIn) -> None:
    """The person proved who they are once more; what that proved replaces what was proved before.

    The session gets a new key: who had the old one has nothing of it.
    """
    request.session[KEY] = {**request.session[KEY], **_kept(proved)}
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def stepped(request: HttpRequest, *, two_steps: bool) -> None:
    """The second step was turned on in this session, or off: so it counts, or counts no more."""
    before = of(request)
    assert before is not None, "a page is for those who are signed in"
    prove(request, replace(before, two_steps=two_steps))


def renew(request: HttpRequest, who: Person) -> None:
    """The session goes on after the password was changed; all others ended with the old one."""
    before = request.session.session_key
    update_session_auth_hash(request, who)
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def of(request: HttpRequest, *, request_id: str = "") -> SignedIn | None:
    """What the session knows; None where it was not begun by a sign-in of ours."""
    found = request.session.get(KEY)
    if not isinstance(found, dict):
        return None
    return SignedIn(
        administrator=Proof(found["administrator"]),
        tenant=UUID(found["tenant"]) if found["tenant"] else None,
        guest=bool(found["guest"]),
        two_steps=bool(found.get("two_steps")) or not settings.DESK_SECOND_STEP,
        confirmed_at=datetime.fromisoformat(found["confirmed_at"]) if found["confirmed_at"] else None,
        request=request_id,
    )


def is_over(request: HttpRequest, *, wall: datetime) -> bool:
    """Whether the session was left alone too long, or has lasted as long as any may."""
    found = request.session[KEY]
    began, seen = (datetime.fromisoformat(found[name]) for name in ("began", "seen"))
    return bool(wall - seen >= settings.SESSION_IDLE or wall - began >= settings.SESSION_ABSOLUTE)


def touch(request: HttpRequest, *, wall: datetime) -> None:
    """Keep that the session was used, once a minute."""
    found = request.session[KEY]
    if wall - datetime.fromisoformat(found["seen"]) < TOUCHED:
        return
    request.session[KEY] = {**found, "seen": wall.isoformat()}
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=wall)


def _kept(proved: SignedIn) -> dict[str, Any]:
    return {
        "administrator": proved.administrator.value,
        "tenant": str(proved.tenant or ""),
        "guest": proved.guest,
        "two_steps": proved.two_steps,
        "confirmed_at": proved.confirmed_at.isoformat() if proved.confirmed_at else "",
    }
