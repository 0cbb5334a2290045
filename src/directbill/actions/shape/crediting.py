"""What a credit review grants, held against the program's bar; and the day it ends, which the clock reads."""

from datetime import datetime

from directbill.actions.shape.steps import Case, Deed
from directbill.core import lending
from directbill.core.work import Work
from directbill.queries import days
from directbill.records.models import Item


def hold(  # sentence: whose case, which item, what was done
    case: Case, row: Item, deed: Deed, *, at: datetime
) -> None:
    """Refuse a limit that one person alone may not grant; the day the analyst gave is the day the result ends.

    Done after the step and within its transaction: what cannot be done at all is refused before, and for that.
    """
    rule = case.desk.credit
    if rule is None or row.work != Work.CREDIT or deed.verb not in lending.PASSES:
        return
    limit = lending.granted(rule, deed.values)
    if refusal := lending.objection(rule, limit, verb=deed.verb):
        raise refusal
    row.due = lending.valid_until(rule, deed.values, on=days.of(at))
    row.save(update_fields=["due"])
