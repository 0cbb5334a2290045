"""What an enrolled partner owes the program, as its billing system says on a day. Added, never changed."""

from typing import ClassVar

from django.db import models

from directbill.records.models.enrollments import Enrollment
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, word
from directbill.records.models.partners import Partner


class BillingStatement(Kept):
    """What is used of the credit limit on a day, and every invoice that is not paid."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="statements")
    as_of = models.DateField()
    currency = word()
    used = models.DecimalField(max_digits=20, decimal_places=4)
    """Unpaid invoices, what is not billed yet and what is about to be bought, less what was overpaid."""
    invoices = models.JSONField(default=list)
    """Each `{"number", "open", "due"}`; amounts as text, in the statement's currency."""
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["enrollment", "-as_of"], name="billing_newest"),
        ]
        triggers: ClassVar = append_only()
