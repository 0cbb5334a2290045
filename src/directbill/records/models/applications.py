"""Applications: the answers, what was submitted, and who signed it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from directbill.core.application import State
from directbill.records.models.kept import (
    DIGEST,
    LONGEST_NAME,
    Kept,
    append_only,
    in_order,
    one_of,
    together,
    word,
)
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person

CLOSED = [State.WITHDRAWN, State.LAPSED, State.ENROLLED, State.RENEWED, State.REFUSED]


class Application(Kept):
    """A partner asks to be enrolled, under the edition it began under. `revision` grows with every change."""

    reference = word(unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="applications")
    program = word()
    edition = word()
    edition_digest = models.CharField(max_length=DIGEST)
    form_digest = models.CharField(max_length=DIGEST)
    state = word(State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    touched_at = models.DateTimeField()
    """The last change by the applicant: the clock of the lapse counts from here."""
    reminded_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    """Why it was recalled, amended or withdrawn, in the applicant's words."""
    kept_edition = word(blank=True)
    """A later edition the applicant was asked about and chose not to move to."""
    review_of = models.ForeignKey(
        "records.Enrollment", on_delete=models.PROTECT, related_name="reviews", null=True
    )
    """The enrollment whose yearly review it is; none where a company asks to be enrolled."""
    review_due = models.DateField(null=True)
    """The day by which the review is to be passed."""

    class Meta:
        constraints: ClassVar = [
            one_of("state", State, table="application"),
            in_order("first_submitted_at", "submitted_at", table="application"),
            together("review_of", "review_due", table="application"),
            models.UniqueConstraint(fields=["review_of", "review_due"], name="application_one_review"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SUBMITTED, State.AMENDING, State.AMENDMENT_TO_BE_SIGNED])
                | Q(submitted_at__isnull=False),
                name="application_submitted_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at=None)),
                name="application_closed_has_a_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner", "-begun_at"], name="application_of_partner"),
            models.Index(
                F("submitted_at").desc(),
                F("id").desc(),
                condition=Q(state__in=[State.SUBMITTED, State.AMENDING, State.AMENDMENT_TO_BE_SIGNED]),
                name="application_by_submission",
            ),
            models.Index(
                fields=["touched_at"],
                condition=Q(state__in=[State.DRAFT, State.TO_BE_SIGNED]),
                name="application_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class TaskAnswers(Kept):
    """The answers to one task: of an application, or (without one) what the company says of itself so far."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="answers")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers", null=True)
    task = word()
    values = models.JSONField(default=dict)
    finished = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "task"], name="answers_once_a_task"),
            models.UniqueConstraint(
                fields=["partner", "task"], condition=Q(application=None), name="answers_once_a_partner"
            ),
        ]


class Submission(Kept):
    """What was submitted, to the byte. It is added and never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    record = models.TextField()
    """Canonical JSON (RFC 8785): answers, accounts, people, findings, editions, digests of every input."""
    sha256 = models.CharField(max_length=DIGEST)
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=LONGEST_NAME)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "number"], name="submission_numbered"),
        ]
        triggers: ClassVar = append_only()


class Signature(Kept):
    """Another person is asked to sign. The link's secret is not kept, only its digest."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=LONGEST_NAME)
    email = models.EmailField()
    digest = models.CharField(max_length=DIGEST, unique=True)
    record = models.TextField()
    """What is to be signed, to the byte."""
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    declined_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True)
    """A newer link took its place, or the application was recalled."""
    expiry_told_at = models.DateTimeField(null=True)
    """When the applicant was told that the link had expired."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(declined_at=None), name="signature_signed_or_declined"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_name=""), name="signature_signed_has_a_name"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(signed_at=None, declined_at=None, replaced_at=None),
                name="signature_one_open",
            ),
        ]
