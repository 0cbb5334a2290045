"""Conversations between a partner and the desk."""

from typing import ClassVar

from django.db import models

from directbill.records.models.applications import Application
from directbill.records.models.items import Item
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person
from directbill.records.words import ConversationState, Side


class Conversation(Kept):
    """A question and its answers: about the application, or about one line of the ledger.

    The one without a subject is the application's own: whatever is written on its pages goes there.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="conversations")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", null=True)
    subject = models.CharField(max_length=LONGEST_NAME, blank=True)
    line = models.CharField(max_length=LONGEST_NAME, blank=True)
    """The line it is about, as FILE:ROW."""
    state = word(ConversationState, default=ConversationState.OPEN)
    waits_for = word(Side, default=Side.DESK)
    opened_at = models.DateTimeField()
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            one_of("state", ConversationState, table="conversation"),
            one_of("waits_for", Side, table="conversation"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(subject=""), name="conversation_own_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner", "-written_at"], name="conversation_of_partner"),
            models.Index(fields=["waits_for", "-written_at"], name="conversation_waiting"),
        ]


class Message(Kept):
    """One message. It stays as it was written."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", null=True)
    """The step it is about, where it is about one."""
    side = word(Side)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            one_of("side", Side, table="message"),
            models.CheckConstraint(condition=~models.Q(text=""), name="message_not_empty"),
        ]
        triggers: ClassVar = append_only()
