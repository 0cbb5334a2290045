"""Notices to people, and the messages that carry them: queued in the transaction that causes them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.core.delivery import Delivery
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.words import Language


class Notice(Kept):
    """A formal message to one reader, dated, kept as it was sent."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="notices", null=True)
    kind = word()
    subject_kind = word()
    subject = models.CharField(max_length=LONGEST_NAME)
    """What it is about: for instance an application's reference."""
    reader = models.CharField(max_length=LONGEST_NAME)
    language = word(Language)
    title = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField()
    html = models.TextField()
    values = models.JSONField(default=dict)
    """What fills the sentences, without anything that gives access."""
    at = models.DateTimeField()
    due = models.DateField(null=True)
    """By when the reader must act, where a clock runs."""

    class Meta:
        constraints: ClassVar = [one_of("language", Language, table="notice")]
        indexes: ClassVar = [
            models.Index(fields=["partner", "-at"], name="notice_of_partner"),
            models.Index(fields=["subject", "-at"], name="notice_of_subject"),
        ]


class OutboxMessage(models.Model):
    """One mail to send. Its key is made from what caused it, so that the same cause queues it once."""

    key = models.CharField(primary_key=True, max_length=DIGEST)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="message")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", null=True)
    recipient = models.EmailField()
    state = word(Delivery, default=Delivery.QUEUED)
    queued_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    """When it is tried again after a failure that may pass. This time and the lease are the database's own."""
    lease_until = models.DateTimeField(null=True)
    lease_by = word(blank=True)
    handed_at = models.DateTimeField(null=True)
    """When it began to be handed over: from then on it may have left, whatever becomes of the sender."""
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    doubts = models.PositiveSmallIntegerField(default=0)
    """How often it may have left without our knowing: it arrived at most that many times more than once."""
    private = models.JSONField(default=dict)
    """Values only the mail may carry, such as the secret of a link; gone once it was sent."""
    failure = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        constraints: ClassVar = [
            one_of("state", Delivery, table="outbox"),
            models.CheckConstraint(
                condition=Q(state=Delivery.SENDING, lease_until__isnull=False)
                | (~Q(state=Delivery.SENDING) & Q(lease_until=None)),
                name="outbox_sending_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=Delivery.SENT) | Q(sent_at__isnull=False), name="outbox_sent_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(state=Delivery.BOUNCED, bounced_at__isnull=False)
                | (~Q(state=Delivery.BOUNCED) & Q(bounced_at=None)),
                name="outbox_bounced_has_a_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["queued_at"],
                condition=Q(state__in=[Delivery.QUEUED, Delivery.SENDING, Delivery.UNKNOWN]),
                name="outbox_to_send",
            ),
        ]
