"""Conditions of grants: how each stands on a day, and of which the company is to be reminded."""

from collections.abc import Iterator
from datetime import date

from directbill.core import conditional
from directbill.core.application import State as Application
from directbill.core.conditional import Condition, Done
from directbill.core.desk import Desk
from directbill.core.work import Work
from directbill.queries import days, items
from directbill.records.models import Item, ItemStep, Notice

REMIND = "condition_due"
"""The kind of the letter: a condition is to be proven soon."""


def of(row: Item, desk: Desk | None, *, on: date) -> tuple[Condition, ...]:
    """Every condition of the grant that stands, as it is on a day; none where there is no such grant."""
    if desk is None or desk.conditions is None or row.work != Work.DECISION:
        return ()
    if row.state not in conditional.LASTING:
        return ()
    return conditional.standing(desk.conditions, map(done, _steps(row)), on=on)


def before(row: Item, desk: Desk, *, on: date) -> tuple[Condition, ...]:
    """The same as it was before the item's last step."""
    if desk.conditions is None:
        return ()
    steps = (done(step) for step in _steps(row) if step.number < row.revision)
    return conditional.standing(desk.conditions, steps, on=on)


def cannot(row: Item, desk: Desk, *, on: date) -> frozenset[str]:
    """Verbs of the item that its conditions do not allow as they stand."""
    if row.work != Work.DECISION or row.state not in conditional.PROMISES:
        return frozenset()
    return (
        conditional.cannot(of(row, desk, on=on)) if desk.conditions else frozenset({conditional.CLOSES_SOME})
    )


def done(step: ItemStep) -> Done:
    """A step as the core reads it."""
    return Done(step.verb, step.given, days.of(step.at))


def to_remind(*, on: date) -> Iterator[tuple[Item, Condition]]:
    """Conditions of which the company is to be reminded and was not yet, the earliest first."""
    rows = Item.objects.filter(
        work=Work.DECISION,
        state__in=conditional.RUNNING,
        application__state=Application.SUBMITTED,
    )
    found = [
        (row, each) for row in rows.select_related("application__partner") for each in reminding(row, on=on)
    ]
    yield from sorted(found, key=lambda pair: (pair[1].day, str(pair[0].id), pair[1].number))


def reminding(row: Item, *, on: date) -> list[Condition]:
    """Conditions of one grant that the company is to be reminded of on a day, and was not for that day of theirs."""
    desk = items.desk(row.application)
    if desk is None or desk.conditions is None:
        return []
    due = [each for each in of(row, desk, on=on) if conditional.to_remind(desk.conditions, each, on=on)]
    return [each for each in due if not _reminded(row, each)]


def occasion(row: Item, found: Condition) -> str:
    """What the reminder is about: told once for each day a condition was given."""
    return f"{row.id}:{found.number}:{found.day.isoformat()}"


def _reminded(row: Item, found: Condition) -> bool:
    rows = Notice.objects.filter(kind=REMIND, subject=row.application.reference, due=found.day)
    return any(each.values.get("number") == str(found.number) for each in rows)


def _steps(row: Item) -> list[ItemStep]:
    return list(ItemStep.objects.filter(item=row).select_related("item").order_by("number"))
