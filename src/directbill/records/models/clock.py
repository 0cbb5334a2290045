"""The clock of a sandbox installation: how far it runs ahead of the real one."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q


class ClockShift(models.Model):
    """One row, or none where the clock was never moved.

    It is in the database, not in the data folder: every process of the installation sees it, on whatever machine it
    runs, it changes together with its event, and a backup that is restored has the time its records were made at.
    """

    row = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField()
    moved_at = models.DateTimeField()
    """The real time at which it was moved."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(row=1), name="clock_one_row"),
            models.CheckConstraint(condition=Q(ahead__gte=timedelta(0)), name="clock_never_behind"),
        ]
