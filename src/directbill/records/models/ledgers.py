"""Imports of billing files into a partner's ledger: what was received, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, in_order, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person
from directbill.records.words import ImportState


class LedgerImport(Kept):
    """Files read together: all of them, or none. The receipt or the faults say what was found."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="imports")
    state = word(ImportState, default=ImportState.RECEIVED)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accept_rejects = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)
    faults = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            one_of("state", ImportState, table="import"),
            in_order("received_at", "finished_at", table="import"),
            models.CheckConstraint(
                condition=~Q(state=ImportState.READ) | Q(receipt__isnull=False),
                name="import_read_has_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.REFUSED) | Q(faults__isnull=False),
                name="import_refused_has_faults",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["partner", "-received_at"], name="import_of_partner")]


class LedgerFile(Kept):
    """One file of an import, as it was received."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    ledger_import = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(max_length=LONGEST_NAME)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=DIGEST)
    storage_key = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger_import", "filename"], name="ledgerfile_name_once"),
        ]
