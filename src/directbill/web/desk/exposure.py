"""What a limit must carry, by the ledger that was submitted, for those who may read the credit file."""

from decimal import Decimal

from directbill.access.permissions import Permission
from directbill.core import lending
from directbill.core.money import shown
from directbill.core.work import Work
from directbill.queries import submitted_ledger
from directbill.records.models import Item
from directbill.web.ui.itemized import View


def told(view: View, row: Item) -> str:
    """The pace, what may be owed at once and in a year, in words; that nothing is known, where nothing is."""
    rule = view.desk.credit if view.desk else None
    if rule is None or row.work != Work.CREDIT or not view.may(Permission.CREDIT_READ):
        return ""
    known = submitted_ledger.known(view.owner)
    evaluation = submitted_ledger.evaluation(view.owner, known) if known else None
    if evaluation is None or evaluation.forecast is None or evaluation.facts.statement is None:
        return view.texts.say("exposure.unknown")
    found = lending.exposure(rule, evaluation.forecast.run_rate)
    figures = {"monthly": found.monthly, "unpaid": found.unpaid, "year": found.year}
    return view.texts.say(
        "exposure.told",
        months=evaluation.forecast.run_rate_months,
        days=rule.terms_days,
        currency=evaluation.facts.statement.currency,
        **{name: _whole(value) for name, value in figures.items()},
    )


def _whole(value: Decimal) -> str:
    return f"{shown(value):f}"
