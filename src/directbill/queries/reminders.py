"""Restrictions whose next step is to be told of again on a day, and was not yet."""

from collections.abc import Iterator
from datetime import date

from directbill.core import ladder, restriction
from directbill.core.enrollment import RUNNING
from directbill.queries import enrollments
from directbill.records.models import Notice, Restriction

KIND = "restriction_reminder"


def to_remind(*, on: date) -> Iterator[Restriction]:
    """Open restrictions with a day of telling that has come; the next step's day first."""
    rows = Restriction.objects.filter(state=restriction.State.OPEN, due__gt=on, enrollment__state__in=RUNNING)
    for row in rows.select_related("enrollment").order_by("due", "id"):
        day = told_on(row, on=on)
        if day is not None and not _told(row, day):
            yield row


def told_on(row: Restriction, *, on: date) -> date | None:
    """The last day of telling that has come; None where none has."""
    found = enrollments.of_core(row)
    following = ladder.next_step(found.steps, taken=found.taken)
    if following is None:
        return None
    ahead = enrollments.rules(row.enrollment).reminders
    told = ladder.told_on(following, days_before=ahead, announced=found.since)
    return max((day for day in told if day <= on), default=None)


def _told(row: Restriction, day: date) -> bool:
    since = Notice.objects.filter(kind=KIND, subject=row.enrollment.reference, due=row.due, at__date__gte=day)
    return since.exists()
