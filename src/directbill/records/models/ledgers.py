"""A partner's ledger: the imports of billing files, what became of each, and which reading of them is in force."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, in_order, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person
from directbill.records.words import ImportState, Scan


class LedgerImport(Kept):
    """Files read together: all of them, or none. The receipt or the faults say what was found."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="imports")
    state = word(ImportState, default=ImportState.RECEIVED)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=DIGEST)
    """Of all its files together: the same files again are the same import."""
    accept_rejects = models.BooleanField(default=False)
    settled = models.JSONField(default=dict)
    """What the partner settled beforehand where files do not say it: see `actions.ledger.Settled`."""
    progress = models.PositiveSmallIntegerField(default=0)
    """Percent of the bytes read."""
    finished_at = models.DateTimeField(null=True)
    receipt = models.JSONField(null=True)
    faults = models.JSONField(null=True)
    proposals = models.JSONField(default=dict)
    """How files of no known format could be read, by file name, for a person to confirm."""

    class Meta:
        constraints: ClassVar = [
            one_of("state", ImportState, table="import"),
            models.UniqueConstraint(fields=["partner", "digest"], name="import_files_once"),
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
    scan = word(Scan)

    class Meta:
        constraints: ClassVar = [
            one_of("scan", Scan, table="ledgerfile"),
            models.CheckConstraint(condition=Q(size__gt=0), name="ledgerfile_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="ledgerfile_has_a_digest"
            ),
            models.UniqueConstraint(fields=["ledger_import", "filename"], name="ledgerfile_name_once"),
        ]


class Ledger(Kept):
    """The reading in force: which folder holds the charges, and for whom the files were read.

    It changes in the transaction that records an import as read; a folder it does not name is no ledger.
    """

    partner = models.OneToOneField(Partner, on_delete=models.PROTECT, related_name="ledger")
    folder = word()
    ids = models.JSONField(default=list)
    """The location accounts whose rows were kept, in order."""
    assumed = models.BooleanField(default=False)
    """No account was known: the one reseller the files name was taken."""
    read_at = models.DateTimeField()
    reread_asked_at = models.DateTimeField(null=True)
    """The files are to be read again: the accounts changed, or files were taken back."""
    faults = models.JSONField(null=True)
    """Why the last reading again was refused; the reading before it stays in force."""
