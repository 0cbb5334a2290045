"""Orders and reports of a credit bureau. Asked in the scope of the desk: no partner has any."""

from collections.abc import Iterator
from uuid import UUID

from directbill.core.credit import State
from directbill.core.work import Work
from directbill.records.models import BureauOrder, BureauReport, Item, ItemStep

ORDER, RECEIVE = "order", "receive"


def ordering(row: Item) -> ItemStep | None:
    """The step by which the item is at the bureau now; None where it is not."""
    if row.work != Work.CREDIT or row.state != State.AT_BUREAU:
        return None
    return row.steps.filter(verb=ORDER).order_by("-number").first()


def untried() -> Iterator[ItemStep]:
    """Steps that ordered and were not tried yet, the oldest first."""
    rows = ItemStep.objects.filter(
        verb=ORDER, item__work=Work.CREDIT, item__state=State.AT_BUREAU, orders=None
    )
    for step in rows.select_related("item__application__partner").order_by("at", "id"):
        now = ordering(step.item)
        if now is not None and now.id == step.id:
            yield step


def answered() -> Iterator[Item]:
    """Reviews that wait for a report which has come."""
    rows = Item.objects.filter(work=Work.CREDIT, state=State.AT_BUREAU, steps__reports__isnull=False)
    for row in rows.distinct().order_by("since", "id"):
        now = ordering(row)
        if now is not None and BureauReport.objects.filter(step=now).exists():
            yield row


def step(order: UUID) -> ItemStep | None:
    """The step that ordered, by the key the bureau was given."""
    rows = ItemStep.objects.filter(id=order, verb=ORDER, item__work=Work.CREDIT)
    return rows.select_related("item__application__partner").first()


def orders(row: Item) -> list[BureauOrder]:
    """Every try, the newest first."""
    return list(BureauOrder.objects.filter(step__item=row).order_by("-at"))


def reports(row: Item) -> list[BureauReport]:
    """Every report, the newest first."""
    return list(BureauReport.objects.filter(step__item=row).order_by("-at"))
