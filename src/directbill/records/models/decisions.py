"""Decisions: what was decided, on what, by whom; to the byte, so that it can be computed again."""

from typing import ClassVar

from django.db import models

from directbill.records.models.applications import Application
from directbill.records.models.items import Item
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, append_only, word
from directbill.records.models.partners import Partner


class Decision(Kept):
    """One decision on an application. Added, never changed; a later one follows it and does not replace it."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    verb = word()
    """What was decided: the verb of the table."""
    record = models.TextField()
    """Canonical JSON (RFC 8785): edition, desk, facts, findings, items, people, reasons, notices."""
    sha256 = models.CharField(max_length=DIGEST)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "number"], name="decision_numbered"),
        ]
        triggers: ClassVar = append_only()
