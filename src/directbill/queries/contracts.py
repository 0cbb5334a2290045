"""Contracts of support plans: what was recorded, when the message that allows to buy left, what is to be renewed."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Min

from directbill.core import contracting
from directbill.core.application import State
from directbill.core.contracting import Contract, Early, Standing
from directbill.core.desk import Desk
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.queries import days, items
from directbill.records.models import Application, Item, ItemStep, Notice, OutboxMessage

MAY_BUY, RENEW, ENDS = "credit_passed", "contract_renewal", "contract_ends"
"""The kinds of letters: the plan may be bought now; its contract ends and is to be renewed."""
KEPT = (State.SUBMITTED, State.HELD, State.ENROLLED, State.RENEWED)
"""States of an application in which the plan must not lapse."""


def standing(row: Item, desk: Desk) -> Standing:
    """What counts and what waits for the desk. Nothing where the program does not watch it."""
    if desk.contract is None or row.work != Work.CONTRACT:
        return Standing()
    steps = ItemStep.objects.filter(item=row).order_by("number")
    return contracting.standing(desk.contract, steps.values_list("verb", "given"))


def told_on(owner: Application) -> date | None:
    """The day on which the message that allows to buy went out; until it left, the day on which it was allowed."""
    sent = OutboxMessage.objects.filter(notice__kind=MAY_BUY, notice__subject=owner.reference)
    left = sent.aggregate(first=Min("sent_at"))["first"]
    if left is not None:
        return days.of(left)
    passed = LIVES[Work.CREDIT].passed
    steps = ItemStep.objects.filter(item__application=owner, item__work=Work.CREDIT, after__in=passed)
    allowed = steps.aggregate(first=Min("at"))["first"]
    return days.of(allowed) if allowed is not None else None


def early(row: Item, owner: Application, *, desk: Desk) -> Early | None:
    """Whether the contract that was recorded begins before the plan could be bought."""
    found = standing(row, desk).newest
    return contracting.early(found, told=told_on(owner)) if found else None


def to_renew(*, on: date) -> Iterator[Item]:
    """Confirmed contracts whose renewal is to be asked for and was not yet; those that end first come first."""
    rows = Item.objects.filter(
        work=Work.CONTRACT,
        state__in=LIVES[Work.CONTRACT].passed,
        turn=Turn.NOBODY,
        due__gte=on,
        application__state__in=KEPT,
    )
    for row in rows.select_related("application__partner").order_by("due", "id"):
        if renewal(row, on=on) is not None and not _asked(row):
            yield row


def renewal(row: Item, *, on: date) -> Contract | None:
    """The contract whose renewal is to be asked for on a day; None where it is not time."""
    desk = items.desk(row.application)
    if desk is None or desk.contract is None or row.turn != Turn.NOBODY:
        return None
    found = standing(row, desk).counts
    if found is None:
        return None
    return found if contracting.to_renew(desk.contract, found, on=on) else None


def _asked(row: Item) -> bool:
    rows = Notice.objects.filter(kind__in=(RENEW, ENDS), subject=row.application.reference, due=row.due)
    return rows.exists()
