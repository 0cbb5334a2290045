"""The transition to indirect reseller: the partner's own, the provider's link, and each customer's move."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.core import moving, transition
from directbill.core.findings import Turn
from directbill.records.models.enrollments import Enrollment
from directbill.records.models.kept import DIGEST, LONGEST_NAME, Kept, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class Transition(Kept):
    """A partner of an enrollment becomes an indirect reseller."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="transitions")
    state = word(transition.State)
    turn = word(Turn)
    asked_on = models.DateField()
    due = models.DateField(null=True)
    """By when the desk answers; without a day where none is set."""
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    provider = models.JSONField(default=dict)
    """The indirect provider as the company named it: `name`, `number`, `email`."""
    both_since = models.DateField(null=True)
    """The day on which the provider accepted: from then on the company is both, and there is no way back."""
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["asked_on", "id"]
        constraints: ClassVar = [
            one_of("state", transition.State, table="transition"),
            one_of("turn", Turn, table="transition"),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(state__in=sorted(transition.RUNNING)),
                name="transition_one_running",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(transition.BOTH | {transition.State.COMPLETED}))
                | Q(both_since__isnull=False),
                name="transition_both_has_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_on", "id"], condition=Q(turn=Turn.DESK), name="transition_queue"),
        ]


class ProviderLink(Kept):
    """The link by which an indirect provider answers. The secret is not kept, only its digest."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="links")
    company = models.CharField(max_length=LONGEST_NAME)
    """The company that asks, as the provider is told."""
    edition = word()
    name = models.CharField(max_length=LONGEST_NAME)
    email = models.EmailField()
    digest = models.CharField(max_length=DIGEST, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answered_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    """Whoever accepted for the provider, as they wrote their name."""
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["transition"],
                condition=Q(answered_at=None, replaced_at=None),
                name="providerlink_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(accepted=True) | ~Q(answered_name=""), name="providerlink_accepted_has_a_name"
            ),
        ]


class CustomerMove(Kept):
    """One customer of a transition: consent, agreement and subscriptions, each with what was said of it."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="moves")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    """Of this transition, from 1."""
    name = models.CharField(max_length=LONGEST_NAME)
    state = word(moving.State)
    turn = word(Turn)
    consent = models.JSONField(default=dict)
    agreement = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    """Each `{"name", "kind", "way", "ends", "done"}`."""
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("state", moving.State, table="customermove"),
            one_of("turn", Turn, table="customermove"),
            models.UniqueConstraint(fields=["transition", "number"], name="customermove_numbered"),
            models.UniqueConstraint(
                fields=["transition", "name"],
                condition=~Q(state=moving.State.REMOVED),
                name="customermove_named_once",
            ),
        ]
