"""Items of the desk's work: as the core works with them, as a page shows them, and as the queue lists them."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, prefetch_related_objects

from directbill.core import application as applications
from directbill.core import clocks
from directbill.core.clocks import Calendar, Pause
from directbill.core.desk import Desk
from directbill.core.dossier import Dossier, Standing
from directbill.core.findings import Turn
from directbill.core.work import ITSELF, LIVES, RECHECK, Work
from directbill.queries import days, program
from directbill.records.models import Application, Item, ItemStep

REVIEW = "REV-"
"""What references of reviews begin with."""


def of(owner: Application) -> list[Item]:
    """Every item of an application, in the procedure's order; none before it was submitted."""
    return list(Item.objects.filter(application=owner).select_related("assignee").order_by("position"))


def with_steps(owner: Application) -> list[Item]:
    """The same with the steps of each, oldest first, in one more query."""
    rows = of(owner)
    prefetch_related_objects(rows, "steps")
    return rows


def desk(owner: Application) -> Desk | None:
    """The desk's work under the application's edition, or what of it a review does again; None where there is none."""
    return program.desk(owner.edition) if owner.review_of_id is None else program.review(owner.edition)


def desk_of(reference: str, edition: str) -> Desk | None:
    """The same by what an event knows: the reference tells a review from an application."""
    return program.review(edition) if reference.startswith(REVIEW) else program.desk(edition)


def dossier(owner: Application, rows: list[Item]) -> Dossier:
    """The application as the core works with it. The rows are all of its items, in their order."""
    return Dossier(applications.State(owner.state), tuple(_standing(row) for row in rows))


def _standing(row: Item) -> Standing:
    table = LIVES[Work(row.work)].table
    return Standing(
        type(table.initial)(row.state),
        maker=str(row.maker_id or ""),
        hands=frozenset(row.hands),
        spoken=row.spoken,
        left=frozenset(row.left),
        used=frozenset(row.used),
    )


def steps(item: Item) -> list[ItemStep]:
    """Every step of an item, the newest first."""
    return list(ItemStep.objects.filter(item=item).order_by("-number"))


def touched_by_desk(owner: Application) -> bool:
    """Whether anybody of the desk, or an assessor, acted on an item of the application."""
    return ItemStep.objects.filter(item__application=owner, side__in=[Turn.DESK, Turn.ASSESSOR]).exists()


def decided(owner: Application) -> bool:
    """Whether a decision on the application stands: what it rests on does not change any more."""
    stands = (Q(work=work, state__in=life.granted | life.refused) for work, life in LIVES.items())
    return Item.objects.filter(reduce(or_, stands), application=owner).exists()


def days_spent(
    rows: list[ItemStep], *, begun: date, on: date, paused: Sequence[Pause] = ()
) -> dict[Turn, int]:
    """Whole days each side had the turn so far: the two clocks. `rows` are the steps of one item, oldest first.

    Days on which the application was not with the desk are nobody's.
    """
    calendar = clocks.standing_still(Calendar(), paused)
    end = min([on, *(each.begun for each in paused if each.ended is None)])
    spent: dict[Turn, int] = {}
    since, turn = begun, Turn.NOBODY
    for row in rows:
        day = days.of(row.at)
        spent[turn] = spent.get(turn, 0) + clocks.count(calendar, after=since, until=day)
        since, turn = day, _turn(row)
    spent[turn] = spent.get(turn, 0) + clocks.count(calendar, after=since, until=end)
    return {side: count for side, count in spent.items() if side is not Turn.NOBODY}


def _turn(row: ItemStep) -> Turn:
    table = LIVES[Work(row.item.work)].table
    return table.turns[type(table.initial)(row.after)]


def late(*, on: date) -> Iterator[tuple[Item, str]]:
    """Items whose day has passed, each with the verb that the clock then does; the longest late first."""
    rows = Item.objects.filter(due__lt=on, application__state=applications.State.SUBMITTED)
    for row in rows.order_by("due", "id").iterator():
        if verb := clock_verb(Work(row.work), row.state):
            yield row, verb


def clock_verb(work: Work, state: str) -> str:
    """What the clock does with a state whose day has passed; empty where people alone act."""
    life = LIVES[work]
    table = life.table
    found = (
        verb
        for verb in table.verbs(type(table.initial)(state))
        if table.doer(verb) is Turn.NOBODY and verb not in {*ITSELF, RECHECK, *life.by_rule}
    )
    return next(found, "")


def unbegun() -> list[UUID]:
    """Applications that were submitted when their program had no steps for the desk, and now has; the oldest first."""
    rows = Application.objects.filter(state=applications.State.SUBMITTED, items=None).order_by(
        "submitted_at", "id"
    )
    return [row.id for row in rows.iterator() if desk(row) is not None]
