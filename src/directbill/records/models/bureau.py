"""What was ordered of a credit bureau, and the reports that came: the restricted file, which no partner reads."""

from typing import ClassVar

from django.db import models

from directbill.records.models.items import ItemStep
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, append_only
from directbill.records.models.partners import Partner


class BureauOrder(Kept):
    """One try to order, for the step that ordered. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(ItemStep, on_delete=models.PROTECT, related_name="orders")
    at = models.DateTimeField()
    why = models.CharField(max_length=LONGEST_NAME, blank=True)
    """Why the bureau did not take it; empty where it did."""

    class Meta:
        ordering: ClassVar = ["at", "id"]
        triggers: ClassVar = append_only()


class BureauReport(Kept):
    """One report as it came, to the byte. The bureau's event comes once, however often it is sent."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(ItemStep, on_delete=models.PROTECT, related_name="reports")
    """The step that ordered it."""
    event = models.CharField(max_length=LONGEST_NAME, unique=True)
    body = models.TextField()
    sha256 = models.CharField(max_length=DIGEST)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        triggers: ClassVar = append_only()
