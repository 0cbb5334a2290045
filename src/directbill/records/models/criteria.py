"""What an assessor found and declared; every change is kept with who and when."""

from typing import ClassVar

from django.db import models

from directbill.core.criteria import Grade, Result, Status
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class CriterionResult(Kept):
    """What was found for one criterion at one time; the one with the highest number holds. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="results")
    criterion = word()
    number = models.PositiveIntegerField()
    """Of this criterion in this assessment."""
    revision = models.PositiveIntegerField()
    """Of the item when it was written: what a later step gave out of hand, and what a recusal left behind."""
    status = word(Status)
    result = word(Result, blank=True)
    grade = word(Grade, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    by_name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("status", Status, table="criterionresult"),
            one_of("result", [*Result, ""], table="criterionresult"),
            one_of("grade", [*Grade, ""], table="criterionresult"),
            models.UniqueConstraint(fields=["item", "criterion", "number"], name="criterionresult_numbered"),
        ]
        triggers: ClassVar = append_only()


class Independence(Kept):
    """The declaration of one assessor for one assessment that they are independent of the company."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    organization = models.CharField(max_length=LONGEST_NAME, blank=True)
    """As it stood on record on that day."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "person"], name="independence_once"),
        ]
        triggers: ClassVar = append_only()
