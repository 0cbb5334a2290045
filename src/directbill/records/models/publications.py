"""Editions put into force here by two people, and which partner was told of which edition."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from directbill.core.publication import STANDING, State
from directbill.records.models.enrollments import Enrollment
from directbill.records.models.kept import DIGEST, Kept, append_only, one_of, together, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class Publication(Kept):
    """One edition proposed to be put into force. `plan` is the digest of whom it binds when, as its maker saw it."""

    program = word()
    edition = word()
    digest = models.CharField(max_length=DIGEST)
    """Of the edition's file."""
    plan = models.CharField(max_length=DIGEST)
    state = word(State, default=State.PROPOSED)
    text = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    """Why it was dropped."""

    class Meta:
        ordering: ClassVar = ["-proposed_at", "id"]
        constraints: ClassVar = [
            one_of("state", State, table="publication"),
            together("closed_by", "closed_at", table="publication"),
            models.CheckConstraint(
                condition=Q(state=State.PROPOSED, closed_at=None)
                | (~Q(state=State.PROPOSED) & Q(closed_at__isnull=False)),
                name="publication_closed_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.IN_FORCE) | ~Q(closed_by=F("proposed_by")),
                name="publication_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["program", "edition"],
                condition=Q(state__in=sorted(STANDING)),
                name="publication_one_of_an_edition",
            ),
        ]


class EditionTold(Kept):
    """That a partner was told of the edition that will bind an enrollment, once. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    edition = word()
    binds_on = models.DateField()
    due_on = models.DateField()
    """The first day of notice."""
    told_on = models.DateField()
    """The day it was told: later, where the edition came into force too late, or nothing ran here."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["told_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "edition"], name="editiontold_once"),
            models.CheckConstraint(condition=Q(told_on__gte=F("due_on")), name="editiontold_not_early"),
        ]
        triggers: ClassVar = append_only()
