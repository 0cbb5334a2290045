"""Sessions: a person ends one of their own, or all but one, or all."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from directbill.access.actor import Actor
from directbill.actions.shape import audit, work
from directbill.records import scope


def end(*, session: int, by: Actor, at: datetime) -> None:
    """End one of one's own sessions: whoever uses it is signed out at the next request. Refuses `not_there`."""
    person = work.person(by)
    with scope.scoped(scope.person(person)):
        found = work.lock(UserSession.objects.all(), pk=session, user_id=person)
        found.end()
        _written("end", by=by, at=at, ended=1)


def end_others(*, current: str, by: Actor, at: datetime) -> int:
    """End all sessions but the current one; gives how many. Without a current one, all."""
    person = work.person(by)
    with scope.scoped(scope.person(person)):
        others = list(UserSession.objects.filter(user_id=person).exclude(session_key=current))
        for each in others:
            each.end()
        _written("end_others", by=by, at=at, ended=len(others))
    return len(others)


def _written(verb: str, *, by: Actor, at: datetime, ended: int) -> None:
    changes = audit.changed({}, {"ended": str(ended)})
    audit.write(f"session:{verb}", by=by, at=at, subject=("person", by.key), changes=changes)
