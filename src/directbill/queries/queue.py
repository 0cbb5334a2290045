"""The desk's queue: items whose turn is the desk's or others', by the day they are due."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from directbill.core import application as applications
from directbill.core.edition import Texts
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.queries import attention, items, sieve
from directbill.queries.sieve import EVERYTHING, Sieve
from directbill.records.models import Item

PAGE = 25
OPEN, MINE, UNASSIGNED, OTHERS, OVERDUE = "open", "mine", "unassigned", "others", "overdue"
SNOOZED, ESCALATED = "snoozed", "escalated"
SHOWS = (OPEN, MINE, UNASSIGNED, OTHERS, SNOOZED, ESCALATED, OVERDUE)
"""What the queue may show: everything that is the desk's, mine, nobody's, what waits for others, what is laid aside or
before the program manager, and what is late, laid aside or not."""
OPEN_END = date.max
"""What has no day comes last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after the item due that day with that key."""

    due: date
    key: UUID

    def __str__(self) -> str:
        return f"{self.due.isoformat()}_{self.key}"

    @staticmethod
    def parse(text: str) -> "Place | None":
        """Read what `str` wrote; None for anything else."""
        day, _, key = text.partition("_")
        try:
            return Place(date.fromisoformat(day), UUID(key))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the earliest due first; `more` is where the next one begins."""

    rows: tuple[Item, ...]
    more: Place | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the queue says of an item, beside its row."""

    title: Texts
    table: str


def page(
    show: str, *, me: UUID | None, on: date, after: Place | None = None, wanted: Sieve = EVERYTHING
) -> Page:
    """The page that begins after a place, of what the filters let through."""
    rows = sieve.narrowed(_shown(show, me=me, on=on), wanted, on=on)
    rows = rows.select_related("application__partner", "assignee")
    if after is not None:
        later = Q(due__gt=after.due) | Q(due=after.due, id__gt=after.key)
        undated = Q(due=None, id__gt=after.key) if after.due == OPEN_END else Q(due=None)
        rows = rows.filter(undated if after.due == OPEN_END else later | undated)
    found = list(rows.order_by(F("due").asc(nulls_last=True), "id")[: PAGE + 1])
    kept = found[:PAGE]
    more = Place(kept[-1].due or OPEN_END, kept[-1].id) if len(found) > PAGE else None
    return Page(tuple(kept), more)


def _shown(show: str, *, me: UUID | None, on: date) -> QuerySet[Item]:
    ours, aside = Q(turn=Turn.DESK), Q(attention.is_aside(on))
    shown = {
        OPEN: ours & ~aside,
        MINE: ours & ~aside & Q(assignee_id=me),
        UNASSIGNED: ours & ~aside & Q(assignee=None),
        OTHERS: Q(turn__in=[Turn.APPLICANT, Turn.ASSESSOR, Turn.THIRD_PARTY]),
        SNOOZED: ours & aside,
        ESCALATED: Q(attention.is_escalated()) & ~Q(turn=Turn.NOBODY),
        OVERDUE: Q(due__lt=on) & ~Q(turn=Turn.NOBODY),
    }
    return Item.objects.filter(shown[show], application__state=applications.State.SUBMITTED)


def line(row: Item) -> Line:
    """The item's title under its application's edition."""
    desk = items.desk(row.application)
    title = desk.entry(row.key).title if desk else {}
    return Line(title, LIVES[Work(row.work)].table.name)
