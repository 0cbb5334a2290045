"""Papers issued about a step: the letter of a decision, the receipt of an agreement."""

from typing import ClassVar

from django.db import models

from directbill.records.models.items import ItemStep
from directbill.records.models.kept import DIGEST, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.words import Language


class IssuedPaper(Kept):
    """A paper in one language: the words that stand on it, and the SHA-256 of its PDF. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(ItemStep, on_delete=models.PROTECT, related_name="papers")
    language = word(Language)
    words = models.TextField()
    """Canonical JSON: title, lines and tables, as they were written on the day."""
    sha256 = models.CharField(max_length=DIGEST)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["step", "language"]
        constraints: ClassVar = [
            one_of("language", Language, table="issuedpaper"),
            models.UniqueConstraint(fields=["step", "language"], name="issuedpaper_once"),
        ]
        triggers: ClassVar = append_only()
