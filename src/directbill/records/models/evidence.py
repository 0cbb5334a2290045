"""Evidence: a document given for a question of the form or with a verb at the desk, and its files over time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.records.models.applications import Application
from directbill.records.models.items import Item, ItemStep
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, append_only, in_order, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person
from directbill.records.words import Scan


class Evidence(Kept):
    """One document, for one field of one task of the form, or of one verb on an item. Its newest file counts."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="evidence")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="evidence", null=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", null=True)
    """The item at the desk it belongs to; none for a document of the form."""
    step = models.ForeignKey(ItemStep, on_delete=models.PROTECT, related_name="documents", null=True)
    """The step it was given with; none as long as that is not done."""
    task = word()
    """The task of the form, or the verb with its table's name: `verification.provide`."""
    field = word()
    kind = word(blank=True, default="")
    """Of the program's kinds of document, where it closes a verification."""
    issued = models.DateField(null=True)
    """The day it bears, as whoever gave it says."""
    title = models.CharField(max_length=LONGEST_NAME)
    given_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(step=None) | Q(removed_at=None), name="evidence_done_stays"),
        ]
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
