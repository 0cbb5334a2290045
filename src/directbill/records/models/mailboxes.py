"""Links that were sent to a mailbox, to prove that somebody reads it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.records.models.items import Item
from directbill.records.models.kept import DIGEST, Kept
from directbill.records.models.partners import Partner


class MailboxLink(Kept):
    """A link sent for an item. Its secret is not kept, only its digest; it is opened once, or a newer one closes it."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="links")
    email = models.EmailField()
    digest = models.CharField(max_length=DIGEST, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(opened_at=None, replaced_at=None), name="mailboxlink_one_open"
            ),
        ]
