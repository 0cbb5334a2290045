"""The figure of an item as it was submitted, with the lines the desk added to it."""

from directbill.core import adjusting
from directbill.core.adjusting import Adjusted, Step
from directbill.core.desk import Desk
from directbill.queries import plainly
from directbill.records.models import Item, ItemStep


def of(row: Item, desk: Desk) -> Adjusted | None:
    """The figure of an item with its lines; None where the item is no figure, or none was submitted."""
    entry = desk.entry(row.key)
    if not entry.figure:
        return None
    stated = plainly.submitted(row.application, entry.requirement)
    return adjusting.adjusted(stated, steps(row), field=entry.figure)


def steps(row: Item) -> tuple[Step, ...]:
    """The steps of an item, the oldest first, as far as figures go."""
    found = ItemStep.objects.filter(item=row).order_by("number").values_list("number", "verb", "given")
    return tuple(Step(number, verb, given) for number, verb, given in found)
