"""How the desk orders its own work: what is laid aside, what was put before the program manager, and who is away."""

from typing import ClassVar

from django.db import models

from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, in_order, one_of, together
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person
from directbill.records.words import Answered


class Snooze(Kept):
    """An item laid aside until a day, at one of its revisions. It stands behind the wall of the desk."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="snoozes")
    revision = models.PositiveIntegerField()
    until = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When somebody took it up again before its day; empty where it came back by itself."""

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(reason=""), name="snooze_reason")]


class Escalation(Kept):
    """A question about an item to the program manager, and what came back. It stands behind the wall of the desk."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="escalations")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=LONGEST_NAME, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            one_of("outcome", ["", *Answered], table="escalation"),
            together("answered_at", "answered_by", table="escalation"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="escalation_reason"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(answered_at=None), name="escalation_open_once"
            ),
        ]


class Away(Kept):
    """Days somebody of the desk is away, the first and the last of them included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When it was taken back."""

    class Meta:
        ordering: ClassVar = ["first"]
        constraints: ClassVar = [in_order("first", "last", table="away")]
