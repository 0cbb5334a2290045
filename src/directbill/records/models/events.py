"""The audit: what happened. Rows are added only, and outlive what they speak of: they hold no keys that cascade."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from directbill.records.models.kept import LONGEST_NAME, append_only, one_of, word
from directbill.records.words import ActorKind


class Event(models.Model):
    """Who did what to what, when, what changed by it and why, under which edition, in which request."""

    id = models.BigAutoField(primary_key=True)
    kind = word()
    """`noun:verb`, the action's own name."""
    at = models.DateTimeField()
    """The clock reading the action was given."""
    recorded_at = models.DateTimeField(db_default=Now())
    """The database's own clock."""
    actor_kind = word(ActorKind)
    actor = models.CharField(max_length=LONGEST_NAME)
    actor_name = models.CharField(max_length=LONGEST_NAME)
    partner_key = models.UUIDField(null=True)
    subject_kind = word()
    subject = models.CharField(max_length=LONGEST_NAME)
    changes = models.JSONField(default=list)
    """Each `{"path", "from", "to"}`; a secret is named, never shown."""
    reason = models.TextField(blank=True)
    edition = word(blank=True)
    request = word(blank=True)

    class Meta:
        constraints: ClassVar = [
            one_of("actor_kind", ActorKind, table="event"),
            models.CheckConstraint(condition=~Q(actor=""), name="event_has_an_actor"),
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[a-z_]+:[a-z_]+$"), name="event_kind_noun_verb"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner_key", "-id"], name="event_of_partner"),
            models.Index(fields=["subject", "-id"], name="event_of_subject"),
        ]
        triggers: ClassVar = append_only()
