"""What goes on about an enrollment beside its restrictions: notices of leaving, waivers, and every act on them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from directbill.core import leaving, waiver
from directbill.core.findings import Turn
from directbill.records.models.enrollments import Enrollment
from directbill.records.models.kept import LONGEST_NAME, Kept, append_only, in_order, one_of, word
from directbill.records.models.partners import Partner
from directbill.records.models.people import Person


class StandingStep(Kept):
    """One act on something of an enrollment: what, by whom, in which words. Added, never changed."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    table = word()
    """The core's table whose verb it is: it says what kind of thing `subject` is the key of."""
    subject = models.UUIDField()
    number = models.PositiveIntegerField()
    verb = word()
    before = word(blank=True)
    after = word()
    side = word(Turn)
    at = models.DateTimeField()
    by = models.CharField(max_length=LONGEST_NAME)
    by_name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField(blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            one_of("side", Turn, table="standingstep"),
            models.UniqueConstraint(fields=["table", "subject", "number"], name="standingstep_numbered"),
        ]
        triggers: ClassVar = append_only()


class Leaving(Kept):
    """A partner's notice that it leaves. The enrollment ends on its day, unless it is taken back before."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="leavings")
    state = word(leaving.State, default=leaving.State.GIVEN)
    given_on = models.DateField()
    ends_on = models.DateField()
    """The first day on which the enrollment is over."""
    text = models.TextField(blank=True)
    """Why, where the partner says so."""
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["given_on", "id"]
        constraints: ClassVar = [
            one_of("state", leaving.State, table="leaving"),
            in_order("given_on", "ends_on", table="leaving"),
            models.UniqueConstraint(
                fields=["enrollment"], condition=Q(state=leaving.State.GIVEN), name="leaving_one_given"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ends_on", "id"], condition=Q(state=leaving.State.GIVEN), name="leaving_given"
            ),
        ]


class Waiver(Kept):
    """One requirement that an enrollment is excused from until a day."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="waivers")
    requirement = word()
    """The requirement's key in the program's edition."""
    state = word(waiver.State, default=waiver.State.PROPOSED)
    proposed_on = models.DateField()
    until = models.DateField()
    """The last day on which it excuses."""
    text = models.TextField()
    """Why, as the person who proposed it wrote: the company reads it once it is granted."""
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    """Who granted it."""
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["proposed_on", "id"]
        constraints: ClassVar = [
            one_of("state", waiver.State, table="waiver"),
            in_order("proposed_on", "until", table="waiver"),
            models.CheckConstraint(condition=~Q(approver=F("maker")), name="waiver_two_people"),
            models.UniqueConstraint(
                fields=["enrollment", "requirement"],
                condition=Q(state__in=sorted(waiver.OPEN)),
                name="waiver_one_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["until", "id"], condition=Q(state=waiver.State.GRANTED), name="waiver_ends"),
        ]
