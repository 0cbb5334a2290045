"""The clock: the one place that asks what time it is. Everything else is told.

A sandbox can run ahead of the real time, so that reminders, warnings and lapses can be seen before they are due.
How far it is ahead is kept in the database (records/models/clock.py says why), and every process asks anew.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from directbill.records.models import ClockShift


def now() -> datetime:
    """This moment by the installation's clock, in UTC."""
    return wall() + ahead()


def wall() -> datetime:
    """This moment by the machine's clock, for what the world outside dates: certificates, tokens, sessions."""
    return datetime.now(UTC)


def ahead() -> timedelta:
    """How far the installation's clock runs ahead. In production never, whatever the database says."""
    if settings.PRODUCTION:
        return timedelta(0)
    return shift()


def shift() -> timedelta:
    """What the database says of the clock."""
    found = ClockShift.objects.values_list("ahead", flat=True).first()
    return found or timedelta(0)
