"""What a company claims of the criteria of its assessment; every change is kept with who and when."""

from typing import ClassVar

from django.db import models

from directbill.core.criteria import Result
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner


class Claim(Kept):
    """What was claimed of one criterion at one time; the one with the highest number holds. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="claims")
    criterion = word()
    number = models.PositiveIntegerField()
    """Of this criterion in this assessment."""
    result = word(Result)
    text = models.TextField(blank=True)
    documents = models.JSONField(default=list)
    """Which files were named: key, name, and SHA-256."""
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    by_name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("result", Result, table="claim"),
            models.UniqueConstraint(fields=["item", "criterion", "number"], name="claim_numbered"),
        ]
        triggers: ClassVar = append_only()
