"""Enrollments as their pages show them: what a partner was told of, and what was allowed on a day."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from directbill.core import capabilities
from directbill.core.capabilities import Allowed
from directbill.core.edition import Texts
from directbill.core.form import FieldKind, TaskKind
from directbill.queries import enrollments, program
from directbill.records.models import Enrollment, Restriction, RestrictionStep, Signal

TOLD_BY = ("announce", "confirm")
"""The verbs by which a partner is told of a restriction: what was proposed and dropped it never hears of."""


def restrictions(row: Enrollment, *, told: bool) -> list[Restriction]:
    """Every restriction of an enrollment with its steps; with `told`, those its partner was told of."""
    rows = Restriction.objects.filter(enrollment=row).prefetch_related("steps").order_by("number")
    if told:
        steps = RestrictionStep.objects.filter(restriction=OuterRef("pk"), verb__in=TOLD_BY)
        rows = rows.filter(Exists(steps))
    return list(rows)


def region(row: Enrollment) -> Texts:
    """The name of its region, as the form it was applied with says it; nothing where that does not ask."""
    task = program.form(row.edition).of_kind(TaskKind.ACCOUNTS)
    for each in task.fields if task else ():
        if each.key == enrollments.REGION and each.kind is FieldKind.CHOICE:
            return each.choices.get(row.region, {})
    return {}


def allowed_on(row: Enrollment, day: date) -> tuple[Allowed, ...]:
    """What it was allowed to do on a day, by the state and the signals of that day; nothing before its first."""
    span = enrollments.on(row, day)
    if span is None:
        return ()
    signals = (enrollments.raised(each) for each in _signals_on(row, day))
    return capabilities.of(
        enrollments.rules(row).capabilities,
        state=span.state,
        since=span.since,
        signals=[each for each in signals if each is not None],
    )


def _signals_on(row: Enrollment, day: date) -> list[Signal]:
    """Signals that lasted on a day: raised by then, and not closed before it was over."""
    rows = Signal.objects.filter(enrollment=row, raised_at__date__lte=day)
    return list(rows.filter(Q(closed_at=None) | Q(closed_at__date__gt=day)))
