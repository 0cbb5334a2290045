"""Views of the queue that somebody saved."""

from typing import ClassVar

from django.db import models

from directbill.records.models.kept import LONGEST_NAME, Kept
from directbill.records.models.people import Person


class SavedView(Kept):
    """A filter of the queue under a name, for one person: the address says all of it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    address = models.TextField()
    """What stands behind the question mark of the queue's address, in its canonical order."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="savedview_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="savedview_named"),
        ]

    def __str__(self) -> str:
        return self.name
