"""Evidence: a document the company gives for a question, and the files it consisted of over time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.records.models.applications import Application
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, append_only, in_order, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person
from directbill.records.words import Scan


class Evidence(Kept):
    """One document, for one field of one task. Its files are revisions; the newest counts."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="evidence")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="evidence", null=True)
    task = word()
    field = word()
    title = models.CharField(max_length=LONGEST_NAME)
    given_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["application", "task"], name="evidence_of_task")]


class EvidenceRevision(Kept):
    """One file of a document. The period it covers is not the day it was uploaded. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    filename = models.CharField(max_length=LONGEST_NAME)
    media_type = models.CharField(max_length=100)
    """Told from the content, not from the name."""
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=DIGEST)
    storage_key = models.CharField(max_length=LONGEST_NAME)
    covers_from = models.DateField(null=True)
    covers_to = models.DateField(null=True)
    scan = word(Scan)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            one_of("scan", Scan, table="revision"),
            in_order("covers_from", "covers_to", table="revision"),
            models.CheckConstraint(condition=Q(size__gt=0), name="revision_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="revision_has_a_digest"
            ),
            models.UniqueConstraint(fields=["evidence", "number"], name="revision_numbered"),
        ]
        triggers: ClassVar = append_only()
