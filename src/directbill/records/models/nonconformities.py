"""Nonconformities of an assessment: where each stands, and every step that led there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.core.criteria import Grade, Result
from directbill.core.findings import Turn
from directbill.core.nonconformity import State
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner


class Nonconformity(Kept):
    """A criterion that was found not fulfilled, from the day it was told. `revision` grows with every step."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="nonconformities")
    number = models.PositiveIntegerField()
    """Of this assessment."""
    criterion = word()
    result = word(Result)
    grade = word(Grade)
    text = models.TextField()
    """What the assessor found, as it was told."""
    state = word(State)
    turn = word(Turn)
    since = models.DateTimeField()
    due = models.DateField(null=True)
    """By when whoever's turn it is must act; what is overdue keeps the day it missed."""
    revision = models.PositiveIntegerField(default=1)
    raised_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("grade", Grade, table="nonconformity"),
            one_of("state", State, table="nonconformity"),
            one_of("turn", Turn, table="nonconformity"),
            models.UniqueConstraint(fields=["item", "number"], name="nonconformity_numbered"),
            models.UniqueConstraint(
                fields=["item", "criterion"],
                condition=Q(state__in=["open", "overdue", "answered"]),
                name="nonconformity_one_lasts",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due", "id"], condition=~Q(turn=Turn.NOBODY), name="nonconformity_watched"),
        ]


class NonconformityStep(Kept):
    """One step of a nonconformity: what was done, by whom, in which words. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    nonconformity = models.ForeignKey(Nonconformity, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = word()
    before = word(blank=True)
    after = word()
    side = word(Turn)
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    by_name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField(blank=True)
    due = models.DateField(null=True)
    """The day that ran from this step on."""
    documents = models.JSONField(default=list)
    """Which files were named: key, name, and SHA-256."""

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("side", Turn, table="nonconformitystep"),
            models.UniqueConstraint(fields=["nonconformity", "number"], name="nonconformitystep_numbered"),
        ]
        triggers: ClassVar = append_only()
