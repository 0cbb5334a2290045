"""Enrollments: where a partner stands in a region, every change of it, what restricts it, and what was noticed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from directbill.core import restriction
from directbill.core.enrollment import State
from directbill.core.findings import Turn
from directbill.records.models.applications import Application
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class Enrollment(Kept):
    """A partner's standing in one region, from the agreement on. `revision` grows with every change of it."""

    reference = word(unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="enrollments")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="enrollment")
    """The application it came from."""
    region = word(blank=True)
    program = word()
    edition = word()
    """The edition it is held against: that of the application, until a review moves it to a later one."""
    state = word(State, default=State.PENDING_ACTIVATION)
    since = models.DateField()
    """The day it came to this state."""
    enrolled_on = models.DateField()
    """The day the agreement came into force: anniversaries are counted from here."""
    begins_on = models.DateField()
    """The day from which selling directly is allowed, as the decision says."""
    reviewed_on = models.DateField(null=True)
    """The day of the last review that was decided, passed or not: the next one is due after it."""
    ended_on = models.DateField(null=True)
    locked_until = models.DateField(null=True)
    """The day before which no new application is taken, after a revocation."""
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["enrolled_on", "id"]
        constraints: ClassVar = [
            one_of("state", State, table="enrollment"),
            models.CheckConstraint(
                condition=Q(state=State.ENDED, ended_on__isnull=False)
                | (~Q(state=State.ENDED) & Q(ended_on=None)),
                name="enrollment_ended_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["partner", "region"], condition=~Q(state=State.ENDED), name="enrollment_one_a_region"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="enrollment_by_state")]

    def __str__(self) -> str:
        return self.reference


class EnrollmentStep(Kept):
    """One change of an enrollment's state: from which day on, by whom and why. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = word()
    before = word(blank=True)
    after = word()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    by_name = models.CharField(max_length=LONGEST_NAME)
    cause = models.CharField(max_length=LONGEST_NAME, blank=True)
    """The cause of the restriction that led here, or was lifted."""

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "number"], name="enrollmentstep_numbered"),
        ]
        triggers: ClassVar = append_only()


class Restriction(Kept):
    """One restriction of an enrollment. Its state is one of the core's table; `steps` are planned, with their days."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="restrictions")
    number = models.PositiveIntegerField()
    """Of this enrollment, from 1."""
    cause = models.CharField(max_length=LONGEST_NAME)
    """The signal and what it is about, as `KEY:SUBJECT`."""
    params = models.JSONField(default=dict)
    """The figures of the cause as they were when it was announced."""
    edition = word()
    state = word(restriction.State)
    turn = word(Turn)
    plan = models.JSONField()
    """Each `{"state", "on"}`; `on` is null where the edition sets no day."""
    taken = models.PositiveSmallIntegerField(default=0)
    announced_on = models.DateField()
    since = models.DateField()
    """The day it was announced, or its last step was taken."""
    until = models.DateField(null=True)
    due = models.DateField(null=True)
    """By when whoever's turn it is must act."""
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    hands = models.JSONField(default=list)
    appealed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("state", restriction.State, table="restriction"),
            one_of("turn", Turn, table="restriction"),
            models.UniqueConstraint(fields=["enrollment", "number"], name="restriction_numbered"),
            models.UniqueConstraint(
                fields=["enrollment", "cause"],
                condition=~Q(state__in=sorted(restriction.UNDONE)),
                name="restriction_one_of_a_cause",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due", "id"], condition=Q(turn=Turn.DESK), name="restriction_queue"),
        ]


class RestrictionStep(Kept):
    """One act on a restriction: what, by whom, in which words, and the plan that ran from then on. Never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = word()
    before = word(blank=True)
    after = word()
    side = word(Turn)
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    by_name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField(blank=True)
    until = models.DateField(null=True)
    plan = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("side", Turn, table="restrictionstep"),
            models.UniqueConstraint(fields=["restriction", "number"], name="restrictionstep_numbered"),
        ]
        triggers: ClassVar = append_only()


class Signal(Kept):
    """Something noticed about an enrollment, from the day it was raised until it is gone or was dismissed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="signals")
    kind = word()
    """The signal's key in the program's rules."""
    subject = models.CharField(max_length=LONGEST_NAME)
    params = models.JSONField(default=dict)
    turn = word(Turn)
    since = models.DateField()
    due = models.DateField()
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    """When what it tells of was gone, or somebody dismissed it."""
    dismissed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    text = models.TextField(blank=True)
    """Why it was dismissed."""

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            one_of("turn", Turn, table="signal"),
            models.UniqueConstraint(
                fields=["enrollment", "kind", "subject"],
                condition=Q(closed_at=None),
                name="signal_one_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due", "id"], condition=Q(closed_at=None), name="signal_open"),
        ]
