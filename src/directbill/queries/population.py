"""The enrolled partners in figures: how they stand, what comes, how long things wait, and their revenue."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from directbill.core import outlook
from directbill.core.enrollment import State
from directbill.core.findings import Turn
from directbill.core.periods import Month
from directbill.core.work import LIVES, Work
from directbill.queries import days, outlooks, program, reviews
from directbill.queries.outlooks import Asked
from directbill.records.models import Enrollment, Item, ItemStep, Restriction

AHEAD = timedelta(days=90)
"""How far ahead steps of ladders are shown."""
BACK = timedelta(days=365)
"""How far back finished turns count."""
AGES = (2, 5, 10, 20)
"""Days at which the ages of what waits are parted."""
NEAR = Decimal(10)
"""Percent of the bar that counts as near, on either side."""
BANDS = (0, 50, 75, 90, 100, 110, 125, 150)
"""Percent of the bar at which revenues are parted."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """A step of a ladder that comes: when, for whom, and to which state."""

    on: date
    enrollment: str
    company: str
    state: State
    number: int


@dataclass(frozen=True, slots=True)
class Waited:
    """How long finished turns of a state took: how many, and the median in days."""

    state: str
    """With its table's name."""
    turn: Turn
    count: int
    median: int


def by_state() -> Mapping[State, int]:
    """How many enrollments are in each state, all states in their order."""
    found = Counter(Enrollment.objects.values_list("state", flat=True))
    return {state: found[state] for state in State}


def coming(*, on: date) -> list[Coming]:
    """Steps that ladders take in the days ahead unless somebody acts, the first one first."""
    rows = Restriction.objects.filter(
        turn=Turn.APPLICANT, due__isnull=False, due__lte=on + AHEAD
    ).select_related("enrollment__partner")
    return [
        Coming(row.due, row.enrollment.reference, row.enrollment.partner.name, State(following), row.number)
        for row in rows.order_by("due", "id")
        if row.due and (following := _following(row))
    ]


def _following(row: Restriction) -> str:
    return str(row.plan[row.taken]["state"]) if row.taken < len(row.plan) else ""


def reviews_ahead(*, on: date) -> Mapping[Month, int]:
    """How many reviews are due in each of the coming months."""
    due = Counter(Month.of(reviews.due(row).day) for row in reviews.running())
    first = Month.of(on)
    return {month: due[month] for month in (first.plus(n) for n in range(MONTHS))}


def ages(*, on: date) -> Mapping[int, int]:
    """How many items wait for the desk, by the number of whole days they have waited: the upper end of each band.

    The last band has no end; its key is 0.
    """
    rows = Item.objects.filter(turn=Turn.DESK, application__closed_at=None).values_list("since", flat=True)
    waited = [(on - days.of(since)).days for since in rows]
    found = Counter(next((end for end in AGES if each <= end), 0) for each in waited)
    return {end: found[end] for end in (*AGES, 0)}


def waited(*, on: date) -> tuple[Waited, ...]:
    """How long the turns that ended in the last year took, by the state; those of the desk and of assessors."""
    rows = ItemStep.objects.filter(at__date__gte=on - BACK).select_related("item")
    spans: dict[tuple[str, Turn], list[int]] = {}
    for before, after in _pairs(rows.order_by("item_id", "number")):
        table = LIVES[Work(before.item.work)].table
        turn = table.turns[type(table.initial)(before.after)]
        if turn in {Turn.DESK, Turn.ASSESSOR}:
            key = (f"{table.name}.{before.after}", turn)
            spans.setdefault(key, []).append((days.of(after.at) - days.of(before.at)).days)
    return tuple(
        Waited(state, turn, len(found), round(median(found)))
        for (state, turn), found in sorted(spans.items())
    )


def _pairs(rows: Iterable[ItemStep]) -> Iterator[tuple[ItemStep, ItemStep]]:
    return ((a, b) for a, b in pairwise(rows) if a.item_id == b.item_id)


def revenues(*, on: date) -> Mapping[int, int]:
    """How many partners' revenue lies in each band, by the band's lower end in percent of the bar; -1 where unknown."""
    edition = program.in_force(on)
    held = next((r for r in edition.requirements if r.threshold and r.threshold.measure == "revenue"), None)
    rows = outlooks.every(Asked(edition=edition, on=on, near=NEAR))
    bar = held.threshold.value if held and held.threshold else None
    found = Counter(_band(row.outlook.figure, bar) for row in rows)
    return {low: found[low] for low in (*BANDS, outlook.NO_FIGURE)}


def _band(figure: Decimal | None, bar: Decimal | None) -> int:
    if figure is None or not bar:
        return outlook.NO_FIGURE
    share = figure * 100 / bar
    return max((low for low in BANDS if low <= share), default=0)
