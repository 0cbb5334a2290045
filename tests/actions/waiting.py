"""Applications that nobody touches, and the clock of the installation that looks at them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from directbill.access import actor
from directbill.actions.shape import jobs
from directbill.ops.jobs import unfinished as job
from directbill.records import scope
from directbill.records.models import Application, Event, Notice
from tests.actions import applying
from tests.actions.applying import Applying
from tests.cast import NOW

BY = actor.system(jobs.UNFINISHED)
PRAGUE = ZoneInfo("Europe/Prague")


def look(at: datetime) -> None:
    """What the hourly job does at a moment."""
    job.look(by=BY, at=at)


def after(days: int, hours: int = 0) -> datetime:
    """So long after the application was last touched."""
    return NOW + timedelta(days=days, hours=hours)


def touched(made: Applying, at: datetime) -> None:
    """As if its last change had been then."""
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(touched_at=at)


def submitted() -> Applying:
    """A submitted application, put into that state directly: how it comes there is told elsewhere."""
    made = applying.answered()
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=made.id).update(
            state="submitted", submitted_at=NOW, first_submitted_at=NOW
        )
    return made


def told(made: Applying) -> list[str]:
    """The letters about it, in order."""
    return [notice.kind for notice in notices(made)]


def notices(made: Applying) -> list[Notice]:
    with scope.scoped(scope.EVERYONE):
        found = Notice.objects.filter(subject=made.record.reference).order_by("at", "kind", "reader")
        return list(found)


def events(made: Applying) -> list[str]:
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(subject=made.record.reference).order_by("id")
        return [
            kind for kind in rows.values_list("kind", flat=True) if "unfinished" in kind or "expire" in kind
        ]
