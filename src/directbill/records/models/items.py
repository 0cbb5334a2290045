"""Items of the desk's work on an application: where each stands, and every step that led there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.core.findings import Turn
from directbill.core.work import Work
from directbill.records.models.applications import Application
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class Item(Kept):
    """One item of an application. Its state is one of its kind's table; `revision` grows with every step."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="items")
    key = word()
    work = word(Work)
    position = models.PositiveSmallIntegerField()
    state = word()
    turn = word(Turn)
    """Whose turn the state is: derived from the table, kept so that the queue is one index."""
    since = models.DateTimeField()
    """When it came to this state."""
    due = models.DateField(null=True)
    """By when whoever's turn it is must act: from `since` and the days of the program's data."""
    revision = models.PositiveIntegerField(default=1)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    """Who proposed what a second person must confirm."""
    hands = models.JSONField(default=list)
    """Keys of people of the desk, or assessors, who had a hand in it."""
    left = models.JSONField(default=list)
    """Keys of people who left this work for good."""
    used = models.JSONField(default=list)
    """Verbs done that may be done once."""
    spoken = models.BooleanField(default=False)
    assignee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            one_of("work", Work, table="item"),
            one_of("turn", Turn, table="item"),
            models.UniqueConstraint(fields=["application", "key"], name="item_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due", "id"],
                condition=~Q(turn__in=[Turn.NOBODY, Turn.APPLICANT]),
                name="item_queue",
            ),
            models.Index(fields=["assignee", "due", "id"], name="item_of_assignee"),
        ]

    def __str__(self) -> str:
        return self.key


class ItemStep(Kept):
    """One step of an item: what was done, by whom, why, and what was given with it. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = word()
    before = word()
    after = word()
    side = word(Turn)
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    """The key of the actor."""
    by_name = models.CharField(max_length=LONGEST_NAME)
    reason = word(blank=True)
    """The key of the reason chosen from the program's list."""
    text = models.TextField(blank=True)
    """The reason in words, which the other side reads."""
    given = models.JSONField(default=dict)
    """The fields the verb asked for."""

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("side", Turn, table="itemstep"),
            models.UniqueConstraint(fields=["item", "number"], name="itemstep_numbered"),
        ]
        triggers: ClassVar = append_only()
