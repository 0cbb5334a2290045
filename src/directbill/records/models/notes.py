"""What the desk writes for itself about an application, and until when each person has read what is written there."""

from typing import ClassVar

from django.db import models

from directbill.records.models.applications import Application
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class Note(Kept):
    """A note of the desk. It stands behind a wall of its own: in the scope of its partner it does not exist."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", null=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_not_empty"),
        ]
        indexes: ClassVar = [models.Index(fields=["application", "-at"], name="note_of_application")]
        triggers: ClassVar = append_only()


class ReadUntil(Kept):
    """Until when somebody has read what is written about an application."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "person"], name="readuntil_once"),
        ]
