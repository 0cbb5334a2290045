"""Times of interviews that an assessor offers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.core.slots import LONGEST, SHORTEST, State
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class Slot(Kept):
    """One time offered for an interview. At most one of an assessment is booked; `revision` grows with every step."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="slots")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=64)
    """The IANA zone in which it was offered."""
    place = models.CharField(max_length=LONGEST_NAME)
    state = word(State)
    reason = models.TextField(blank=True)
    """Why it was cancelled or missed."""
    offered_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    uid = models.UUIDField(null=True)
    """Of the event in the readers' calendars: kept when another time is booked instead, new after a cancellation."""
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["begins", "id"]
        constraints: ClassVar = [
            one_of("state", State, table="slot"),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name="slot_minutes_in_range"
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(state=State.BOOKED), name="slot_one_booked"),
        ]
