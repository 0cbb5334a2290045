"""What an outside register said of a company when somebody of the desk asked it."""

from typing import ClassVar

from django.db import models

from directbill.core.registers import Kind, Outcome, Standing
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner


class RegisterAnswer(Kept):
    """One answer, as it came, beside what it was asked. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    kind = word(Kind)
    number = models.CharField(max_length=LONGEST_NAME)
    country = models.CharField(max_length=2, blank=True)
    own_name = models.TextField(blank=True)
    own_address = models.TextField(blank=True)
    """What the company said of itself on that day."""
    outcome = word(Outcome)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    address = models.CharField(max_length=LONGEST_NAME, blank=True)
    standing = word(Standing)
    said = models.CharField(max_length=LONGEST_NAME, blank=True)
    """The register's own word for the standing, or why it did not answer."""
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    """The key of the actor."""
    by_name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            one_of("kind", Kind, table="registeranswer"),
            one_of("outcome", Outcome, table="registeranswer"),
            one_of("standing", Standing, table="registeranswer"),
        ]
        triggers: ClassVar = append_only()
