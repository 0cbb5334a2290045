"""The rule of a credit limit, said on the page of the verb before anybody breaks it."""

from directbill.core import lending
from directbill.core.work import Work
from directbill.records.models import Item
from directbill.web.ui.itemized import View


def rule(  # sentence: to whom, of which item, which verb
    view: View, row: Item, verb: str
) -> str:
    """What one person alone may grant, or that the reader is the second one; empty where nothing is granted."""
    found = view.desk.credit if view.desk else None
    if found is None or row.work != Work.CREDIT or verb not in lending.PASSES:
        return ""
    if verb not in lending.ALONE:
        return view.texts.say("lending.second")
    bar = found.second_person_above
    return view.texts.say("lending.alone", bar=bar.amount, currency=bar.currency)
