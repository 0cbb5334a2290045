"""Evaluations: what the ledger said on a day, to the digit, so that it can be explained and replayed."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from directbill.core.findings import Verdict
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner


class Evaluation(Kept):
    """An edition applied to facts as of a date. Added, never changed; the newest counts."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="evaluations")
    program = word()
    edition = word()
    edition_digest = models.CharField(max_length=DIGEST)
    as_of = models.DateField()
    outcome = word(Verdict)
    cause = word()
    """What it was made for: an import, the calendar, a submission."""
    facts = models.JSONField()
    """Everything known, exact: `documents.facts` writes and reads it."""
    facts_digest = models.CharField(max_length=DIGEST)
    findings = models.TextField(blank=True)
    """What the edition says of the facts, in canonical JSON; empty where it was made before these were kept."""
    lines_key = models.CharField(max_length=LONGEST_NAME, blank=True)
    """Where the lines behind the figures are stored."""
    lines_digest = models.CharField(max_length=DIGEST, blank=True)
    engine = word()
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    """The database's own clock: the newest counts, whatever a sandbox's clock was when it was made."""

    class Meta:
        constraints: ClassVar = [one_of("outcome", Verdict, table="evaluation")]
        indexes: ClassVar = [models.Index(fields=["partner", "-recorded_at"], name="evaluation_of_partner")]
        triggers: ClassVar = append_only()
