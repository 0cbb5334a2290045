"""Enrollments as their pages show them: what a partner was told of, and what was allowed on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from directbill.core import capabilities
from directbill.core.capabilities import Allowed
from directbill.core.edition import Texts
from directbill.core.enrollment import RUNNING, State
from directbill.core.findings import Turn
from directbill.core.form import FieldKind, TaskKind
from directbill.queries import enrollments, program
from directbill.queries.queue import Place
from directbill.records.models import Enrollment, Restriction, RestrictionStep, Signal

PAGE = 25
TOLD_BY = ("announce", "confirm")
"""The verbs by which a partner is told of a restriction: what was proposed and dropped it never hears of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which enrollments are wanted. What is empty asks for nothing."""

    state: str = ""
    region: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of enrollments, those that changed last first; `more` is where the next one begins."""

    rows: tuple[Enrollment, ...]
    more: Place | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Restrictions that wait for the desk, the earliest day first; `more` is where the next page begins."""

    rows: tuple[Restriction, ...]
    more: Place | None


def page(wanted: Wanted, *, after: Place | None = None) -> Page:
    """The page that begins after a place: one query, however many there are."""
    rows = Enrollment.objects.select_related("partner")
    asked = {"state": wanted.state, "region": wanted.region, "edition": wanted.edition}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    if after is not None:
        rows = rows.filter(Q(since__lt=after.due) | Q(since=after.due, id__gt=after.key))
    found = list(rows.order_by("-since", "id")[: PAGE + 1])
    kept = found[:PAGE]
    return Page(tuple(kept), Place(kept[-1].since, kept[-1].id) if len(found) > PAGE else None)


def waiting(*, after: Place | None = None) -> Waiting:
    """What is the desk's turn, of enrollments that are not over."""
    rows = Restriction.objects.filter(turn=Turn.DESK, enrollment__state__in=[*RUNNING, State.REVOKED])
    if after is not None:
        rows = rows.filter(Q(due__gt=after.due) | Q(due=after.due, id__gt=after.key))
    found = list(rows.select_related("enrollment__partner").order_by("due", "id")[: PAGE + 1])
    kept = found[:PAGE]
    more = kept[-1].due if len(found) > PAGE else None
    return Waiting(tuple(kept), Place(more, kept[-1].id) if more else None)


def editions() -> Mapping[str, Texts]:
    """The editions that some enrollment is held against, the newest first."""
    held = Enrollment.objects.order_by("-edition").values_list("edition", flat=True).distinct()
    return {name: program.edition(name).title for name in held}


def regions() -> Mapping[str, Texts]:
    """The regions that some enrollment is in, by their keys, with their names."""
    rows = Enrollment.objects.order_by("region", "edition").values_list("region", "edition").distinct()
    return {key: named(key, edition) for key, edition in rows if key}


def restrictions(row: Enrollment, *, told: bool) -> list[Restriction]:
    """Every restriction of an enrollment with its steps; with `told`, those its partner was told of."""
    rows = Restriction.objects.filter(enrollment=row).prefetch_related("steps").order_by("number")
    if told:
        steps = RestrictionStep.objects.filter(restriction=OuterRef("pk"), verb__in=TOLD_BY)
        rows = rows.filter(Exists(steps))
    return list(rows)


def region(row: Enrollment) -> Texts:
    """The name of its region; nothing where the form does not ask for one."""
    return named(row.region, row.edition)


def named(key: str, edition: str) -> Texts:
    """The name of a region as the form of an edition says it."""
    task = program.form(edition).of_kind(TaskKind.ACCOUNTS)
    for each in task.fields if task else ():
        if each.key == enrollments.REGION and each.kind is FieldKind.CHOICE:
            return each.choices.get(key, {})
    return {}


def allowed_on(row: Enrollment, day: date) -> tuple[Allowed, ...]:
    """What it was allowed to do on a day, by the state, the signals and the edition of that day.

    Nothing is known of it before its first.
    """
    span = enrollments.on(row, day)
    if span is None:
        return ()
    signals = (enrollments.raised(each) for each in _signals_on(row, day))
    return capabilities.of(
        enrollments.rules_on(row, day).capabilities,
        state=span.state,
        since=span.since,
        signals=[each for each in signals if each is not None],
    )


def _signals_on(row: Enrollment, day: date) -> list[Signal]:
    """Signals that lasted on a day: raised by then, and not closed before it was over."""
    rows = Signal.objects.filter(enrollment=row, raised_at__date__lte=day)
    return list(rows.filter(Q(closed_at=None) | Q(closed_at__date__gt=day)))
