"""Lines the desk adds to a figure, held against what was submitted and against the bar."""

from directbill.actions.shape.steps import Case, Deed
from directbill.core import adjusting
from directbill.queries import adjusting as figures
from directbill.records.models import Item


def hold(  # sentence: whose case, which item, what was done
    case: Case, row: Item, deed: Deed
) -> None:
    """Refuse a line that is no amount or is added to nothing, and a figure that its lines brought below the bar.

    Done after the step and within its transaction, as `crediting.hold`.
    """
    entry = case.desk.entry(row.key)
    if not entry.figure or deed.verb not in adjusting.ADJUSTS | adjusting.PASSES:
        return
    if refusal := adjusting.objection(figures.of(row, case.desk), verb=deed.verb):
        raise refusal
