"""Signatures under an agreement: the very text, who, for which tenant, and how they proved who they are."""

from typing import ClassVar

from django.db import models

from directbill.records.models.items import ItemStep
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.words import Language, Proof


class AgreementSignature(Kept):
    """One acceptance or countersignature. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    step = models.OneToOneField(ItemStep, on_delete=models.PROTECT, related_name="signature")
    version = models.CharField(max_length=LONGEST_NAME)
    language = word(Language)
    text = models.TextField()
    """What was accepted, to the byte (UTF-8)."""
    sha256 = models.CharField(max_length=DIGEST)
    tenant = models.UUIDField(null=True)
    """The tenant the sign-in is of; none for a local account."""
    proof = word(Proof)
    """What the sign-in said of being a Global administrator; of the desk's people nothing is asked."""
    confirmed_at = models.DateTimeField(null=True)
    """When they last proved who they are."""

    class Meta:
        constraints: ClassVar = [
            one_of("language", Language, table="agreementsignature"),
            one_of("proof", Proof, table="agreementsignature"),
        ]
        triggers: ClassVar = append_only()
